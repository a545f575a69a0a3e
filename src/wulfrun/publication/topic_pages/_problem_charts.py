"""The pictures of the page of problems: the matrix, and how firm each place is."""

from collections.abc import Iterator, Sequence
from string import ascii_lowercase

from wulfrun.assessment.topics.problems import BY_CRITERION, PROBLEMS
from wulfrun.assessment.wording import day_words, inside, listed, number
from wulfrun.methods.weight_sensitivity import RUNS
from wulfrun.publication.blocks import Block, Heading, Picture, Prose, picture
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.matrix_chart import Axes, Graded, matrix
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.stability_chart import Standing, stability_bars
from wulfrun.publication.topic_pages._problem_words import first_words, ranks_words
from wulfrun.words.periods import month_words

_SOURCE = "Published figures and the judgement of the board"
_LEAST = 2
_MARKED = "Numbers are computed ranks; letters are problems that were not ranked."


def matrix_of(rows: Sequence[Row], shelf: Shelf) -> Iterator[Block]:
    """The board's grades; where it graded fewer than two problems, harm beside volume."""
    graded = [row for row in rows if row["impact"] and row["likelihood"]]
    if len(graded) >= _LEAST:
        yield Heading("Impact and likelihood")
        yield Prose("As the board graded each problem, from 1 to 5. " + _MARKED)
        yield _by_grades(graded)
        return
    placed = _harm_and_volume(rows, shelf)
    if len(placed) >= _LEAST:
        yield Heading("Harm and volume")
        yield Prose(
            "The board has graded no impact and likelihood yet. By harm and by volume each problem stands in "
            "one of five equal parts of the order. " + _MARKED
        )
        axes = Axes("Volume", "Harm", first=_first(rows))
        yield _picture(placed, axes, "Harm and volume", month_words(shelf.through))


def stability_of(ranked: Sequence[Row], through: int) -> Picture:
    """How often each problem stays among the first; `through` is the last month of the data."""
    top = ranked[0]["top"]
    firm = [row["title"] for row in ranked if row["rank"] <= top and row["top_share"] >= 0.9]
    title = (
        f"{listed([firm[0], *map(inside, firm[1:])])}: {first_words(top)} in at least nine of ten mixes"
        if firm
        else f"No problem is {first_words(top)} in nine of ten mixes of weights"
    )
    caption = Caption(
        "problem-ranks",
        title,
        f"{number(RUNS)} mixes of weights near the declared, as many of any weights",
        f"Share of mixes in which it is {first_words(top)} (%)",
        _SOURCE,
        month_words(through),
    )
    standing = [
        Standing(row["title"], row["top_share"], row["top_share_any"], ranks_words(row), row["rank"] <= top)
        for row in ranked
    ]
    return picture(stability_bars(caption, standing, _first(ranked)), f"data/{PROBLEMS}.csv")


def _by_grades(graded: Sequence[Row]) -> Picture:
    """Likelihood across, impact up."""
    placed = [
        Graded(
            mark, row["title"], row["likelihood"], row["impact"],
            bool(row["rank"]) and row["rank"] <= row["top"],
            str(row["confidence"]) if row["confidence"] else "not given",
        )
        for mark, row in zip(_marks(graded), graded, strict=True)
    ]  # fmt: skip
    axes = Axes("Likelihood", "Impact", first=_first(graded), about="Confidence")
    when = max(row["board_when"] for row in graded)
    return _picture(placed, axes, "Impact and likelihood", day_words(when))


def _picture(placed: Sequence[Graded], axes: Axes, what: str, date: str) -> Picture:
    most = max(each.across * each.up for each in placed)
    names = [inside(each.name) for each in placed if each.across * each.up == most]
    caption = Caption(
        "problem-matrix",
        f"{what}: highest for {listed(names)}",
        "Grades from 1 to 5",
        f"{axes.up} upwards, {axes.across.lower()} to the right",
        _SOURCE,
        date,
    )
    columns = (2, 3, 4) if axes.about else (2, 3)
    return picture(matrix(caption, placed, axes), f"data/{PROBLEMS}.csv", numbers=columns)


def _harm_and_volume(rows: Sequence[Row], shelf: Shelf) -> list[Graded]:
    scaled = {
        (row["measure"], row["criterion"]): row["scaled"]
        for row in shelf.release.rows(BY_CRITERION)
        if row["scaled"] is not None
    }
    known = [row for row in rows if {(row["measure"], each) for each in ("volume", "harm")} <= set(scaled)]
    return [
        Graded(
            mark, row["title"], _fifth(scaled[row["measure"], "volume"]),
            _fifth(scaled[row["measure"], "harm"]), bool(row["rank"]) and row["rank"] <= row["top"],
        )
        for mark, row in zip(_marks(known), known, strict=True)
    ]  # fmt: skip


def _marks(rows: Sequence[Row]) -> list[str]:
    """The rank of each problem; letters in turn for those that have none."""
    letters = iter(ascii_lowercase)
    return [str(row["rank"]) if row["rank"] else next(letters, "–") for row in rows]


def _fifth(scaled: float) -> int:
    return min(5, 1 + int(5 * scaled))


def _first(rows: Sequence[Row]) -> str:
    return first_words(rows[0]["top"]).capitalize()
