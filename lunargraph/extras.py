"""Libraries that only some answers and formats need, loaded when they are asked for."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from lunargraph.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def require(module: str, *, extra: str, purpose: str) -> ModuleType:
    """Import a library that an optional extra of lunargraph brings.

    Raises:
        MissingExtraError: where it is not installed; the sentence says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ImportError:
        wanted = module.partition(".")[0]
        raise MissingExtraError(
            f"{purpose} needs the library {wanted}, which is not installed; run `pip install 'lunargraph[{extra}]'`."
        ) from None
