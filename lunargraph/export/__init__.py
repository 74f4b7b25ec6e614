"""A build in the formats that other programs read: one module per format, heavy libraries only where asked for."""

from lunargraph.export.formats import FORMATS, Format, find_format, write_export

__all__ = ["FORMATS", "Format", "find_format", "write_export"]
