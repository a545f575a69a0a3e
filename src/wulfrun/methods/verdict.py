"""What an evaluation lets one say, in plain words: never more than the interval allows, and never why.

The words follow the interval alone. A difference is said only where the whole interval lies on one side of
none; both ends are always told; what the difference is measured against is named.
"""

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

LOWER, HIGHER, NOT_SHOWN, UNKNOWN = "lower", "higher", "not shown", "cannot be said"
AGREED, PARTLY, CONTRADICTED = "agreed", "partly", "contradicted"


class Verdict(NamedTuple):
    """A word for scripts (lower, higher, not shown, cannot be said) and the sentence for readers."""

    word: str
    sentence: str


class Joint(NamedTuple):
    """What several designs say together: how (agreed, partly, contradicted, not shown, cannot be said), which
    way where it is one way ('' otherwise), and the sentence."""

    word: str
    way: str
    sentence: str


def verdict_of_ratio(ratio: float, lower: float, upper: float, what: str, against: str) -> Verdict:
    """Say a ratio of counted over expected, 1 for no difference.

    `what`: the thing counted, such as 'domestic burglary'; `against`: what was expected, such as 'expected
    from the comparison areas'. NaN or infinite limits leave nothing to say. Raises ValueError where the
    ratio is not within its limits.

    >>> verdict_of_ratio(0.75, 0.62, 0.91, "domestic burglary", "expected from the comparison areas").sentence
    'Domestic burglary was 25% lower than expected from the comparison areas; anything from 9% to 38% lower \
is compatible with the data.'
    >>> verdict_of_ratio(1.02, 0.88, 1.18, "arson", "expected from the comparison areas").sentence
    'No difference could be shown: compared with what was expected from the comparison areas, anything \
from 12% lower to 18% higher is compatible with the data on arson.'
    """
    if not all(isfinite(each) for each in (ratio, lower, upper)):
        return Verdict(UNKNOWN, f"Nothing can be said of {what}: the counts are too few.")
    _within(ratio, lower, upper)
    if lower <= 1 <= upper:
        return Verdict(
            NOT_SHOWN,
            f"No difference could be shown: compared with what was {against}, anything from "
            f"{_sided(lower)} to {_sided(upper)} is compatible with the data on {what}.",
        )
    word = LOWER if upper < 1 else HIGHER
    near, far = (upper, lower) if upper < 1 else (lower, upper)
    return Verdict(
        word,
        f"{what[:1].upper()}{what[1:]} was {percent_apart(ratio)} {word} than {against}; anything from "
        f"{percent_apart(near)} to {percent_apart(far)} {word} is compatible with the data.",
    )


def verdict_of_difference(effect: float, lower: float, upper: float, things: str, against: str) -> Verdict:
    """Say a difference of counts, 0 for none; `things` in the plural, such as 'offences'.

    >>> verdict_of_difference(-118, -195.6, -40.4, "offences", "expected from the controls").sentence
    'There were 118 fewer offences than expected from the controls; anything from 40 to 196 fewer is \
compatible with the data.'
    >>> verdict_of_difference(-10, -26.4, 6.4, "offences", "expected from the controls").sentence
    'No difference could be shown: anything from 26 fewer to 6 more offences than expected from the controls \
is compatible with the data.'
    """
    if not all(isfinite(each) for each in (effect, lower, upper)):
        return Verdict(UNKNOWN, f"Nothing can be said of these {things}: the counts are too few.")
    _within(effect, lower, upper)
    if lower <= 0 <= upper:
        ends = " to ".join(f"{_count(each)} {'fewer' if each < 0 else 'more'}" for each in (lower, upper))
        return Verdict(
            NOT_SHOWN,
            f"No difference could be shown: anything from {ends} {things} than {against} is compatible with "
            "the data.",
        )
    less = upper < 0
    near, far = (upper, lower) if less else (lower, upper)
    more = "fewer" if less else "more"
    return Verdict(
        LOWER if less else HIGHER,
        f"There were {_count(effect)} {more} {things} than {against}; anything from {_count(near)} to "
        f"{_count(far)} {more} is compatible with the data.",
    )


def together(words: Sequence[str]) -> Joint:
    """What the words of several designs come to; designs share their counts and are no separate proofs.

    >>> together(["lower", "lower", "not shown"]).sentence
    '2 of 3 ways of looking at it show less than expected; 1 cannot tell it from no difference.'
    """
    known = [word for word in words if word != UNKNOWN]
    ways = sorted({word for word in known if word != NOT_SHOWN})
    if not known:
        return Joint(UNKNOWN, "", "Nothing can be said: there are too few counts or too few months.")
    if len(ways) > 1:
        return Joint(
            CONTRADICTED, "", "The ways of looking at it contradict each other, so nothing is concluded."
        )
    if not ways:
        return Joint(NOT_SHOWN, "", "No difference could be shown, which does not mean that there was none.")
    way = "less" if ways[0] == LOWER else "more"
    sure, unsure = known.count(ways[0]), known.count(NOT_SHOWN)
    if not unsure:
        subject = "The one way of looking at it that was possible shows" if sure == 1 else (
            f"All {sure} ways of looking at it show"
        )  # fmt: skip
        return Joint(AGREED, ways[0], f"{subject} {way} than expected.")
    return Joint(
        PARTLY,
        ways[0],
        f"{sure} of {len(known)} ways of looking at it {'shows' if sure == 1 else 'show'} {way} than "
        f"expected; {unsure} cannot tell it from no difference.",
    )


def percent_apart(ratio: float) -> str:
    """How far a ratio lies from 1, in whole percent, never rounded to nothing or to everything.

    >>> percent_apart(0.62), percent_apart(1.0004), percent_apart(0.9996), percent_apart(0.002)
    ('38%', 'less than 1%', 'less than 1%', 'more than 99%')
    """
    apart = abs(ratio - 1) * 100
    if apart and round(apart) < 1:
        return "less than 1%"
    if 0 < ratio < 1 and round(apart) >= 100:
        return "more than 99%"
    return f"{round(apart):,}%"


def _sided(ratio: float) -> str:
    return "no difference" if ratio == 1 else f"{percent_apart(ratio)} {'lower' if ratio < 1 else 'higher'}"


def _count(value: float) -> str:
    size = abs(value)
    return "less than 1" if size and round(size) < 1 else f"{round(size):,}"


def _within(value: float, lower: float, upper: float) -> None:
    if not lower <= value <= upper:
        raise ValueError(f"the value {value} is not within its limits, {lower} and {upper}")
