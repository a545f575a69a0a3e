"""What a chart is, and the plain data charts are made from; no engine and no style here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.assessment.wording import listed as every

SUPPRESSED = "suppressed"
NO_DATA = "no data"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Caption:
    """What the caller says about a chart: its file name, the finding, units and period, source.

    `date`: how far its data reach, in words, where the chart's own figures do not say it.
    """

    name: str
    title: str
    subtitle: str = ""
    units: str = ""
    source: str = ""
    date: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart that is ready to draw, with its alternative text and the table behind it."""

    name: str
    title: str
    subtitle: str
    units: str
    source: str
    alt: str
    spec: dict[str, Any]
    columns: Cells
    rows: tuple[Cells, ...]
    date: str = ""


@dataclass(frozen=True)
class Value:
    """A figure that may be missing: `why` says so ('suppressed' or 'no data'), and then nothing is shown."""

    value: float | None
    lower: float | None = None
    upper: float | None = None
    why: str = ""

    @property
    def shown(self) -> float | None:
        """The value, unless it is suppressed or missing."""
        return None if self.why else finite(self.value)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval, where the value may be shown and both ends are known."""
        low, high = finite(self.lower), finite(self.upper)
        return None if self.shown is None or low is None or high is None else (low, high)

    @property
    def reason(self) -> str:
        """Why nothing is shown: 'suppressed' or 'no data'; empty where the value is shown."""
        return "" if self.shown is not None else SUPPRESSED if self.why == SUPPRESSED else NO_DATA

    def words(self, places: int | None = None) -> str:
        """The value as text; 'suppressed' or 'no data' where there is none to show."""
        return self.reason if self.shown is None else number(self.shown, places)

    def interval_words(self, places: int | None = None) -> str:
        """The interval as text, empty where there is none to show."""
        if self.interval is None:
            return ""
        low, high = self.interval
        places = decimals([low, high]) if places is None else places
        return f"{number(low, places)} to {number(high, places)}"


@dataclass(frozen=True)
class Month:
    """A figure of one month, or of the twelve months that end with it (month = year * 12 + month - 1)."""

    month: int
    figure: Value


@dataclass(frozen=True)
class ControlMonth:
    """A month of a control chart: its centre line and limits, and the rule it breaks, if any."""

    month: int
    figure: Value
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    rule: str | None = None
    segment: int = 0


@dataclass(frozen=True)
class Year:
    """A figure of one financial year (2003/04)."""

    period: str
    figure: Value


@dataclass(frozen=True)
class Area:
    """A figure of one area."""

    code: str
    name: str
    figure: Value
    priority: bool = False


@dataclass(frozen=True)
class TargetProgress:
    """Percent change since the baseline with its interval, the change to reach, and the status word."""

    title: str
    figure: Value
    target: float | None
    status: str


@dataclass(frozen=True)
class BreakMark:
    """A month in which a series stopped meaning what it meant before."""

    month: int
    title: str


@dataclass(frozen=True)
class Gap:
    """Neighbouring places of a series without a value: from `first` to `last`, all for one reason."""

    first: int
    last: int
    why: str


def finite(value: float | None) -> float | None:
    """A number, or None where it is missing or not a number."""
    return None if value is None or value != value or value in (float("inf"), float("-inf")) else float(value)


def decimals(values: Iterable[float]) -> int:
    """How many decimals keep neighbouring values apart: none for counts, one or two for small rates."""
    known = [value for value in values if finite(value) is not None]
    if not known or all(float(value).is_integer() for value in known):
        return 0
    largest = max(abs(value) for value in known)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2


def number(value: float, places: int | None = None) -> str:
    """Write a number with thousands separators.

    >>> number(21486.0), number(13.25), number(0.5), number(-0.01, 1)
    ('21,486', '13.2', '0.50', '0.0')
    """
    places = decimals([value]) if places is None else places
    text = f"{value:,.{places}f}"
    return text.lstrip("-") if not float(text.replace(",", "")) else text.replace("-", "−")


def short_month(month: int) -> str:
    """Write a month for an axis.

    >>> short_month(2007 * 12 + 3)
    'Apr 2007'
    """
    return f"{_MONTHS[month % 12]} {month // 12}"


def shared_places(values: Iterable[Value]) -> int:
    """The decimals that suit every shown value of a chart; its intervals are written with the same."""
    return decimals([value.shown for value in values if value.shown is not None])


def gaps(values: Sequence[Value]) -> list[Gap]:
    """The runs without a value, by position in the sequence."""
    found: list[Gap] = []
    for place, value in enumerate(values):
        if value.shown is not None:
            continue
        if found and found[-1].last == place - 1 and found[-1].why == value.reason:
            found[-1] = Gap(found[-1].first, place, value.reason)
        else:
            found.append(Gap(place, place, value.reason))
    return found


def runs(values: Sequence[Value]) -> list[int]:
    """A number for each place that changes after every gap, so that no line is drawn across one."""
    found, current = [], 0
    for place, value in enumerate(values):
        if place and value.shown is None and values[place - 1].shown is not None:
            current += 1
        found.append(current)
    return found


def listed(items: Sequence[str], limit: int = 6) -> str:
    """Join words for a sentence.

    >>> listed(["May", "June", "July"])
    'May, June and July'
    """
    if len(items) > limit:
        return f"{', '.join(items[:limit])} and {len(items) - limit} more"
    return every(items)


def gap_words(values: Sequence[Value], names: Sequence[str]) -> str:
    """A sentence for the gaps of a series, empty where there is none.

    >>> gap_words([Value(1), Value(None), Value(None), Value(2)], ["a", "b", "c", "d"])
    ' No data for b to c, shown as a gap.'
    """
    sentences = []
    for why in (NO_DATA, SUPPRESSED):
        spans = [
            names[gap.first] if gap.first == gap.last else f"{names[gap.first]} to {names[gap.last]}"
            for gap in gaps(values)
            if gap.why == why
        ]
        if spans:
            start = "No data for" if why == NO_DATA else "Small numbers are suppressed for"
            sentences.append(f" {start} {listed(spans)}, shown as a gap.")
    return "".join(sentences)


def break_words(breaks: Sequence[BreakMark]) -> str:
    """A sentence for the declared breaks in a series, empty where there is none."""
    if not breaks:
        return ""
    named = listed([f"{mark.title} ({short_month(mark.month)})" for mark in breaks])
    return f" Figures on either side are not fully comparable: {named}."
