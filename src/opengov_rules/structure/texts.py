"""Every text of a scheme's files can be read: names without invisible characters, free texts without control ones."""

from collections.abc import Iterator, Mapping

from ..names import check_characters, check_text
from ..paths import texts_of
from ..problems import Invalid, Problem
from ..provenance import Places, nearest


def text_problems(document: Mapping[str, object], places: Places) -> Iterator[Problem]:
    """Every key and text of the files that holds characters it should not."""
    for path, text, free in texts_of(document):
        try:
            if free:
                check_text(path[-1], text)
            else:
                check_characters(text)
        except Invalid as error:
            yield error.at(nearest(places, path), path)
