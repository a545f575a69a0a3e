"""Findings for residents: short sentences in plain words, never surer than the interval allows.

Every function is pure: rows of a release in, a `Plain` out, whose text holds `{0}`, `{1}` for the figures of
its rows. Reading grade 9 or lower, held by a test over every shipped measure.
"""

from dataclasses import dataclass
from math import log
from typing import Any

from scipy.special import ndtri

from wulfrun.assessment.findings import Tone, direction, tone_of
from wulfrun.assessment.survey_change import wave_change
from wulfrun.assessment.wording import figure_text, inside, kind_of, number_words
from wulfrun.words.periods import month_words, period

Row = dict[str, Any]

# A word for a share is said where the change comes this near to it, in percentage points.
_NEAR, _EXACTLY = 2.0, 0.5
_SHARES = (
    (10.0, "a tenth"),
    (20.0, "a fifth"),
    (25.0, "a quarter"),
    (100 / 3, "a third"),
    (40.0, "two fifths"),
    (50.0, "half"),
    (60.0, "three fifths"),
    (200 / 3, "two thirds"),
    (75.0, "three quarters"),
)
_SMALLEST_SHARE_NEAR, _DOUBLE = 1.0, 100.0
# "Sure": by chance alone once in 1,000 times or less; "fairly sure": once in 20 (the 95% interval).
_SURE = float(ndtri(0.9995))
_NORMAL = float(ndtri(0.975))


@dataclass(frozen=True)
class Plain:
    """Plain sentences with the figures they rest on; the news is good, bad, neither or unknown."""

    text: str
    tone: Tone
    rows: tuple[Row, ...] = ()

    def spoken(self, kind: str = "count") -> str:
        """The text with its figures written out."""
        return self.text.format(*(figure_text(row["value"], kind) for row in self.rows))


def plain_name(measure: Row) -> str:
    """The name of a measure for residents: the declared plain one, else its title, as inside a sentence.

    >>> plain_name({"title": "Domestic burglary", "plain": "burglary of homes"})
    'burglary of homes'
    """
    return str(measure.get("plain") or inside(str(measure["title"])))


def size_words(value: float, lower: float, upper: float) -> str:
    """The size of a change in percent: a share where one is near and the interval holds it, else percent.

    >>> size_words(-23.5, -27.6, -19.1), size_words(-33.0, -35.2, -30.8), size_words(-7.7, -13.7, -1.3)
    ('about a quarter', 'a third', 'about 8%')
    """
    size = abs(value)
    near, far = sorted((abs(lower), abs(upper)))
    for share, words in _SHARES:
        allowed = _SMALLEST_SHARE_NEAR if share < 20 else _NEAR
        if abs(size - share) <= allowed and near <= share <= far:
            return words if abs(size - share) <= _EXACTLY else f"about {words}"
    rounded = (round(size, decimals) for decimals in range(5))
    shown = next((each for each in rounded if each and near <= each <= far), size)
    text = f"{shown:,g}%"
    return text if abs(size - shown) < 0.05 else f"about {text}"


def moved_words(value: float, lower: float, upper: float) -> str:
    """The movement of a change in percent that is one, with its size.

    >>> moved_words(-30.0, -33.5, -26.4), moved_words(100.0, 9.0, 280.0), moved_words(18.0, 7.3, 29.8)
    ('fell by 30%', 'doubled', 'rose by about a fifth')
    """
    if lower > 0 and abs(value - _DOUBLE) <= _NEAR and lower <= _DOUBLE <= upper:
        return "doubled" if abs(value - _DOUBLE) <= _EXACTLY else "about doubled"
    return f"{'rose' if lower > 0 else 'fell'} by {size_words(value, lower, upper)}"


def sureness(value: float, lower: float, upper: float) -> str:
    """How sure it is that a change in percent was one: 'sure', 'fairly sure', or '' where it may be none.

    >>> sureness(-30.0, -33.5, -26.4), sureness(-7.7, -13.7, -1.3), sureness(4.0, -7.7, 17.1)
    ('sure', 'fairly sure', '')
    """
    if lower <= 0 <= upper:
        return ""
    end = upper if upper < 0 else lower
    ratio, nearest = 1 + value / 100, 1 + end / 100
    if ratio <= 0 or nearest <= 0 or ratio == nearest:
        return "fairly sure"
    error = abs(log(ratio / nearest)) / _NORMAL
    return "sure" if abs(log(ratio)) / error >= _SURE else "fairly sure"


