"""Sentences made from figures by rule: what changed, by how much, how sure we are, and whether that is good.

Every function is pure: rows of a release in, a Finding out. No sentence on the site is written by hand.
"""

from dataclasses import dataclass
from typing import Any, Literal

from wulfrun.assessment.wording import clause, figure_text, inside, kind_of, percent, sentence, told, when

Row = dict[str, Any]
Tone = Literal["good", "bad", "neutral", "unknown"]

SUPPRESSED = "the numbers are small and could point to a person"


@dataclass(frozen=True)
class Finding:
    """One or more plain sentences, and whether the news is good, bad, neither, or not known."""

    text: str
    tone: Tone


def direction(lower: float | None, upper: float | None) -> str:
    """Rose, fell, or no clear change, from the 95% interval of a percent change."""
    if lower is None or upper is None:
        return "unknown"
    if lower > 0:
        return "rose"
    return "fell" if upper < 0 else "no clear change"


def tone_of(moved: str, better: str) -> Tone:
    """Whether a movement is the one wanted, by the declared direction of good."""
    if moved == "unknown":
        return "unknown"
    if moved == "no clear change" or better == "neither":
        return "neutral"
    return "good" if (moved == "fell") == (better == "lower") else "bad"


def missing(row: Row | None) -> str:
    """Why a figure cannot be given, to stand after 'because'; '' where it can be."""
    if row is None:
        return "there is no figure for it"
    if row.get("suppressed"):
        return SUPPRESSED
    if row.get("value") is None:
        return clause(told(row.get("note"))) or "the data are not complete"
    return ""


def interval_words(lower: float, upper: float) -> str:
    """The 95% interval of a percent change in words.

    >>> interval_words(-25.9, -22.1)
    'between 22.1% and 25.9%'
    >>> interval_words(-3.1, 4.0)
    'anything from a fall of 3.1% to a rise of 4.0%'
    """
    if lower > 0 or upper < 0:
        near, far = sorted((abs(lower), abs(upper)))
        return f"between {percent(near)} and {percent(far)}"
    fall = f"a fall of {percent(lower)}" if lower < 0 else "no change"
    rise = f"a rise of {percent(upper)}" if upper > 0 else "no change"
    return f"anything from {fall} to {rise}"


def aim_words(measure: Row, moved: str) -> str:
    """What a rise or fall means where more is the aim or neither is good; '' where less is plainly better."""
    because = sentence(measure.get("better_because") or "")
    if measure.get("better") == "higher":
        return f" {because}" if "aim" in because.lower() else f" A rise is the aim. {because}".rstrip()
    if measure.get("better") == "neither" and moved in ("rose", "fell"):
        noun = "rise" if moved == "rose" else "fall"
        return f" {because or f'A {noun} is neither good nor bad in itself.'}"
    return ""


def amounts(measure: Row, earlier: Row | None, now: Row | None, before: str, after: str) -> str:
    """From how many, when, to how many, when; '' where either is not published."""
    if missing(earlier) or missing(now) or earlier is None or now is None:
        return f" between {when(before)} and {when(after)}"
    kind = kind_of("", measure)
    unit = f" {measure['unit']}" if kind == "count" and measure.get("unit") else ""
    if kind == "rate":
        unit = f" for every {measure.get('scale', 1000):,.0f} {measure.get('per') or 'residents'}"
    was, is_ = figure_text(earlier["value"], kind), figure_text(now["value"], kind)
    return f", from {was}{unit} in {when(before)} to {is_} in {when(after)}"


NOT_TESTED = "Whether it changed has not been tested."


