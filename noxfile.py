"""Sessions: `nox -l` lists them. Each installs what it needs into an environment of its own."""

from pathlib import Path

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["tests", "lint", "types", "docs"]
PYTHONS = ["3.11", "3.12", "3.13"]
PLUGINS = ["ankang", "baoji", "jingzhou", "wuwei", "yanshi"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """The suite but for its longest."""
    session.install("-r", "requirements/dev.txt")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session(python="3.11")
def long(session: nox.Session) -> None:
    """The longest properties: every combination of readings really compiled, every character of every quote changed.

    With `-- -m law` the large ones, with four times as many examples as usual.
    """
    session.install("-r", "requirements/dev.txt")
    more = {"OPENGOV_RULES_EXAMPLES": "4"}
    session.run("python", "-m", "pytest", "-m", "long", *session.posargs, env=more)


@nox.session(python="3.11")
def mutation(session: nox.Session) -> None:
    """Every change to every shipped scheme's rules, and whether the cases notice it; a quarter of an hour."""
    session.install("-r", "requirements/dev.txt")
    for city, edition in (("jingzhou", "2021"), ("yanshi", "2019"), ("baoji", "2020")):
        session.run("opengov-rules", "mutate", f"{city}-{edition}", "--cases", f"plugins/opengov-rules-{city}/cases")
    supplied = "plugins/opengov-rules-wuwei/cases-supplied"
    supply = f"{supplied}/supply.json"
    session.run("opengov-rules", "mutate", "wuwei-2023", "--cases", supplied, "--supply", supply)


@nox.session(python="3.11")
def lint(session: nox.Session) -> None:
    """Ruff: rules and format; tombi: the files of schemes against their schemas."""
    session.install("-c", "constraints.txt", "ruff", "tombi")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    folders = ("plugins/*/src/*/*/*.toml", "plugins/*/cases*/*.toml", "examples/schemes/*/*.toml")
    files = sorted(str(file) for folder in folders for file in Path().glob(folder))
    session.run("tombi", "lint", "--offline", "--quiet", "--error-on-warnings", *files)


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """mypy, strict, once per distribution."""
    session.install("-r", "requirements/dev.txt")
    session.run("mypy", "src", "tests", "benchmarks")
    for plugin in PLUGINS:
        session.run("mypy", f"plugins/opengov-rules-{plugin}")
    session.run("mypy", "examples/opengov-rules-stableford")


@nox.session(python="3.11")
def docs(session: nox.Session) -> None:
    """The pages, with warnings as errors."""
    session.install("-r", "requirements/dev.txt")
    session.run("sphinx-build", "-W", "-q", "-b", "html", "docs", "docs/_build")


@nox.session(python="3.11")
def bench(session: nox.Session) -> None:
    """Ratios to peers; needs a quiet machine."""
    session.install("-r", "requirements/bench.txt")
    session.run("python", "benchmarks/scalar.py", *session.posargs)
