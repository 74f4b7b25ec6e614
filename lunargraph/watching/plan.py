"""What to watch: a TOML file of feeds, and where articles and build go."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TOP = {"feed": list, "folder": str, "output": str, "inputs": list, "contact": str, "delay": float, "recheck": float}
_FEED = {"url": str, "outlet": str}
_NAMES = {list: "a list", str: "a text", float: "a number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedFeed:
    """A feed, and the publisher of what it lists where the pages do not say it well."""

    url: str
    outlet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to watch. ``folder`` takes the articles, ``output`` the build, ``inputs`` are built with them.

    ``contact`` is sent with every request, ``delay`` is the least pause between two to one host in seconds, and what
    was asked for less than ``recheck`` hours ago is not asked for again.
    """

    feeds: tuple[WatchedFeed, ...]
    folder: Path
    output: Path
    inputs: tuple[Path, ...] = ()
    contact: str = ""
    delay: float = 1.0
    recheck: float = 24.0


def read_plan(path: Path) -> Plan:
    """Read a plan; paths in it are relative to its own folder.

    Raises:
        InputError: where it cannot be read, or holds what a plan does not.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the file that lists your feeds.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is no UTF-8 text; save it as such.") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is no valid TOML: {error}.") from None
    _check(told, _TOP, path, "it")
    feeds = []
    for number, each in enumerate(told.get("feed", ()), 1):
        if not isinstance(each, dict):
            raise InputError(f"{path}: write each feed as a table [[feed]] with its url.")
        _check(each, _FEED, path, f"feed {number}")
        if not each.get("url"):
            raise InputError(f"{path}: feed {number} has no url; give the address of an RSS or Atom feed.")
        feeds.append(WatchedFeed(url=each["url"], outlet=each.get("outlet", "")))
    if not feeds:
        raise InputError(f"{path} lists no feed; add a table [[feed]] with its url.")
    inputs = told.get("inputs", [])
    if not all(isinstance(each, str) for each in inputs):
        raise InputError(f"{path}: inputs is a list of files and folders.")
    return Plan(
        feeds=tuple(feeds),
        folder=path.parent / told.get("folder", "fetched"),
        output=path.parent / told.get("output", "outputs"),
        inputs=tuple(path.parent / each for each in inputs),
        contact=told.get("contact", ""),
        delay=float(told.get("delay", 1.0)),
        recheck=float(told.get("recheck", 24.0)),
    )


def _check(table: Mapping[str, Any], legal: Mapping[str, type], path: Path, where: str) -> None:
    for name, value in table.items():
        if name not in legal:
            raise InputError(f"{path}: {where} has {name!r}, which means nothing here; legal are {', '.join(legal)}.")
        kind = legal[name]
        fits = isinstance(value, kind) or (kind is float and isinstance(value, int))
        if not fits or isinstance(value, bool) or (kind is float and not 0 <= value < float("inf")):
            more = ", 0 or more" if kind is float else ""
            raise InputError(f"{path}: {name} in {where} must be {_NAMES[kind]}{more}.")
