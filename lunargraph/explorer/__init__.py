"""Graph to one self-contained HTML page: a picture, a table of the same ties, and every sentence behind them."""

from lunargraph.explorer.page import write_page

__all__ = ["write_page"]
