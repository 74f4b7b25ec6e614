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
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from lunargraph.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOCK = ".lunargraph.lock"
_BUILDING = ".building-"
_READY = ".ready"
#: What says that a build is whole; it comes last.
_LAST = "manifest.json"
#: Seconds that a reader waits for a build that is just moving its files.
_PATIENCE = 10.0
#: Seconds that a build waits for another: one that was killed a moment ago may not be gone yet.
_MOMENT = 2.0


@contextlib.contextmanager
def held(output: Path) -> Iterator[None]:
    """Hold a folder of results, made where it is missing, so that no other build can write there meanwhile.

    What a build that was killed left there is brought to its end or removed.

    Raises:
        OutputError: where another build holds it, or it cannot be written.
    """
    with contextlib.ExitStack() as stack:
        try:
            for made in _made(output):
                stack.callback(_removed_if_empty, made)
            stack.enter_context(_locked(output, _MOMENT))
        except Timeout:
            raise OutputError(
                f"Another build is at work in {output}; wait until it is done, or choose another folder with -o."
            ) from None
        except OSError as error:
            raise OutputError(
                f"The folder {output} cannot be written ({_reason(error)}); choose another with -o."
            ) from None
        _put_in_place(output)
        for remains in output.glob(f"{_BUILDING}*"):
            shutil.rmtree(remains, ignore_errors=True)
        yield


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Path]:
    """Give an empty folder; its files become the results at the end, all at once, and only if nothing went wrong.

    Only who holds the folder of results may do this.

    Raises:
        OutputError: where they cannot be written. The results are then as they were, or where only moving them into
            place failed, as they were or new for whoever asks for them next.
    """
    staging: Path | None = None
    try:
        staging = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=output))
        yield staging
        _on_disk(staging)
        os.replace(staging, output / _READY)  # noqa: PTH105 - the moment itself
    except OSError as error:
        raise OutputError(f"Writing to {output} failed ({_reason(error)}); the earlier files are unchanged.") from None
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
    _put_in_place(output)


def settled(output: Path) -> None:
    """Make sure that a folder of results is whole before it is read: end what a build that was killed had begun.

    Raises:
        OutputError: where that cannot be done.
    """
    ready = output / _READY
    if not ready.is_dir():
        return
    try:
        with _locked(output, _PATIENCE, lambda: not ready.is_dir()):
            _put_in_place(output)
    except Timeout:
        # whoever has the lock moves them first of all
        if ready.is_dir():
            raise OutputError(f"A build is at work in {output}; ask again when it is done.") from None
    except OSError as error:
        raise _unmovable(output, error) from None


def moment(output: Path) -> object:
    """Return what stays the same while a folder of results does, None while it is changing.

    A reader that sees it change has seen two builds.
    """
    if (output / _READY).is_dir():
        return None
    try:
        stat = (output / _LAST).stat()
    except OSError:
        return ()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _made(output: Path) -> list[Path]:
    missing = [place for place in (output, *output.parents) if not place.exists()]
    output.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _removed_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()


@contextlib.contextmanager
def _locked(output: Path, patience: float, enough: Callable[[], bool] | None = None) -> Iterator[None]:
    path = output / _LOCK
    lock = FileLock(path)
    with lock.acquire(timeout=patience, cancel_check=enough):
        try:
            yield
        finally:
            # while it is held, so that nobody can hold another file of this name
            with contextlib.suppress(OSError):
                path.unlink()


def _on_disk(folder: Path) -> None:
    """Wait until files are on the disk: no loss of power after the moment may leave some of them empty."""
    for path in folder.iterdir():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _put_in_place(output: Path) -> None:
    """Move what stands ready to where it is looked for.

    Raises:
        OutputError: where that cannot be done.
    """
    ready = output / _READY
    if not ready.is_dir():
        return
    try:
        for path in sorted(ready.iterdir(), key=lambda path: (path.name == _LAST, path.name)):
            os.replace(path, output / path.name)  # noqa: PTH105 - atomic
        ready.rmdir()
    except OSError as error:
        raise _unmovable(output, error) from None


def _unmovable(output: Path, error: OSError) -> OutputError:
    place = error.filename2 or error.filename or output
    return OutputError(
        f"The new files are whole, but cannot be moved into {output} ({_reason(error)}: {place}); make room for them, "
        "and build again."
    )


def _reason(error: OSError) -> str:
    return error.strerror or "unknown reason"
