"""Builds to export: both camps, one of hostile text, and one with reviewed decisions."""

import pytest

from tests import builds


@pytest.fixture(scope="session")
def camps(tmp_path_factory):
    """Both camps, with every status."""
    return builds.camps(tmp_path_factory.mktemp("camps"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """Text that breaks formats, wherever text can stand."""
    return builds.hostile(tmp_path_factory.mktemp("hostile"))


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
