"""Articles in, readings out, whoever does the work: this process, several, or a cluster."""

from lunargraph.engine.cache import Cache, default_cache
from lunargraph.engine.local import Engine, Reading
from lunargraph.engine.recipe import Recipe

__all__ = ["Cache", "Engine", "Reading", "Recipe", "default_cache"]
