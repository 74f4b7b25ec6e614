"""One request and its reply, to an address that was checked, within limits of time and size."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, IncompleteRead, ProtocolError

from lunargraph.articles.fetching.outcomes import BrokenError, FetchError
from lunargraph.articles.limits import MIB

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from urllib3 import BaseHTTPResponse

    from lunargraph.articles.fetching.limits import Limits
    from lunargraph.articles.fetching.targets import Target

#: How a body may be packed; what was not asked for is refused.
PACKING: Final = "gzip"
_PLAIN = frozenset({"", "identity"})
_PACKED = frozenset({"gzip", "x-gzip"})
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """How much of a reply's body is read: ``most`` bytes; beyond them it is cut, or else refused. Of 0 none is read."""

    most: int
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server said: status, headers by name in small letters, and the body, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class _Watch:
    """Ends a connection when its time is up, however slowly it drips."""

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(max(seconds, 0), self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()
        for held in self._held:
            held.close()

    def hold(self, sock: socket.socket) -> None:
        # a second handle on the same connection, which stays valid when TLS takes the first one over
        with self._lock:
            self._held.append(sock.dup())
        if self.expired:
            self._end()

    def _end(self) -> None:
        self.expired = True
        with self._lock:
            for held in self._held:
                try:
                    held.shutdown(socket.SHUT_RDWR)
                except OSError:
                    # it has ended already
                    continue


class _Plain(HTTPConnection):
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self.watch.hold(sock)
        return sock


class _Secure(HTTPSConnection):
    watch: _Watch

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self.watch.hold(sock)
        return sock


class Budget:
    """The time that one page may still take, over all its requests."""

    def __init__(self, seconds: float) -> None:
        """Begin with all of it."""
        self.seconds = seconds
        self.left = seconds

    def reason(self) -> str:
        """Return what to say when it is used up."""
        return f"it took longer than {self.seconds:g} s"


def exchange(  # noqa: PLR0913 - what is asked, where, and within which limits
    target: Target,
    address: str,
    *,
    headers: Mapping[str, str],
    wanted: Callable[[int, Mapping[str, str]], Want],
    limits: Limits,
    budget: Budget,
    context: ssl.SSLContext,
) -> Reply:
    """Ask one address for a target and return the reply.

    ``wanted`` sees status and headers before any of the body is read, and says how much of it to read, or refuses.

    Raises:
        BrokenError: where the connection fails or breaks off.
        FetchError: where a limit is hit, the certificate is not valid, or ``wanted`` refuses.
    """
    started = time.monotonic()
    with _Watch(budget.left) as watch:
        connection = _connection(target, address, limits, context)
        connection.watch = watch
        try:
            connection.connect()
            connection.timeout = limits.idle
            connection.request(
                "GET",
                target.path,
                headers={"Host": target.authority, "Accept-Encoding": PACKING, "Connection": "close", **headers},
                preload_content=False,
                decode_content=False,
            )
            with contextlib.closing(connection.getresponse()) as response:
                reply = _reply(response, wanted)
        except (HTTPError, http.client.HTTPException, OSError, EOFError, ValueError, zlib.error) as error:
            if watch.expired:
                raise FetchError("failed", budget.reason()) from None
            raise _trouble(error, target, limits) from None
        finally:
            connection.close()
            budget.left -= time.monotonic() - started
        if watch.expired:
            # what was cut short can look whole
            raise FetchError("failed", budget.reason())
        return reply


def _connection(target: Target, address: str, limits: Limits, context: ssl.SSLContext) -> _Plain | _Secure:
    if target.scheme == "http":
        return _Plain(address, target.port, timeout=limits.connect)
    # the name is what the certificate must be for, the address is where to go
    return _Secure(address, target.port, timeout=limits.connect, ssl_context=context, server_hostname=target.host)


def _reply(response: BaseHTTPResponse, wanted: Callable[[int, Mapping[str, str]], Want]) -> Reply:
    headers = {name.lower(): value for name, value in response.headers.items()}
    want = wanted(response.status, headers)
    if not want.most:
        return Reply(status=response.status, headers=headers, body=b"")
    packing = headers.get("content-encoding", "").strip().lower()
    if packing not in _PLAIN | _PACKED:
        raise FetchError("unusable", "it is packed in a way that was not asked for")
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > want.most and not want.cut:
        raise _too_large(want)
    body = bytearray()
    # either way no more is unpacked than is asked for, and an end that comes too early is an error
    with gzip.GzipFile(fileobj=response) if packing in _PACKED else contextlib.nullcontext(response) as stream:
        while len(body) <= want.most and response.tell() <= want.most:
            chunk = stream.read(min(_CHUNK, want.most + 1 - len(body)))
            if not chunk:
                return Reply(status=response.status, headers=headers, body=bytes(body))
            body += chunk
    if not want.cut:
        raise _too_large(want)
    return Reply(status=response.status, headers=headers, body=bytes(body[: want.most]))


def _too_large(want: Want) -> FetchError:
    return FetchError("unusable", f"it is larger than {want.most / MIB:g} MiB")


def _trouble(error: Exception, target: Target, limits: Limits) -> FetchError:
    inner = error.args[-1] if isinstance(error, ProtocolError) and error.args else error
    for each in (inner, error):
        if isinstance(each, IncompleteRead | http.client.IncompleteRead):
            return BrokenError(_cut_off(each))
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return FetchError("refused", f"the certificate of {target.host} is not valid ({cause.verify_message})")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, EOFError):
        return BrokenError("what it sent breaks off in the middle of its packing")
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return FetchError("unusable", "it is packed, and the packing is damaged")
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return BrokenError(
            f"{target.host} was silent for {limits.idle:g} s or could not be reached in {limits.connect:g} s"
        )
    return BrokenError(f"the connection to {target.host} failed or broke off ({_short(inner)})")


def _cut_off(error: IncompleteRead | http.client.IncompleteRead) -> str:
    got = error.partial if isinstance(error.partial, int) else len(error.partial)
    if isinstance(error.expected, int) and error.expected >= 0:
        return f"the reply broke off after {got:,} of {got + error.expected:,} bytes"
    return "the reply broke off before its end"


def _short(error: object) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
