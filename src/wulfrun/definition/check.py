"""Check that what one declaration says of another is so: every name it uses is declared somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping

from wulfrun.definition.alert_check import check_alerts
from wulfrun.definition.evaluation_check import check_evaluations
from wulfrun.definition.model import Definition, Measure, Target, Where
from wulfrun.definition.ranking_check import check_ranking
from wulfrun.definition.strategy_check import check_strategy
from wulfrun.definition.survey_check import check_surveys
from wulfrun.words.errors import Mistake, did_you_mean
from wulfrun.words.periods import period

_NAME = re.compile(r"[\w-]+")
_WEB = re.compile(r"https?://[^\s\"'<>?#/]+[^\s\"'<>?#]*")
_TOLD = str.maketrans(".:", "--")

Stood = Mapping[tuple[str, str], str]


def cross_check(
    definition: Definition,
    kinds: Collection[str],
    layouts: Collection[str],
    records: Collection[str],
    stood: Stood,
) -> list[Mistake]:
    """Every name that leads nowhere and every contradiction between declarations."""
    return [
        *_sources(definition, layouts, stood),
        *_measures(definition, kinds, records, stood),
        *_targets(definition, stood),
        *_priorities(definition, stood),
        *check_evaluations(definition, stood),
        *_groups(definition, stood),
        *check_surveys(definition, stood),
        *_comparisons(definition, records, stood),
        *_linkages(definition, stood),
        *_rules(definition, records, stood),
        *_harm(definition, records, stood),
        *_relations(definition, stood),
        *check_alerts(definition, stood),
        *check_strategy(definition, stood),
        *check_ranking(definition),
        *_addresses(definition, stood),
        *_site(definition),
    ]


def _site(definition: Definition) -> Iterator[Mistake]:
    """Links to the site begin with its address, and only an address of the web can be followed."""
    partnership = getattr(definition, "partnership", None)
    told = partnership.address if partnership else ""
    if told and not _WEB.fullmatch(told):
        yield Mistake(
            "partnership.toml",
            "[partnership]",
            f"'address' is {told!r}.",
            "Expected where the site stands on the web, such as https://safer.example.",
        )


def _addresses(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    """Names that become part of a page's address have to be such that every computer can read it."""
    tables: dict[str, Collection[str]] = {
        "measure": definition.measure,
        "target": definition.target,
        "neighbourhood": definition.neighbourhood,
        "priority": definition.priority,
    }
    for table, declared in tables.items():
        for name in declared:
            # A stop or a colon in a measure's name is told of elsewhere.
            if not _NAME.fullmatch(name.translate(_TOLD) if table == "measure" else name):
                yield Mistake(
                    stood.get((table, name), ""),
                    f"[{table}.{name}]",
                    f"the name '{name}' cannot be part of a page's address.",
                    "Use letters, digits and hyphens.",
                )


def _unknown(
    shown: str, place: str, key: str, word: str, allowed: Collection[str], what: str, stood: Stood
) -> Iterator[Mistake]:
    """A name that leads nowhere; one whose own declaration holds a mistake has been told of already."""
    if word not in allowed and (what, word) not in stood:
        yield Mistake(
            shown,
            f"[{place}]",
            f"'{key}' names the {what} '{word}', which is not declared.",
            did_you_mean(word, allowed),
        )


def _sources(definition: Definition, layouts: Collection[str], stood: Stood) -> Iterator[Mistake]:
    for name, source in definition.source.items():
        shown = stood.get(("source", name), "partnership.toml")
        yield from _unknown(shown, f"source.{name}", "layout", source.layout, layouts, "layout", stood)
        if definition.agency:
            yield from _unknown(
                shown, f"source.{name}", "agency", source.agency, definition.agency, "agency", stood
            )
        for flag in source.flags:
            yield from _unknown(shown, f"source.{name}.flags", flag, flag, definition.flag, "flag", stood)


def _measures(
    definition: Definition, kinds: Collection[str], records: Collection[str], stood: Stood
) -> Iterator[Mistake]:
    for name, measure in definition.measure.items():
        shown, place = stood.get(("measure", name), "measures.toml"), f"measure.{name}"
        if "." in name or ":" in name:
            yield Mistake(
                shown, f"[{place}]", "a measure's name holds '.' or ':'.", "Use letters, digits and hyphens."
            )
        yield from _unknown(shown, place, "kind", measure.kind, kinds, "kind", stood)
        yield from _unknown(shown, place, "of", measure.of, records, "record", stood)
        yield from _where(definition, stood, measure.where, shown, f"{place}.where")
        if measure.out_of:
            yield from _where(definition, stood, measure.out_of, shown, f"{place}.out_of")
        yield from _kind_needs(measure, shown, place)
        if measure.part_of:
            yield from _unknown(
                shown, place, "part_of", measure.part_of, definition.measure, "measure", stood
            )
        for told in measure.speaks_of.measures if measure.speaks_of else ():
            yield from _unknown(shown, place, "speaks_of", told, definition.measure, "measure", stood)