def change_finding(
    measure: Row,
    change: Row | None,
    before: str,
    after: str,
    earlier: Row | None = None,
    now: Row | None = None,
) -> Finding:
    """Say how a measure changed between two periods.

    `change` is the row of '<measure>.on-last-year' or '.on-baseline' (percent, with 95% interval);
    `earlier` and `now` are the measure's own rows of the two periods, named where both are published.
    """
    title = measure["title"]
    reason = missing(change)
    if reason or change is None:
        text = f"{title} in {when(after)} cannot be compared with {when(before)} because {reason}."
        hidden = change is not None and change.get("suppressed")
        if now is not None and not hidden and not missing(now):
            shown = figure_text(now["value"], kind_of("", measure))
            unit = f" {measure['unit']}" if kind_of("", measure) == "count" and measure.get("unit") else ""
            text = (
                f"{title}: {shown}{unit} in {when(after)}. "
                f"That cannot be compared with {when(before)} because {reason}."
            )
        return Finding(text, "unknown")
    moved = direction(change["lower"], change["upper"])
    amount = amounts(measure, earlier, now, before, after)
    if moved == "unknown":
        return Finding(f"How {inside(title)} changed{amount} cannot be said with confidence.", "unknown")
    words = interval_words(change["lower"], change["upper"])
    if moved == "no clear change":
        sure = f"What was recorded is in line with {words} (95% interval)."
        text = f"No clear change in {inside(title)}{amount}. {sure}"
    else:
        noun = "rise" if moved == "rose" else "fall"
        sure = f"We are 95% sure that the {noun} was {words}."
        text = f"{title} {moved} by {percent(change['value'])}{amount}. {sure}"
    return Finding(text + aim_words(measure, moved), tone_of(moved, measure.get("better", "lower")))


def level_finding(measure: Row, now: Row, before: Row | None) -> Finding:
    """Say where a rate or share stands, beside a year before; whether it changed is not tested."""
    kind = kind_of("", measure)
    shown = figure_text(now["value"], kind)
    text = f"{measure['title']}: {shown} in {when(now['period'])}"
    if now["lower"] is not None and now["upper"] is not None:
        ends = [figure_text(now[end], kind) for end in ("lower", "upper")]
        text += f" (95% interval {ends[0]} to {ends[1]})"
    if before is not None and not missing(before):
        text += f", and {figure_text(before['value'], kind)} in {when(before['period'])}"
    return Finding(f"{text}. {NOT_TESTED}", "unknown")


def area_finding(measure: Row, area: Row | None, whole: Row | None, place: str) -> Finding:
    """Compare an area's rate with the whole partnership's: clearly above, clearly below, or the same."""
    reason = missing(area) or missing(whole)
    if reason or area is None or whole is None or area["lower"] is None:
        return Finding(
            f"Cannot be compared with {place} because {reason or 'its interval is not known'}.", "unknown"
        )
    if area["lower"] > whole["value"]:
        moved, text = "rose", f"Significantly above the rate of {place}"
    elif area["upper"] < whole["value"]:
        moved, text = "fell", f"Significantly below the rate of {place}"
    else:
        return Finding(f"About the same as {place}", "neutral")
    return Finding(text, tone_of(moved, measure.get("better", "lower")))


def signal_finding(measure: Row, signal: Row | None) -> Finding:
    """Say whether the latest month lies outside what is usual for the series."""
    if signal is None or not signal.get("rule"):
        return Finding("The latest month is within the usual range.", "neutral")
    value, centre = signal.get("value"), signal.get("centre")
    if value is None or centre is None:
        return Finding("The latest month has no figure, so nothing can be said of it.", "unknown")
    moved = "rose" if value > centre else "fell"
    side = "higher" if moved == "rose" else "lower"
    text = f"{when(signal['period'])} stands out as {side} than usual: {signal['rule']}"
    return Finding(sentence(text), tone_of(moved, measure.get("better", "lower")))


def break_finding(row: Row) -> Finding:
    """Say what a break in a series means for its reader."""
    if row.get("severity") == "do-not-join":
        effect = "Figures before and after it cannot be compared."
    else:
        effect = "Take care when comparing figures before and after it."
    return Finding(
        f"{sentence(row.get('title') or '')} {effect} {sentence(row.get('reason') or '')}".strip(), "neutral"
    )
