"""Who is with whom on the Moon: claims from news, each with the sentence that states it."""

__version__ = "0.1.0"
