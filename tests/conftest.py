"""Fixtures shared by all tests: one lexicon, one extractor, and a way to read a text as an article."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from lunargraph.lexicon import Lexicon, load_lexicon
from lunargraph.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lunargraph.extraction import Extractor
    from lunargraph.finished import Build
    from lunargraph.model import Extraction
    from tests.servers import Site

# builds before and after midnight would differ in the day that their page tells
os.environ.setdefault("SOURCE_DATE_EPOCH", "1790000000")

# no test sees what another, or a user, has read before
_CACHE = tempfile.TemporaryDirectory(prefix="lunargraph-cache-")
os.environ["LUNARGRAPH_CACHE"] = _CACHE.name

settings.register_profile(
    "lunargraph", derandomize=True, deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("lunargraph")


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return load_lexicon()


@pytest.fixture(scope="session")
def extractor(lexicon: Lexicon) -> Extractor:
    """The rule extractor with the default pipeline, loaded once."""
    from lunargraph.extraction import Extractor  # noqa: PLC0415 - tests without a parser need none

    return Extractor(lexicon)


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Callable[..., Extraction]:
    """Read a text as an article and return its extraction."""

    def run(text: str, *, title: str = "", published: str | None = "2024-06-03") -> Extraction:
        return extractor.read(Article(id="a", text=text, title=title, published=published))

    return run


@pytest.fixture(scope="session")
def told(read: Callable[..., Extraction], lexicon: Lexicon) -> Callable[..., set[str]]:
    """Read a text and return its claims as "subject relation object status", by label."""

    def run(text: str, *, title: str = "", published: str | None = "2024-06-03", by: str = "") -> set[str]:
        extraction = read(text, title=title, published=published)
        labels = {a.id: a.label for a in (*lexicon.actors.values(), *extraction.actors)}
        labels |= {p.id: p.label for p in lexicon.programs.values()}
        found = set()
        for claim in extraction.claims:
            if by and by not in {claim.evidence.rule, claim.evidence.cue}:
                continue
            ends = [labels[claim.subject], labels[claim.object]]
            if claim.relation == "cooperates_with":
                ends.sort()
            found.add(f"{ends[0]} {claim.relation} {ends[1]} {claim.status}")
        return found

    return run


@pytest.fixture(scope="session")
def camps(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A build of both camps, with every status."""
    from tests import builds  # noqa: PLC0415 - pandas and networkx load here

    return builds.camps(tmp_path_factory.mktemp("camps"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A build of text that breaks formats, wherever text can stand."""
    from tests import builds  # noqa: PLC0415 - as above

    return builds.hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on loopback."""
    from tests.servers import Site  # noqa: PLC0415 - most tests need none

    made = Site()
    yield made
    made.close()
