"""Two builds to export: both camps, and one of hostile text."""

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


@pytest.fixture(params=["camps", "hostile"])
def build(request):
    """Either of them."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def text_of():
    """What a format of one file holds."""
    from lunargraph.export import find_format  # noqa: PLC0415 - after collection

    return lambda build, name: "".join(find_format(name).text(build))