def span_words(before: str, after: str) -> str:
    """How long lies between two periods, and when it ended.

    >>> span_words("2003/04", "2007/08"), span_words("2006/07", "2007/08")
    ('in the four years to March 2008', 'in the year to March 2008')
    """
    months = period(after).last - period(before).last
    end = month_words(period(after).last)
    if months % 12:
        return f"from {month_words(period(before).last)} to {end}"
    years = months // 12
    if years == 1:
        return f"in the year to {end}"
    return f"in the {number_words(years)} years to {end}"


def change_words(measure: Row, change: Row | None, earlier: Row | None, now: Row | None) -> Plain:
    """How a measure changed between two periods; `change` is its '.on-last-year' or '.on-baseline' row."""
    name = plain_name(measure)
    if measure.get("kind") == "survey":
        return _answers(measure, earlier, now)
    if _kept_back(change, earlier, now):
        text = f"We do not show if {name} rose or fell. So few people are in it that they could be known."
        return Plain(text, "unknown")
    if change is None or change.get("value") is None or earlier is None or now is None:
        return Plain(f"We cannot say if {name} rose or fell. There is a gap in what we were sent.", "unknown")
    span = span_words(str(earlier["period"]), str(now["period"]))
    moved = direction(change["lower"], change["upper"])
    if moved not in ("rose", "fell"):
        text = f"We cannot say if {name} rose or fell. The count went from {{0}} to {{1}} a year {span}."
        return Plain(f"{text} Chance alone could do that.", "neutral", (earlier, now))
    ends = change["value"], change["lower"], change["upper"]
    sure = sureness(*ends)
    text = f"{_capital(name)} {moved_words(*ends)} {span}. The count went from {{0}} to {{1}} a year. "
    text += f"We are {sure} that it {moved}."
    return Plain(text + aim_words(measure, moved), tone_of(moved, _better(measure)), (earlier, now))


def aim_words(measure: Row, moved: str) -> str:
    """What a rise or fall means where less is not plainly better; '' elsewhere."""
    better = _better(measure)
    if better == "higher":
        return " That is what we want." if moved == "rose" else " We want it to rise."
    return " This is not good or bad news by itself." if better == "neither" else ""


def _answers(measure: Row, earlier: Row | None, now: Row | None) -> Plain:
    name = plain_name(measure)
    found = wave_change(earlier, now, float(measure.get("scale") or 100))
    if found is None or earlier is None or now is None:
        return Plain(
            f"We cannot say if the share of {name} rose or fell. We did not ask in both years.", "unknown"
        )
    span = span_words(str(earlier["period"]), str(now["period"]))
    moved = direction(float(found.lower), float(found.upper))
    rows = (earlier, now)
    if moved not in ("rose", "fell"):
        text = f"We cannot say if the share of {name} rose or fell. It went from {{0}} to {{1}} {span}."
        return Plain(text, "neutral", rows)
    sure = "sure" if float(found.p) <= 0.001 else "fairly sure"
    text = f"The share of {name} {moved} {span}. It went from {{0}} to {{1}}. We are {sure} that it {moved}."
    return Plain(text, tone_of(moved, _better(measure)), rows)


def count_words(count: int, one: str, many: str) -> str:
    """A count and what is counted, small numbers in words.

    >>> count_words(1, "thing", "things"), count_words(12, "thing", "things")
    ('one thing', '12 things')
    """
    return f"{number_words(count)} {one if count == 1 else many}"


def compares(measure: Row) -> bool:
    """Whether a change of the measure is tested for residents: counts, persons and survey answers."""
    return measure.get("kind") == "survey" or kind_of("", measure) == "count"


def _kept_back(*rows: Row | None) -> bool:
    return any(row is not None and row.get("suppressed") for row in rows)


def _better(measure: Row) -> str:
    return str(measure.get("better") or "lower")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
