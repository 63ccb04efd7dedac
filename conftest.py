"""The Python blocks of the two READMEs run too; the contract of the largest city is among the large runs."""

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

pytest_plugins = ["pytester"]  # pytest wants it named here
pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["README*.md"]).pytest()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Jingzhou's contract file is the template's, which bears no mark; traced line by line it takes minutes."""
    for item in items:
        if item.path.name == "test_jingzhou_contract.py":
            item.add_marker("law")
