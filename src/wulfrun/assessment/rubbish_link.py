"""What the tests of rubbish fires against fly-tipping amount to: a word, a sentence, and no more."""

from dataclasses import dataclass
from typing import Any

from wulfrun.assessment.topics.rubbish_fires import BEFORE, LAG, RANK, RATIO, UNTESTED
from wulfrun.data.release import Rows
from wulfrun.words.periods import month_index, month_words

Row = dict[str, Any]

PLACE_AND_TIME, PLACE_ONLY, TIME_ONLY = "place and time", "place only", "time only"
NO_LINK, CANNOT = "no link shown", "cannot be tested"
SURE = 0.05


@dataclass(frozen=True)
class Link:
    """What is shown at one level: the word, the sentence, and the lag (in months) that says most, if any."""

    word: str
    sentence: str
    lag: int | None = None
    together: bool = False


def judged(rows: Rows, place: str) -> Link:
    """The rows of one level's tests as a finding. A link is claimed only where place and time both show it.

    By place: the rank correlation and the rate ratio both lie above what chance gives. By time: at one lag
    of 0 to 3 months, corrected for trying four, months with more fly-tipping are followed by more fires in
    the same place.
    """
    by_test = {row["test"]: row for row in rows}
    if not rows or UNTESTED in by_test:
        why = rows[0]["note"] if rows else "nothing is known of one of the two"
        return Link(
            CANNOT, f"Whether rubbish fires and fly-tipping go together in {place} cannot be tested: {why}."
        )
    best = best_lag(rows)
    in_place = _above(by_test[RANK], 0.0) and _above(by_test[RATIO], 1.0)
    before = next((row for row in rows if row["test"] == BEFORE), None)
    shared = best is not None and before is not None and _above(before, 1.0)
    if in_place and best:
        text = (
            f"Rubbish fires and fly-tipping go together in {place}, by place and by time. "
            f"{_place(by_test[RANK])} {_time(best)} {_shared() if shared else _no_cause()}"
        )
        return Link(PLACE_AND_TIME, text, best["lag"], shared)
    span = _span(rows[0])
    if in_place:
        text = (
            f"{_place(by_test[RANK])} But in the same place, months with more fly-tipping are not followed "
            "by more rubbish fires: the places may have something else in common, and a link is not shown."
        )
        return Link(PLACE_ONLY, text)
    if best:
        text = (
            f"{_time(best)} But places with more fly-tipping do not clearly have more rubbish fires. This is "
            "too little to say that the two go together."
        )
        return Link(TIME_ONLY, text, best["lag"], shared)
    return Link(
        NO_LINK,
        f"No link between rubbish fires and fly-tipping is shown in {place} from {span}: places with more "
        "fly-tipping do not clearly have more rubbish fires, nor are months with more fly-tipping followed "
        "by more of them. That some places are high on both, as on a map, is not a link.",
    )


def best_lag(rows: Rows) -> Row | None:
    """The surest lag at which more fly-tipping was followed by more fires; None where there is none."""
    sure = [row for row in rows if row["test"] == LAG and _above(row, 1.0)]
    return min(sure, key=lambda row: (row["p"], row["lag"]), default=None)


def lag_words(lag: int) -> str:
    """A lag in words.

    >>> lag_words(0), lag_words(1), lag_words(3)
    ('in the same month', 'a month later', '3 months later')
    """
    return "in the same month" if lag == 0 else "a month later" if lag == 1 else f"{lag} months later"


def _above(row: Row, nothing: float) -> bool:
    known = row["estimate"] is not None and row["adjusted"] is not None
    return bool(known and row["estimate"] > nothing and row["adjusted"] <= SURE and row["lower"] > nothing)


def _place(row: Row) -> str:
    return (
        "Places with more fly-tipping for their population have more rubbish fires (rank correlation "
        f"{row['estimate']:.2f}, 95% interval {row['lower']:.2f} to {row['upper']:.2f})."
    )


def _time(row: Row) -> str:
    return (
        f"In the same place, twice the fly-tipping goes with {row['estimate']:.2f} times the rubbish fires "
        f"{lag_words(row['lag'])} (95% interval {row['lower']:.2f} to {row['upper']:.2f})."
    )


def _no_cause() -> str:
    return "That one follows the other does not by itself say why."


def _shared() -> str:
    return (
        "But fly-tipping also follows the fires, so both may have a cause in common: which comes of which "
        "cannot be said."
    )


def _span(row: Row) -> str:
    first, last = (month_words(month_index(row[end])) for end in ("first_month", "last_month"))
    return f"{first} to {last}"
