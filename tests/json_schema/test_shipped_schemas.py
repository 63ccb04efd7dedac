"""The schemas that are shipped are those that the code writes, are sound, and stand above every shipped file."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft7Validator

from judging import ROOT, as_json, judge, shipped_files
from opengov_rules.characters import control, hidden
from opengov_rules.json_schema import patterns, schemas
from opengov_rules.json_schema.described import WORDS
from schema_files import SCHEMAS, schema_files


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every schema inside."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize(("file", "text"), [pytest.param(*pair, id=pair[0].name) for pair in schema_files()])
def test_a_shipped_schema_is_what_the_code_writes(file: Path, text: str) -> None:
    """`python docs/tools/write.py` writes them."""
    assert file.read_text(encoding="utf-8") == text


def test_no_other_schema_is_shipped() -> None:
    assert sorted(file.name for file in SCHEMAS.iterdir()) == sorted(schemas())


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_sound_draft_07(name: str) -> None:
    schema = schemas()[name]
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    wanted = {part["$ref"].removeprefix("#/definitions/") for part in parts(schema) if "$ref" in part}
    assert wanted <= schema["definitions"].keys()


@pytest.mark.parametrize("name", schemas())
def test_every_key_is_explained_in_chinese_and_then_in_english(name: str) -> None:
    for part in parts(schemas()[name]):
        for key, schema in part.get("properties", {}).items():
            if isinstance(schema, dict) and part.get("additionalProperties") is False:
                for told in schema.get("description", "").split("\n"):
                    words = re.sub("^[a-z_]+: ", "", told)  # the kind of rule that it is a key of
                    assert re.match(r"[^A-Za-z]*[\u4e00-\u9fff].*[A-Za-z]", words), f"{key}: {told!r}"


def test_every_explanation_belongs_to_a_key() -> None:
    text = "".join(text for _, text in schema_files())
    for words in WORDS.values():
        for told in words.values():
            assert json.dumps(told, ensure_ascii=False) in text


@pytest.mark.parametrize("name", schemas())
def test_patterns_are_read_alike_by_every_dialect(name: str) -> None:
    """No look-around, no classes by name, no back references, nothing beyond U+FFFF."""
    for part in parts(schemas()[name]):
        for pattern in (part.get("pattern"), *part.get("patternProperties", ())):
            if isinstance(pattern, str):
                assert not re.search(r"\(\?|\\[^u.tnr]", pattern), pattern
                assert max(pattern) <= "\uffff"


def test_names_and_texts_may_hold_what_the_loader_lets_them_hold() -> None:
    name, text = (re.compile(pattern.replace("$", r"\Z")) for pattern in (patterns.NAME, patterns.TEXT))
    for number in (*range(0xD800), *range(0xE000, 0x10000)):
        char = chr(number)
        assert (name.match(char) is None) == bool(hidden(char)), f"U+{number:04X}"
        assert (text.match(char) is None) == bool(control(char)), f"U+{number:04X}"


# The line above every shipped file ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "schema"),
    [pytest.param(file, schema, id=f"{file.parent.name}/{file.name}") for file, schema in shipped_files().items()],
)
def test_a_shipped_file_names_its_schema_and_fits_it(file: Path, schema: str) -> None:
    text = file.read_text(encoding="utf-8")
    match = re.match(r"#:schema (\S+)\n", text)
    assert match is not None
    assert (file.parent / match[1]).resolve() == SCHEMAS / schema
    errors = judge(schema).iter_errors(as_json(tomli.loads(text)))
    assert [f"{list(error.path)}: {error.message}" for error in errors] == []


def test_a_plugin_reaches_the_schemas_by_a_link_at_its_root() -> None:
    links = {file.parents[3] / "schemas" for file in ROOT.glob("plugins/opengov-rules-*/src/*/*/scheme.toml")}
    assert len(links) == 5
    assert all(link.is_symlink() and link.readlink().as_posix() == "../../src/opengov_rules/schemas" for link in links)
