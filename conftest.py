"""The Python blocks of the two READMEs run too."""

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

pytest_plugins = ["pytester"]  # pytest wants it named here
pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser()], patterns=["README*.md"]).pytest()
