"""What residents say: shares by wave, year and group with their effective base, and every change tested."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from wulfrun.assessment.topics.topic import Known, Topic
from wulfrun.data.derived._estimates import ESTIMATES
from wulfrun.data.derived.survey import WAVES
from wulfrun.data.release import Rows
from wulfrun.definition.model import Definition, Measure
from wulfrun.definition.survey_check import KIND, base_codes, question_of, survey_of
from wulfrun.figures.build import survey_terms
from wulfrun.methods.survey import Estimate, difference, proportion_from_sums

_TEXT, _NUMBER = pa.string(), pa.float64()
_KEYS = ("measure", "survey", "by", "group", "period_kind")
RESULTS = pa.schema(
    [
        *((name, _TEXT) for name in (*_KEYS, "period", "starts")),
        *((name, _NUMBER) for name in ("base", "effective", "design_effect", "value", "lower", "upper")),
        ("note", _TEXT),
    ]
)
CHANGES = pa.schema(
    [
        *((name, _TEXT) for name in (*_KEYS, "earlier", "later")),
        *((name, _NUMBER) for name in ("before", "after", "difference", "lower", "upper", "z", "p")),
        *((name, _TEXT) for name in ("verdict", "note")),
    ]
)
ALL = ("all", "all")

Asked = list[tuple[dict[str, Any], Estimate | None]]


def assess(known: Known) -> dict[str, Rows]:
    """The four tables; those of surveys are empty where none was taken in."""
    results, changes = Rows(), Rows()
    if "survey_sums" in known.judged:
        sums = known.judged["survey_sums"].to_pylist()
        for name, measure in sorted(known.definition.measure.items()):
            if measure.kind == KIND:
                for told in _series(name, measure, known.definition, sums):
                    results += [row for row, _ in told]
                    changes += list(_changes(told))
    waves = known.judged.get("survey_waves", WAVES.empty_table()).to_pylist()
    estimates = [
        row
        for name in ("survey_estimates", "attitude_estimates")
        if name in known.judged
        for row in known.judged[name].to_pylist()
    ]
    return {
        "survey_results": results,
        "survey_changes": changes,
        "survey_waves": waves,
        "survey_estimates": estimates,
    }


def _series(
    name: str, measure: Measure, definition: Definition, sums: Sequence[Mapping[str, Any]]
) -> Iterator[Asked]:
    """The estimates of each group, by wave and by year, each in order of time."""
    question = question_of(definition, measure.question)
    if question is None or (survey := survey_of(definition, measure.question)) is None:
        return
    (title,) = (key for key, each in definition.survey.items() if each is survey)
    base = set(measure.out_of.code if measure.out_of else base_codes(question))
    least = survey_terms(measure, definition).least_base
    own = [row for row in sums if row["question"] == measure.question and row["code"] in base]
    for kind, column in (("wave", "wave"), ("year", "year")):
        groups: dict[tuple[str, str], dict[str, list[Mapping[str, Any]]]] = {}
        for row in own:
            groups.setdefault((row["by"], row["group"]), {}).setdefault(row[column], []).append(row)
        for group, periods in sorted(groups.items()):
            ordered = sorted(periods.items(), key=lambda each: min(row["starts"] for row in each[1]))
            # Waves and years that hold the same interviews are told once: by year.
            if kind == "wave" and (group != ALL or _each_its_year(own)):
                continue
            keys = dict(zip(_KEYS, (name, title, *group, kind), strict=True))
            yield [_estimate(keys, period, rows, set(measure.where.code), least) for period, rows in ordered]


def _each_its_year(rows: Sequence[Mapping[str, Any]]) -> bool:
    pairs = {(row["wave"], row["year"]) for row in rows}
    return all(wave == year for wave, year in pairs)


def _estimate(
    keys: Mapping[str, Any],
    period: str,
    rows: Sequence[Mapping[str, Any]],
    counting: set[str],
    least: float,
) -> tuple[dict[str, Any], Estimate | None]:
    """A row of the table, and the estimate it is made of where the effective base allows one."""
    yes = sum(row["weight"] for row in rows if row["code"] in counting)
    whole, squares, base = (sum(row[name] for row in rows) for name in ("weight", "squares", "n"))
    found = proportion_from_sums(yes, whole, squares, base)
    row = dict.fromkeys(RESULTS.names) | dict(keys)
    row |= {"period": period, "starts": min(each["starts"] for each in rows), "note": ""}
    if not found.n_eff >= least:
        # How few were asked of a small group is kept back with what they said.
        return row | {"note": f"no figure: the effective base is under {least:g}"}, None
    return row | {
        "base": float(base),
        "effective": float(found.n_eff),
        "design_effect": float(found.design_effect),
        "value": 100 * float(found.estimate),
        "lower": 100 * float(found.lower),
        "upper": 100 * float(found.upper),
    }, found


def _changes(told: Asked) -> Iterator[dict[str, Any]]:
    """Each wave or year against the one before; the latest year against the first too.

    Of a group only the latest year is tested: the more tests, the more of them are clear by chance.
    """
    if len(told) < 2:
        return
    last = len(told) - 1
    pairs = {(place - 1, place) for place in range(1, last + 1)}
    if told[0][0]["by"] != "all":
        pairs = {(last - 1, last)}
    if told[0][0]["period_kind"] == "year":
        pairs |= {(0, last)}
    for earlier, later in sorted(pairs):
        yield _change(told[earlier], told[later])


def _change(
    earlier: tuple[dict[str, Any], Estimate | None], later: tuple[dict[str, Any], Estimate | None]
) -> dict[str, Any]:
    row = {name: earlier[0][name] for name in _KEYS}
    row |= {"earlier": earlier[0]["period"], "later": later[0]["period"]}
    row |= {"before": earlier[0]["value"], "after": later[0]["value"]}
    if earlier[1] is None or later[1] is None:
        empty = dict.fromkeys(("difference", "lower", "upper", "z", "p"))
        return row | empty | {"verdict": "cannot be said", "note": "an effective base is too small"}
    found = difference(earlier[1], later[1])
    numbers = {
        name: 100 * float(getattr(found, name)) for name in ("difference", "lower", "upper")
    }  # fmt: skip
    tests = {
        name: None if np.isnan(float(getattr(found, name))) else float(getattr(found, name)) for name in "zp"
    }
    return row | numbers | tests | {"verdict": str(found.verdict), "note": ""}


TOPIC = Topic(
    tables={
        "survey_results": RESULTS,
        "survey_changes": CHANGES,
        "survey_waves": WAVES,
        "survey_estimates": ESTIMATES,
    },
    assess=assess,
)
