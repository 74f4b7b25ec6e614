"""Find the files in folders, whatever lies there: links, pipes, a hundred thousand files, paths that never end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lunargraph.articles.problems import Problem, shown_path
from lunargraph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

#: A path of more bytes is opened in steps: systems take 4,096 at once at most, some only 1,024.
_AT_ONCE = 1_000
#: The path that stands for standard input.
STDIN: Final = Path("-")
#: Of a pipe, a socket or a device.
NOT_A_FILE: Final = "it is a pipe, socket or device, not a file; save what comes out of it as a file"
_LINK = "it is a link to a folder, which could lead round in a circle, and was not followed; give that folder itself"


def files_of(paths: Iterable[Path], report: Callable[[Problem], None]) -> Iterator[Path]:
    """Yield files as they are given and the files of folders by sorted name, without hidden and README files."""
    for path in paths:
        yield from _walk(str(path), report) if path.is_dir() else (path,)


def _walk(folder: str, report: Callable[[Problem], None]) -> Iterator[Path]:
    # a stack of our own: trees deeper than Python's calls may be are no harder to walk
    waiting = [(folder, True)]
    while waiting:
        path, is_folder = waiting.pop()
        if not is_folder:
            yield Path(path)
            continue
        try:
            children = _children(path, report)
        except OSError as error:
            reason = f"the folder cannot be read ({error.strerror}); check its permissions"
            report(Problem(path=shown_path(path), reason=reason))
            continue
        waiting += [(os.path.join(path, name), inner) for name, inner in reversed(children)]  # noqa: PTH118 - long paths


def _children(path: str, report: Callable[[Problem], None]) -> list[tuple[str, bool]]:
    """Return what lies in a folder, by name, with whether it is a folder."""
    handle = _opened(path, os.O_RDONLY) if _is_long(path) else None
    found = []
    try:
        with os.scandir(path if handle is None else handle) as entries:
            for entry in entries:
                if is_set_aside(entry.name):
                    continue
                if entry.is_symlink() and _leads_to_folder(entry):
                    where = os.path.join(path, entry.name)  # noqa: PTH118 - long paths
                    report(Problem(path=shown_path(where), reason=_LINK, kind="skipped"))
                    continue
                found.append((entry.name, entry.is_dir(follow_symlinks=False)))
    finally:
        if handle is not None:
            os.close(handle)
    return sorted(found)


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:
        # a circle; opening it as a file says so
        return False


def is_set_aside(name: str) -> bool:
    """Say whether what lies in a folder or archive under this name is no article by custom: hidden, or a README."""
    return name.startswith(".") or os.path.splitext(name)[0].casefold() == "readme"  # noqa: PTH122 - names only


def open_file(path: Path) -> BinaryIO:
    """Open a file to read its bytes; nothing is waited for.

    Raises:
        InputError: where it is a pipe, a socket or a device.
        OSError: where the system refuses.
    """
    file = open(path, "rb", opener=_opened)  # noqa: SIM115 - whoever reads it closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise InputError(NOT_A_FILE)
    return file


def _opened(path: str, flags: int) -> int:
    """Open a path that may be longer than the system takes at once, without waiting for the other end of a pipe."""
    # Windows has neither of the two, nor pipes in folders
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    if not _is_long(path):
        return os.open(path, flags)
    *steps, last = _steps(path)
    base = None
    try:
        for step in steps:
            following = os.open(step, os.O_RDONLY | os.O_DIRECTORY, dir_fd=base)
            if base is not None:
                os.close(base)
            base = following
        return os.open(last, flags, dir_fd=base)
    finally:
        if base is not None:
            os.close(base)


def _is_long(path: str) -> bool:
    return len(os.fsencode(path)) > _AT_ONCE and os.open in os.supports_dir_fd


def _steps(path: str) -> list[bytes]:
    rest, steps = os.fsencode(path), []
    while len(rest) > _AT_ONCE and (cut := rest.rfind(b"/", 1, _AT_ONCE)) > 0:
        steps.append(rest[: cut + 1])
        rest = rest[cut:].lstrip(b"/")
    return [*steps, rest]
