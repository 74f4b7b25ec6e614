"""A build of both camps to question."""

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
