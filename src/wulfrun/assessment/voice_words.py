"""What changed after something was done for a neighbourhood, in plain words."""

from typing import Any

from wulfrun.assessment.findings import Tone, tone_of
from wulfrun.assessment.plain_words import Plain, moved_words, plain_name, sureness
from wulfrun.assessment.topics.voices import (
    ALIKE,
    BROKEN,
    GAP,
    LESS,
    MORE,
    NO_MEASURE,
    NOT_COUNTED,
    NOT_DONE,
    SMALL,
    TOO_EARLY,
)
from wulfrun.assessment.wording import when
from wulfrun.words.periods import month_words, period

Row = dict[str, Any]

_WHY_NOT = {
    NOT_DONE: "Nothing has been done yet that we know of. We will say here when it is.",
    NO_MEASURE: "We do not count this. So we cannot say what changed.",
    TOO_EARLY: "It is too soon to say what changed. We need figures for a full year first.",
    SMALL: "The numbers are too small to show. People could be known by them.",
    GAP: "Part of the figures is missing. So we cannot say what changed.",
    BROKEN: "The way of counting changed in that time. So we cannot say what changed.",
    NOT_COUNTED: "There are no figures for this place. So we cannot say what changed.",
}


def changed_words(measure: Row, voice: Row, place: str) -> Plain:
    """What changed: `voice` is a row of the table `voices`, `place` the name of the whole place."""
    if voice["reason"]:
        return Plain(_WHY_NOT[voice["reason"]], "unknown")
    rows = (_figure(voice, "before"), _figure(voice, "after"))
    name = plain_name(measure)
    ends_of = [_end(voice, which) for which in ("before", "after")]
    went = f"There were {{0}} in the year to {ends_of[0]}, and {{1}} in the year to {ends_of[1]}."
    if voice["verdict"] not in ("rose", "fell"):
        text = f"We cannot say if {name} rose or fell here. {went} Chance alone could do that."
        return Plain(text, "neutral", rows)
    moved = str(voice["verdict"])
    ends = voice["change"], voice["lower"], voice["upper"]
    text = f"{name[:1].upper()}{name[1:]} {moved_words(*ends)} here. {went} "
    text += f"We are {sureness(*ends)} that it {moved}. {rest_words(measure, voice, place)}"
    return Plain(f"{text} {chance_words(voice)}".strip(), _tone(measure, voice), rows)


def rest_words(measure: Row, voice: Row, place: str) -> str:
    """Whether the rest of the place went the same way, and so what may be said of what was done."""
    beside, moved = voice["beside_rest"], voice["verdict"]
    if beside == ALIKE:
        return (
            f"But we cannot tell it from the rest of {place}. So we do not know if this work was the cause."
        )
    if beside not in (LESS, MORE):
        return ""
    further = (beside == MORE) == (moved == "rose")
    text = f"It {moved} {'more' if further else 'less'} here than in the rest of {place}."
    better = _better(measure)
    if better == "neither":
        return text
    helped = (beside == LESS) == (better == "lower")
    return f"{text} {'So this work may have helped.' if helped else 'We see no sign that this work helped.'}"


def chance_words(voice: Row) -> str:
    """That a bad year is followed by a better one, where there was one or the place was chosen for it."""
    if voice["verdict"] != "fell":
        return ""
    if voice["worst_year"]:
        return "The year before was the worst we know of here. Some fall was due to come in any case."
    if voice["chosen_because"]:
        return "The place was picked as it had so many. Some fall was due to come in any case."
    return ""


def _tone(measure: Row, voice: Row) -> Tone:
    return tone_of(str(voice["verdict"]), _better(measure))


def _better(measure: Row) -> str:
    return str(measure.get("better") or "lower")


def _end(voice: Row, which: str) -> str:
    return month_words(period(str(voice[f"{which}_period"])).last)


def _figure(voice: Row, which: str) -> Row:
    """A year's count as a figure that pages show and explain: it is added up from published months."""
    name = str(voice[f"{which}_period"])
    return {
        "measure": voice["measure"],
        "area_code": voice["area_code"],
        "area_name": voice["area_name"],
        "area_level": "neighbourhood",
        "period": name,
        "period_kind": "rolling",
        "numerator": voice[f"{which}_count"],
        "denominator": None,
        "value": voice[f"{which}_count"],
        "lower": voice[f"{which}_lower"],
        "upper": voice[f"{which}_upper"],
        "suppressed": False,
        "note": f"Added up from the months of {when(name)}",
    }
