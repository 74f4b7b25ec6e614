"""A folder of results that changes all at once: the files of a build, or of the one before, and never some of each.

A build makes its files in a hidden folder beside the results. Renaming that folder to ``.ready`` is the moment at which
the build is done; the files are moved into place after it, the manifest last. Who is killed while moving leaves
``.ready`` behind, and whoever comes next, to read or to build, moves the rest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LOCK = ".lunargraph.lock"
_BUILDING = ".building-"
_READY = ".ready"
#: What says that a build is whole; it comes last.
_LAST = "manifest.json"
#: Seconds that a reader waits for a build that is just moving its files.
_PATIENCE = 10


@contextlib.contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold a folder of results, made where it is missing, so that no other build can write there meanwhile.

    What a build that was killed left there is brought to its end or removed.

    Raises:
        OutputError: where another build holds it, or it cannot be written.
    """
    lock = _locked(output, 0)
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock.__enter__()
    except Timeout:
        raise OutputError(
            f"Another build is at work in {output}; wait until it is done, or choose another folder with -o."
        ) from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"The folder {output} cannot be written ({reason}); choose another with -o.") from None
    with contextlib.ExitStack() as stack:
        stack.push(lock)
        _finish(output)
        for remains in output.glob(f"{_BUILDING}*"):
            shutil.rmtree(remains, ignore_errors=True)
        yield


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give an empty folder; its files become the results at the end, all at once, and only if nothing went wrong.

    Only who holds the folder of results may do this.

    Raises:
        OutputError: where they cannot be written; the results are then as they were.
    """
    staging: Path | None = None
    try:
        staging = _made(output)
        yield staging
        os.replace(staging, output / _READY)  # noqa: PTH105 - the moment itself
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise OutputError(f"Writing to {output} failed ({reason}); the earlier files are unchanged.") from None
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
    _finish(output)


def settled(output: Path) -> None:
    """Make sure that a folder of results is whole before it is read: end what a build that was killed had begun."""
    if (output / _READY).is_dir():
        with contextlib.suppress(OSError, Timeout), _locked(output, _PATIENCE):
            _finish(output)


def _made(output: Path) -> Path:
    folder = tempfile.mkdtemp(prefix=_BUILDING, dir=output)
    return output / os.path.basename(folder)  # noqa: PTH119 - a name, not a path


@contextlib.contextmanager
def _locked(output: Path, patience: float) -> Iterator[None]:
    path = output / _LOCK
    with FileLock(path, timeout=patience):
        try:
            yield
        finally:
            # while it is held, so that nobody can hold another file of this name
            with contextlib.suppress(OSError):
                path.unlink()


def _finish(output: Path) -> None:
    """Move what stands ready into place."""
    ready = output / _READY
    if not ready.is_dir():
        return
    for path in sorted(ready.iterdir(), key=lambda path: (path.name == _LAST, path.name)):
        os.replace(path, output / path.name)  # noqa: PTH105 - atomic
    ready.rmdir()
