"""Sentences for targets and for the gap between priority neighbourhoods and the rest."""

from wulfrun.assessment.findings import Finding, Row, Tone, direction, missing
from wulfrun.assessment.wording import clause, figure_text, inside, kind_of, number, percent, told, when

STATUS_TONES: dict[str, Tone] = {
    "achieved": "good",
    "on track": "good",
    "at risk": "neutral",
    "off track": "bad",
    "not achieved": "bad",
    "cannot be said": "unknown",
}
_GAP_TONES: dict[str, Tone] = {"narrowing": "good", "widening": "bad", "no clear change": "neutral"}
_OVER = ("achieved", "not achieved")
_CAUTION = (
    " Areas chosen because they were worst often improve anyway, so not all of this need be due to action."
)


def chance_words(probability: float) -> str:
    """A probability in words a reader can act on.

    >>> chance_words(0.853), chance_words(0.999), chance_words(0.0)
    ('about 85%', 'more than 99%', 'less than 1%')
    """
    if probability > 0.99:
        return "more than 99%"
    return "less than 1%" if probability < 0.01 else f"about {probability * 100:.0f}%"


def closes_gap(row: Row) -> bool:
    """Whether a target is about priority neighbourhoods against the rest, and so about a ratio."""
    return row["area_code"] == "PRIORITY" and row["target_percent"] is None and row["target_value"] is None


def aim_of(row: Row, measure: Row) -> str:
    """What the target asks for, after 'The aim is' or 'The aim was'."""
    title = inside(measure["title"])
    end, base = when(row["end_period"]), when(row["baseline_period"])
    if closes_gap(row):
        return f"to bring the priority neighbourhoods closer to the rest in {title} by {end}, from {base}"
    if row.get("target_percent") == 0:
        more = "less" if measure["better"] == "higher" else "more"
        return f"for {title} to be no {more} in {end} than in {base}"
    if row.get("target_percent") is not None:
        verb = "cut" if row["target_percent"] < 0 else "raise"
        return f"to {verb} {title} by {percent(row['target_percent'])} by {end}, compared with {base}"
    if row.get("target_value") is not None:
        value = figure_text(row["target_value"], kind_of(row["measure"], measure))
        return f"to bring {title} to {value} by {end}"
    return f"'{inside(row['title'])}' by {end}"


def result_of(row: Row, measure: Row) -> str:
    """What has happened since the baseline, as a sentence; '' where nothing can be said."""
    latest, change = row.get("latest"), row.get("change_percent")
    if latest is None:
        return ""
    if closes_gap(row):
        return _stood(row["baseline"], latest, row["baseline_period"], row["latest_period"])
    level = f"{figure_text(latest, kind_of(row['measure'], measure))} in {when(row['latest_period'])}"
    if change is None:
        return f" It stood at {level}."
    moved = direction(row.get("lower"), row.get("upper"))
    if kind_of(row["measure"], measure) == "share" and row.get("baseline") is not None:
        return _of_share(row, moved, level)
    if moved == "no clear change":
        return f" There has been no clear change: it stood at {level}, {_than(change)} at the baseline."
    return f" It has {'risen' if change > 0 else 'fallen'} by {percent(change)}, to {level}."


def _of_share(row: Row, moved: str, level: str) -> str:
    """A share in percent is told at both ends: a percent of a percentage is read wrongly."""
    before = f"{figure_text(row['baseline'], 'share')} in {when(row['baseline_period'])}"
    if moved == "no clear change":
        return f" There has been no clear change: it stood at {level}, and at {before}."
    return f" It has {'risen' if row['change_percent'] > 0 else 'fallen'} from {before} to {level}."


def _than(change: float) -> str:
    if f"{change:.1f}" in ("0.0", "-0.0"):
        return "the same as"
    return f"{percent(change)} {'more' if change > 0 else 'less'} than"


def target_finding(row: Row, measure: Row) -> Finding:
    """Say what a target asked for, what happened, and whether it was or will be met."""
    status = row["status"]
    tone = STATUS_TONES.get(status, "unknown")
    aim = f"The aim {'was' if status in _OVER else 'is'} {aim_of(row, measure)}."
    if status == "cannot be said":
        reason = clause(told(row.get("note"))) or "the data are not complete"
        return Finding(f"{aim} Whether it is met cannot be said because {reason}.", "unknown")
    result = result_of(row, measure)
    if status in _OVER:
        return Finding(f"{aim}{result} The target was {'met' if status == 'achieved' else 'not met'}.", tone)
    chance = row.get("probability")
    likely = f" The chance of meeting it is {chance_words(chance)}." if chance is not None else ""
    return Finding(f"{aim}{result}{likely}{_needed(row, measure)}", tone)


def _needed(row: Row, measure: Row) -> str:
    needed = row.get("needed_per_month")
    if needed is None or measure.get("kind", "count") != "count":
        return ""
    unit = measure.get("unit") or "a count"
    if measure.get("better") == "higher":
        return f" To meet it, at least {number(max(needed, 0), 0)} {unit} a month are needed until the end."
    if needed < 0:
        return " So many have already been recorded that it can no longer be met."
    return f" To meet it, there can be no more than {number(needed, 0)} {unit} a month until the end."


def gap_finding(row: Row, measure: Row, priority: Row | None = None, rest: Row | None = None) -> Finding:
    """Say whether priority neighbourhoods are catching up with the rest.

    `priority` and `rest` are the two groups' rows of '<measure>.on-baseline', named where both are published.
    """
    title = inside(measure["title"])
    verdict = row["verdict"]
    span = f"Between {when(row['baseline_period'])} and {when(row['latest_period'])}"
    if verdict == "cannot be said":
        reason = clause(told(row.get("note"))) or "the data are not complete"
        return Finding(f"Whether the gap in {title} changed cannot be said because {reason}.", "unknown")
    start = {
        "narrowing": f"The gap in {title} is narrowing.",
        "widening": f"The gap in {title} is widening.",
    }.get(verdict, f"There is no clear change in the gap in {title}.")
    both = ""
    if priority is not None and rest is not None and not missing(priority) and not missing(rest):
        both = (
            f" {span}, it {_moved(priority['value'])} in the priority neighbourhoods"
            f" and {_moved(rest['value'])} in the rest of the area."
        )
    caution = _CAUTION if verdict == "narrowing" else ""
    before = row.get("relative_before")
    stood = _stood(before, row.get("relative_after"), row["baseline_period"], row["latest_period"])
    if before is not None and before <= 1:
        stood += " They were not above the rest to begin with."
    tone = _GAP_TONES.get(verdict, "unknown") if measure.get("better", "lower") == "lower" else "neutral"
    return Finding(f"{start}{both}{stood}{caution}", tone)


def _moved(change: float) -> str:
    if percent(change) == "0.0%":
        return "did not change"
    return f"{'rose' if change > 0 else 'fell'} by {percent(change)}"


def _stood(before: float | None, after: float | None, base: str, latest: str) -> str:
    if before is None or after is None:
        return ""
    return (
        f" The priority neighbourhoods stood at {number(before, 2)} times the rest in {when(base)}"
        f" and at {number(after, 2)} times in {when(latest)}."
    )
