"""Check that the days of a strategy stand in order: nothing ends before it begins."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from wulfrun.definition.model import Definition
from wulfrun.words.errors import Mistake
from wulfrun.words.periods import period


class _Pair(NamedTuple):
    """Two days of one declaration, of which the first comes first."""

    shown: str
    place: str
    earlier: tuple[str, date | None]
    later: tuple[str, date | None]


def check_days(definition: Definition, stood: Mapping[tuple[str, str], str]) -> Iterator[Mistake]:
    """Every end before its beginning, every answer before what was said, every year that is none."""
    for each in _pairs(definition, stood):
        (first, begins), (last, ends) = each.earlier, each.later
        if begins and ends and ends < begins:
            found = f"'{last}' is {ends}, which is before '{first}', {begins}."
            yield Mistake(each.shown, f"[{each.place}]", found, "Put them in order.")
    for name, voice in definition.voice.items():
        if voice.done_when and not voice.done:
            yield Mistake(
                stood.get(("voice", name), "voices.toml"),
                f"[voice.{name}]",
                f"'done_when' is {voice.done_when}, but 'done' is empty.",
                "Say what was done, or leave 'done_when' out.",
            )
    yield from _last_strategy(definition)


def _pairs(definition: Definition, stood: Mapping[tuple[str, str], str]) -> Iterator[_Pair]:
    for name, agency in definition.agency.items():
        shown = stood.get(("agency", name), "partnership.toml")
        yield _Pair(shown, f"agency.{name}", ("since", agency.since), ("until", agency.until))
    for name, body in definition.body.items():
        shown = stood.get(("body", name), "strategy.toml")
        yield _Pair(shown, f"body.{name}", ("since", body.since), ("until", body.until))
    for name, voice in definition.voice.items():
        shown = stood.get(("voice", name), "voices.toml")
        yield _Pair(shown, f"voice.{name}", ("when", voice.when), ("done_when", voice.done_when))
    if definition.plan and (agreed := definition.plan.sharing_protocol):
        ends = ("review", agreed.review)
        yield _Pair("strategy.toml", "plan.sharing_protocol", ("agreed", agreed.agreed), ends)


def _last_strategy(definition: Definition) -> Iterator[Mistake]:
    last = definition.plan.last if definition.plan else None
    if last is None:
        return
    years = []
    for key, text in (("start", last.start), ("end", last.end)):
        try:
            years.append(period(text))
        except ValueError:
            found = f"'{key}' is {text!r}."
            yield Mistake(
                "strategy.toml", "[plan.last]", found, "Expected a financial year, such as 2005/06."
            )
    if len(years) == 2 and years[1].last < years[0].first:
        found = f"'end' is {last.end}, which is before 'start', {last.start}."
        yield Mistake("strategy.toml", "[plan.last]", found, "Put them in order.")