def _kind_needs(measure: Measure, shown: str, place: str) -> Iterator[Mistake]:
    if measure.kind == "share" and measure.out_of is None:
        yield Mistake(
            shown,
            f"[{place}]",
            "a share does not say what it is a share of.",
            "Add out_of.code, out_of.group or out_of = {}.",
        )
    if measure.kind == "rate" and measure.per is None:
        yield Mistake(
            shown,
            f"[{place}]",
            "a rate does not say per what.",
            'Add per = "residents" or per = "households".',
        )


def _where(definition: Definition, stood: Stood, where: Where, shown: str, place: str) -> Iterator[Mistake]:
    for group in where.group:
        yield from _unknown(shown, place, "group", group, definition.group, "group", stood)
    if where.basket:
        yield from _unknown(shown, place, "basket", where.basket, definition.basket, "basket", stood)
    for flag in where.flag:
        yield from _unknown(shown, place, "flag", flag, definition.flag, "flag", stood)


def _targets(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name, target in definition.target.items():
        shown, place = stood.get(("target", name), "targets.toml"), f"target.{name}"
        yield from _unknown(shown, place, "measure", target.measure, definition.measure, "measure", stood)
        yield from _target_makes_sense(target, shown, place)


def _target_makes_sense(target: Target, shown: str, place: str) -> Iterator[Mistake]:
    aims = [target.change_percent is not None, target.reach is not None, target.close_gap]
    if sum(aims) != 1:
        yield Mistake(
            shown,
            f"[{place}]",
            "a target has exactly one aim.",
            "Give one of change_percent, reach, close_gap.",
        )
    baseline, end = period(target.baseline), period(target.end)
    if end.last <= baseline.last:
        yield Mistake(
            shown,
            f"[{place}]",
            f"'end' is {target.end}, which is not after 'baseline', {target.baseline}.",
            "Put them in order.",
        )
    for key, found in (("baseline", baseline), ("end", end)):
        if len(found.months) != 12:
            yield Mistake(
                shown,
                f"[{place}]",
                f"'{key}' is {found.name}.",
                "Expected twelve months: 2003/04 or 'year to 2004-03'.",
            )


def _priorities(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name, priority in definition.priority.items():
        shown, place = stood.get(("priority", name), "priorities"), f"priority.{name}"
        for measure in priority.measures:
            yield from _unknown(shown, place, "measures", measure, definition.measure, "measure", stood)
        for target in priority.targets:
            yield from _unknown(shown, place, "targets", target, definition.target, "target", stood)


def _groups(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name, basket in definition.basket.items():
        for group in basket.groups:
            yield from _unknown(
                stood.get(("basket", name), ""),
                f"basket.{name}",
                "groups",
                group,
                definition.group,
                "group",
                stood,
            )
    for name, broken in definition.breaks.items():
        for group in broken.groups:
            yield from _unknown(
                stood.get(("break", name), ""),
                f"break.{name}",
                "groups",
                group,
                definition.group,
                "group",
                stood,
            )


def _comparisons(definition: Definition, records: Collection[str], stood: Stood) -> Iterator[Mistake]:
    for name, comparison in definition.comparison.items():
        shown, place = stood.get(("comparison", name), "partnership.toml"), f"comparison.{name}"
        yield from _unknown(shown, place, "record", comparison.record, records, "record", stood)
        for measure in comparison.measures:
            yield from _unknown(shown, place, "measures", measure, definition.measure, "measure", stood)
        if not comparison.lists and comparison.propose is None:
            yield Mistake(
                shown,
                f"[{place}]",
                "it names no places to compare with.",
                f"Add [[{place}.lists]] with members and source, or [[{place}.propose.variables]].",
            )


def _linkages(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name, linkage in definition.linkage.items():
        shown = stood.get(("linkage", name), "partnership.toml")
        for people in linkage.people if definition.agency else ():
            yield from _unknown(
                shown, f"linkage.{name}", "agency", people.agency, definition.agency, "agency", stood
            )


def _rules(definition: Definition, records: Collection[str], stood: Stood) -> Iterator[Mistake]:
    for name, rule in definition.rule.items():
        shown, place = stood.get(("rule", name), "measures.toml"), f"rule.{name}"
        yield from _unknown(shown, place, "flag", rule.flag, definition.flag, "flag", stood)
        for record in rule.records:
            yield from _unknown(shown, place, "records", record, records, "record", stood)


def _harm(definition: Definition, records: Collection[str], stood: Stood) -> Iterator[Mistake]:
    for name, index in definition.harm.items():
        shown = stood.get(("harm", name), "partnership.toml")
        yield from _unknown(shown, f"harm.{name}", "record", index.record, records, "record", stood)


def _relations(definition: Definition, stood: Stood) -> Iterator[Mistake]:
    for name, relation in definition.relation.items():
        shown = stood.get(("relation", name), "measures.toml")
        for key, measure in (("a", relation.a), ("b", relation.b)):
            yield from _unknown(shown, f"relation.{name}", key, measure, definition.measure, "measure", stood)
