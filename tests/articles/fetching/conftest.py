"""A client of a server on loopback, and a clock on which waits cost nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from lunargraph.articles.fetching.client import Client
from lunargraph.articles.fetching.hosts import is_public
from lunargraph.articles.fetching.limits import Clock, Limits
from lunargraph.articles.fetching.session import Session
from lunargraph.articles.fetching.state import State


class FakeClock(Clock):
    """Time passes only where somebody sleeps."""

    def __init__(self):
        self.passed = 0.0
        self.slept = []

    def now(self):
        return datetime(2026, 11, 26, 12, tzinfo=UTC) + timedelta(seconds=self.passed)

    def monotonic(self):
        return 1000.0 + self.passed

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.passed += seconds


@pytest.fixture
def clock():
    """A clock on which waits cost nothing."""
    return FakeClock()


def this_machine(address):
    """Permit the server of the tests, and besides it what is public."""
    return str(address) == "127.0.0.1" or is_public(address)


@pytest.fixture
def client(clock):
    """Make a client that may ask the server of the tests."""

    def make(*, resolver=None, permits=this_machine, context=None, **limits):
        more = {"resolver": resolver} if resolver else {}
        more |= {"context": context} if context else {}
        return Client(limits=Limits(**limits), permits=permits, clock=clock, jitter=lambda: 0.5, **more)

    return make


@pytest.fixture
def get(client):
    """Fetch one page, whatever its type, up to 100 kB."""

    def run(url, *, known=lambda _: None, size=100_000, **how):
        return client(**how).get(url, accept="text/html", size=lambda _: size, known=known)

    return run


@pytest.fixture
def session(client, tmp_path):
    """Make runs that fetch into one folder, one after another; a run closes the one before."""
    opened = []

    def make(*, recheck=timedelta(days=1), **limits):
        for state in opened:
            state.close()
        opened.append(State(tmp_path / "fetched"))
        return Session(client(**limits), opened[-1], tmp_path / "fetched", recheck=recheck)

    yield make
    for state in opened:
        state.close()


@pytest.fixture
def files(tmp_path):
    """The articles in that folder, by file name."""

    def read():
        return {
            path.name: json.loads(path.read_text("utf-8")) for path in sorted((tmp_path / "fetched").glob("*.json"))
        }

    return read
