"""Builds to export: those that all tests share, and one with reviewed decisions."""

import pytest

from tests import builds


@pytest.fixture(scope="session")
def decided(tmp_path_factory):
    """What a reviewer accepted, rejected, corrected and pinned."""
    return builds.decided(tmp_path_factory.mktemp("decided"))


@pytest.fixture(params=["camps", "hostile", "decided"])
def build(request):
    """Each of them."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def text_of():
    """What a format of one file holds."""
    from lunargraph.export import find_format  # noqa: PLC0415 - after collection

    return lambda build, name: "".join(find_format(name).text(build))
