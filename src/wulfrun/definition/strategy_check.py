"""Check that what a strategy names is declared: agencies, bodies, targets, neighbourhoods, measures."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from wulfrun.definition.model import Definition
from wulfrun.definition.strategy_days import check_days
from wulfrun.words.errors import Mistake, did_you_mean

FILE = "strategy.toml"
Stood = Mapping[tuple[str, str], str]


class _Named(NamedTuple):
    shown: str
    place: str
    key: str
    words: Collection[str]
    what: str
    allowed: Collection[str]


def check_strategy(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    """Every name in the strategy that leads nowhere, and every body that answers to itself."""
    for each in _names(definition, stood):
        for word in each.words:
            if word and word not in each.allowed and (each.what, word) not in stood:
                yield Mistake(
                    each.shown,
                    f"[{each.place}]",
                    f"'{each.key}' names the {each.what} '{word}', which is not declared.",
                    did_you_mean(word, each.allowed),
                )
    yield from _circles(definition, stood)
    yield from check_days(definition, stood)


def _names(definition: Definition, stood: Stood) -> Iterator[_Named]:
    agencies, targets = definition.agency, definition.target
    if definition.plan and definition.plan.last:
        yield _Named(FILE, "plan.last", "targets", definition.plan.last.targets, "target", targets)
    for name, body in definition.body.items():
        shown, place = stood.get(("body", name), FILE), f"body.{name}"
        yield _Named(shown, place, "members", body.members, "agency", agencies)
        yield _Named(shown, place, "reports_to", (body.reports_to,), "body", definition.body)
    for name, held in definition.consultation.items():
        shown, place = stood.get(("consultation", name), FILE), f"consultation.{name}"
        yield _Named(shown, place, "agencies", held.agencies, "agency", agencies)
        yield _Named(shown, place, "priorities", held.priorities, "priority", definition.priority)
    for name, voice in definition.voice.items():
        shown, place = stood.get(("voice", name), "voices.toml"), f"voice.{name}"
        places = definition.neighbourhood
        yield _Named(shown, place, "neighbourhood", (voice.neighbourhood,), "neighbourhood", places)
        yield _Named(
            shown, place, "consultation", (voice.consultation,), "consultation", definition.consultation
        )
        yield _Named(shown, place, "agency", (voice.agency,), "agency", agencies)
        yield _Named(shown, place, "measure", (voice.measure,), "measure", definition.measure)
    for name, priority in definition.priority.items():
        shown = stood.get(("priority", name), "priorities")
        for number, action in enumerate(priority.actions, 1):
            place = f"priority.{name}.actions.{number}"
            yield _Named(shown, place, "partners", action.partners, "agency", agencies)
            yield _Named(shown, place, "targets", action.targets, "target", targets)
    for name, topic in definition.assessment.items():
        shown = stood.get(("assessment", name), FILE)
        yield _Named(shown, f"assessment.{name}", "measures", topic.measures, "measure", definition.measure)
    for name in definition.judgement:
        shown = stood.get(("judgement", name), "ranking.toml")
        yield _Named(shown, f"judgement.{name}", "judgement", (name,), "measure", definition.measure)
    ranked = definition.ranking.measures if definition.ranking else ()
    yield _Named("ranking.toml", "ranking", "measures", ranked, "measure", definition.measure)


def _circles(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name in definition.body:
        seen, at = [name], definition.body[name].reports_to
        while at in definition.body and at not in seen:
            seen.append(at)
            at = definition.body[at].reports_to
        if at == name:
            yield Mistake(
                stood.get(("body", name), FILE),
                f"[body.{name}]",
                f"'reports_to' leads back to itself: {' > '.join([*seen, name])}.",
                "Leave 'reports_to' out of the one at the top.",
            )
