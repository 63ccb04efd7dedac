"""The Python blocks of the two READMEs run too; those of the docs and the largest contract are among the large runs.

Generated examples are the same in every run; `--hypothesis-profile default` draws new ones.
"""

import pytest
from hypothesis import settings
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

settings.register_profile("same", derandomize=True)
settings.load_profile("same")
pytest_plugins = ["pytester"]  # pytest wants it named here
pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["README*.md"]).pytest()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What bears no mark of its own and takes minutes where it is traced line by line: Jingzhou's contract file, which
    is the template's, its cases, and the blocks of the docs.
    """
    for item in items:
        jingzhou = "opengov-rules-jingzhou" in item.path.parts
        large = jingzhou and (item.path.name == "test_jingzhou_contract.py" or item.path.suffix == ".toml")
        if large or item.path.suffix == ".md":
            item.add_marker("law")
