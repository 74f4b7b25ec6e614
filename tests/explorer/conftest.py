import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sample():
    """The sample graph with its claims and articles."""
    spec = importlib.util.spec_from_file_location("explorer_sample", Path(__file__).with_name("sample.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.Sample()
    made.module = module
    return made
