"""What the tests of a relation amount to: a word, a sentence, and no more than the intervals allow."""

from dataclasses import dataclass
from typing import Any

from wulfrun.assessment.relation import LAG, RANK, RATIO, UNTESTED
from wulfrun.assessment.rubbish_link import lag_words
from wulfrun.assessment.wording import inside, number
from wulfrun.data.release import Rows

Row = dict[str, Any]

BOTH, PLACE, TIME, NONE, CANNOT = (
    "by place and by time", "by place", "by time", "no link shown", "cannot be tested"
)  # fmt: skip
SURE = 0.05


@dataclass(frozen=True)
class Finding:
    """A word for what is shown, and the sentences that say it."""

    word: str
    text: str


def finding(rows: Rows, a: str, b: str) -> Finding:
    """The rows of one relation as a finding; `a` and `b` are the measures' titles.

    By place: rank correlation (allowing for neighbours that are alike) and rate ratio agree and are both
    sure. By time: at one lag, corrected for all that were tried, one follows the other in the same place.
    """
    by_test = {row["test"]: row for row in rows}
    if not rows or UNTESTED in by_test:
        why = rows[0]["note"] if rows else "nothing is known of one of the two"
        return Finding(CANNOT, f"Whether {inside(a)} and {inside(b)} go together cannot be tested: {why}.")
    rank, ratio = by_test[RANK], by_test[RATIO]
    signs = {_sure(rank, 0.0), _sure(ratio, 1.0)}
    place = signs.pop() if len(signs) == 1 else 0
    lags = [row for row in rows if row["test"] == LAG and row["lag"] >= 0 and _sure(row, 1.0)]
    best = min(lags, key=lambda row: (row["p"], row["lag"]), default=None)
    said = []
    if place:
        said.append(_place(rank, place, a, b))
    if best:
        said.append(_time(best, a, b))
    if not said:
        return Finding(
            NONE,
            f"No link between {inside(a)} and {inside(b)} is shown: neither places nor months "
            "with more of one clearly have more or less of the other.",
        )  # fmt: skip
    if not place:
        said.append("Places with more of one do not clearly have more or less of the other.")
    elif not any(row["test"] == LAG for row in rows):
        said.append("By month nothing is published of such small areas, so which comes first is not tested.")
    elif not best:
        said.append("In the same place, the one does not clearly follow the other from month to month.")
    said.append("That two things go together does not say why.")
    word = BOTH if place and best else PLACE if place else TIME
    return Finding(word, " ".join(said))


def chance(p: float | None) -> str:
    """A p in words of a table.

    >>> chance(0.00004), chance(0.0312), chance(None)
    ('under 0.001', '0.031', 'not known')
    """
    return "not known" if p is None else "under 0.001" if p < 0.001 else f"{p:.3f}"


def name_of_test(row: Row) -> str:
    """What a row tests, in words."""
    if row["test"] == RANK:
        return "Rank correlation of the two rates, by place"
    if row["test"] == RATIO:
        return "Times the first where the second is twice as high, by place"
    lag = int(row["lag"])
    after = lag_words(lag) if lag >= 0 else f"{-lag} month{'s' if lag < -1 else ''} before"
    return f"The same in one place, {after}"


def cells(row: Row) -> list[str]:
    """A row of a table: what was tested, the estimate, its interval, p, and p once corrected."""
    known = row["estimate"] is not None
    return [
        name_of_test(row),
        number(row["estimate"], 2) if known else "not known",
        f"{number(row['lower'], 2)} to {number(row['upper'], 2)}" if row["lower"] is not None else "",
        chance(row["p"]),
        chance(row["adjusted"]),
    ]


def _sure(row: Row, nothing: float) -> int:
    """1 where a link the same way is sure, -1 where the opposite is, 0 where neither is."""
    if row["estimate"] is None or row["adjusted"] is None or row["adjusted"] > SURE:
        return 0
    return 1 if row["lower"] > nothing else -1 if row["upper"] < nothing else 0


def _place(rank: Row, sign: int, a: str, b: str) -> str:
    how = "more" if sign > 0 else "less"
    text = (
        f"Places with more of {inside(b)} for their population have {how} of {inside(a)} (rank correlation "
        f"{rank['estimate']:.2f}, 95% interval {rank['lower']:.2f} to {rank['upper']:.2f}"
    )
    if rank.get("p_spatial") is not None:
        text += f"; p {chance(rank['p_spatial'])} when it is allowed for that neighbours are alike"
    return f"{text})."


def _time(row: Row, a: str, b: str) -> str:
    return (
        f"In the same place, twice as much of {inside(b)} goes with {row['estimate']:.2f} times as much of "
        f"{inside(a)} {lag_words(row['lag'])} (95% interval {row['lower']:.2f} to {row['upper']:.2f})."
    )
