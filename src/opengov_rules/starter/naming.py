"""What a new package is called, and the template's words exchanged for it.

The template is a working package, that of 临城市 (lincheng) for 2024; it holds these words as its own names only.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from ..names import ID, check_name
from ..problems import Invalid, Problem

_YEAR: Final = re.compile(r"20\d\d", re.ASCII)
_LONGEST: Final = 40
_NONE: Final[Mapping[str, str]] = {}
_UNFIT: Final = re.compile(r'["\\`|<>{}\n]')
"""What would end a text in TOML, Markdown or Python before its time."""


@frozen(kw_only=True)
class Names:
    """A city's ASCII name, its own name, and the year: `lincheng`, 临城市, 2024."""

    city: str
    name: str
    year: str

    @property
    def edition(self) -> str:
        """The scheme's id: `lincheng-2024`."""
        return f"{self.city}-{self.year}"

    @property
    def package(self) -> str:
        """The distribution, and the folder that is written: `opengov-rules-lincheng`."""
        return f"opengov-rules-{self.city}"

    @property
    def module(self) -> str:
        """What Python imports: `opengov_rules_lincheng`."""
        return self.package.replace("-", "_")

    def words(self) -> dict[str, str]:
        """The words that stand for these names in a package, the longer before those within them."""
        plain = self.city.replace("-", "_")
        return {
            "module": self.module,
            "test": f"test_{plain}",
            "class": f"Test{plain.title().replace('_', '')}{self.year}",
            "city": self.city,
            "name": self.name,
            "year": self.year,
        }

    def problems(self) -> Iterator[Problem]:
        """What these names cannot be."""
        if ID.fullmatch(self.city) is None or len(self.city) > _LONGEST:
            near = re.sub(r"[^a-z0-9]+", "-", self.city.lower()).strip("-")[:_LONGEST]
            yield Invalid("new-city", city=self.city, near=near if ID.fullmatch(near) else "").at()
        if _YEAR.fullmatch(self.year) is None:
            yield Invalid("new-year", year=self.year).at()
        try:
            check_name(self.name)
        except Invalid as error:
            yield error.at()
        if _UNFIT.search(self.name) or len(self.name) > _LONGEST:
            yield Invalid("new-name", name=self.name).at()


TEMPLATE: Final = Names(city="lincheng", name="临城市", year="2024")


def renamed(data: bytes, names: Names, others: Mapping[str, str] = _NONE) -> bytes:
    """A file of the template, or its path, with the new names, and the `others` exchanged too."""
    old, new = TEMPLATE.words(), names.words()
    words = {**others, **{old[key]: new[key] for key in old}}
    return re.sub("|".join(map(re.escape, words)), lambda match: words[match[0]], data.decode()).encode()
