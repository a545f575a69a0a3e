"""Findings as pages show them: the sentence, a few words for its tag, and the figure it rests on."""

from dataclasses import dataclass

from wulfrun.assessment.findings import (
    NOT_TESTED,
    Finding,
    area_finding,
    change_finding,
    level_finding,
    missing,
)
from wulfrun.assessment.survey_change import answers_finding
from wulfrun.assessment.wording import base_of, kind_of
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import a_year_before, period

_LABELS = {"good": "Going the right way", "bad": "Going the wrong way", "unknown": "Cannot be said"}


@dataclass(frozen=True)
class Said:
    """A finding about a measure, with the figure that it rests on (None where there is none)."""

    finding: Finding
    label: str
    measure: str
    name: str
    row: Row | None = None


def label_of(finding: Finding) -> str:
    """A few words for the tag of a finding: never colour alone."""
    if finding.text.endswith(NOT_TESTED):
        return "Latest figure"
    if finding.tone in _LABELS:
        return _LABELS[finding.tone]
    return "No clear change" if "o clear change" in finding.text else "Neither good nor bad"


def say(finding: Finding, shelf: Shelf, measure: str, row: Row | None) -> Said:
    """Join a finding to its measure and figure."""
    return Said(finding, label_of(finding), measure, shelf.measures[base_of(measure)]["title"], row)


def on_last_year(shelf: Shelf, measure: str, area: str, name: str) -> Said:
    """The change on the same months a year before."""
    return _change(shelf, measure, area, name, a_year_before(period(name)).name, "on-last-year")


def on_baseline(shelf: Shelf, measure: str, area: str, name: str) -> Said | None:
    """The change on the declared baseline year; None where there is none, or the period is the baseline."""
    baseline = shelf.partnership.get("baseline")
    if not baseline or period(name).last <= period(baseline).last:
        return None
    if a_year_before(period(name)).name == baseline:
        return None
    return _change(shelf, measure, area, name, baseline, "on-baseline")


def _change(shelf: Shelf, measure: str, area: str, name: str, before: str, suffix: str) -> Said:
    row = shelf.row(f"{measure}.{suffix}", area, name)
    earlier, now = shelf.row(measure, area, before), shelf.row(measure, area, name)
    if shelf.measures[measure]["kind"] == "survey" and now is not None and not missing(now):
        return say(answers_finding(shelf.measures[measure], earlier, now), shelf, measure, now)
    if row is None and shelf.measures[measure]["kind"] != "count" and now is not None and not missing(now):
        return say(level_finding(shelf.measures[measure], now, earlier), shelf, measure, now)
    return say(change_finding(shelf.measures[measure], row, before, name, earlier, now), shelf, measure, row)


def compared(shelf: Shelf, rate: str, area: str, name: str) -> Finding:
    """An area beside the whole place, by rate or share; counts of areas that differ in size are not."""
    declared = shelf.measures[base_of(rate)]
    if kind_of(rate, declared) not in ("rate", "share"):
        return Finding("Not compared: it is a count, not a rate", "unknown")
    return area_finding(
        declared, shelf.row(rate, area, name), shelf.row(rate, shelf.whole, name), shelf.place
    )


def leading(shelf: Shelf) -> list[str]:
    """Measures as they matter: of targets, of priorities, those that are no part of another, the rest."""
    targets = [base_of(row["measure"]) for row in shelf.release.rows("targets")]
    declared = [name for row in shelf.priorities.values() for name in row["measures"]]
    whole = [name for name, row in shelf.measures.items() if not row["part_of"]]
    every = dict.fromkeys([*targets, *declared, *whole, *shelf.measures])
    return [name for name in every if name in shelf.measures]
