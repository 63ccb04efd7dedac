"""The five cities, end to end: what each publishes, recomputed; one unit line by line; one interval."""

import argparse
from collections.abc import Iterable, Iterator
from typing import Final

from ..assessment import Assessment
from ..host import Host
from ..words import Language
from . import texts
from .standings_texts import standings_text

_PUBLISHED: Final = {
    "yanshi-2019": ("偃师 2019:由公布的得分重算", "Yanshi 2019, recomputed from the published scores"),
    "baoji-2020": ("宝鸡 2020:公布的等次和比例,没有分值", "Baoji 2020: published tiers and shares, no points"),
    "wuwei-2023": ("武威 2023:只公布个数,附件不公开", "Wuwei 2023: counts alone, the annex is kept back"),
    "ankang-2019": ("安康 2019:公布结构,附件未附", "Ankang 2019: structure alone, the annexes are missing"),
}


def demo(arguments: argparse.Namespace) -> tuple[int, Iterable[str]]:
    """The five cities, end to end: 1 if a published figure is not met."""
    host = Host.discover()
    bulletins = {id: host.scheme(id).assess(host.published(id)) for id in _PUBLISHED}
    differs = any(check.agrees is False for bulletin in bulletins.values() for check in bulletin.checks)
    sample = host.scheme("jingzhou-2021").assess(host.sample("jingzhou-2021"))
    return int(differs), _lines(bulletins, sample, arguments.lang)


def _lines(bulletins: dict[str, Assessment], sample: Assessment, lang: Language) -> Iterator[str]:
    zh = lang == "zh"
    for number, (id, (chinese, english)) in enumerate(_PUBLISHED.items(), start=1):
        yield f"{number}. {chinese if zh else english}"
        yield from standings_text(bulletins[id], lang)
        yield ""
    yield "5. 荆州 2021:示例数据的名次" if zh else "5. Jingzhou 2021: ranks of the sample"
    yield from standings_text(sample, lang)
    rows = sample["county"].rows
    vetoed = next((row for row in rows if row.result.vetoes), rows[0])
    yield ""
    yield "6. 逐项说明一个单位" if zh else "6. One unit, line by line"
    yield from texts.result_text(vetoed.result, lang)
    yield ""
    unsure = next((row for row in rows if row.result.exact is None), None)
    if unsure is not None:
        yield "7. 还没查完的单位:区间与下一步" if zh else "7. A unit not fully looked at: its interval, and what next"
        yield f"{unsure.unit} {texts.total_text(unsure.result, lang)} {texts.label_of(unsure.result.label)}"
        yield from texts.open_text(unsure.result, lang)
        yield ""
    yield "接下来可以试:" if zh else "Where to go from here:"
    yield "  opengov-rules show jingzhou-2021 --rubric county"
    yield f"  opengov-rules explain jingzhou-2021 --sample --unit {rows[0].unit}"
    yield "  opengov-rules standings jingzhou-2021 --sample --reading site-veto=整个总分"
    yield "  opengov-rules check jingzhou-2021"
    yield "  README.md: embed it, write a city, test rules"
