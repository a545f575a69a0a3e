"""Which problems come first: the order, how firm it is, what the board thinks, and each criterion."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wulfrun.assessment.topics.problems import BY_CRITERION, PAIRS, PROBLEMS, WEIGHTS
from wulfrun.assessment.wording import inside, listed, number
from wulfrun.methods.weight_sensitivity import RUNS
from wulfrun.publication.blocks import Block, Cell, Facts, Grid, Heading, Lead, Link, Links, Prose, topic_page
from wulfrun.publication.chain import CHAIN
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.stability_chart import share_words
from wulfrun.publication.topic_pages._problem_board import board_blocks
from wulfrun.publication.topic_pages._problem_charts import matrix_of, stability_of
from wulfrun.publication.topic_pages._problem_words import (
    HOW,
    criteria_words,
    first_words,
    ranks_words,
)

_ABOUT = "Every problem on the criteria the partnership declared, how firm the order is, and the board's own"


def pages(shelf: Shelf) -> list[Page]:
    """The page, where at least two problems were ranked."""
    rows = shelf.release.rows(PROBLEMS)
    ranked = [row for row in rows if row["rank"]]
    if not ranked:
        return []
    blocks: list[Block] = [
        Lead(_lead(shelf, ranked)),
        Prose(
            "The order says what comes first by these criteria and weights. It does not decide: the board "
            "does, and its own order stands beside it with its reasons."
        ),
        Heading("The order"),
        _order(shelf, ranked),
        *_unranked(rows),
        *board_blocks(rows),
        *matrix_of(rows, shelf),
        Heading("How firm is the order?"),
        Prose(_close(shelf, ranked)),
        stability_of(ranked, shelf.through),
        *_tipping(shelf, ranked),
        Heading("Each criterion"),
        *_criteria(shelf, rows),
        Heading("How this was worked out"),
        Facts(HOW),
        Links([(CHAIN, "From problem to result"), ("measures/index.html", "Every measure")]
              [not shelf.definition["priority"]:]),
    ]  # fmt: skip
    return [topic_page("problems", "Which problems come first?", _ABOUT, blocks)]


def _lead(shelf: Shelf, ranked: Sequence[Row]) -> str:
    best, tied = ranked[0], [row for row in ranked if row["rank"] == 1]
    on = criteria_words(len(shelf.release.rows(WEIGHTS)))
    if len(tied) > 1:
        names = listed([inside(row["title"]) for row in tied])
        return f"Of {len(ranked)} problems ranked on {on}, {names} come first together."
    first, top = share_words(best["first_share"]), share_words(best["top_share"])
    among = f" and {first_words(best['top'])} in {top}" if best["top"] > 1 else ""
    return (
        f"Of {len(ranked)} problems ranked on {on}, {inside(best['title'])} comes first. It is first in "
        f"{first}{among} of the mixes of weights near those declared."
    )


def _order(shelf: Shelf, ranked: Sequence[Row]) -> Grid:
    first = f"#{first_words(ranked[0]['top']).capitalize()}"
    heads = ("Problem", "#Rank", "#Score of 100", "Ranks it takes", first, "#Criteria known",
             "#Board's place", "Priority")  # fmt: skip
    cells = [
        (_problem(shelf, row), str(row["rank"]), number(100 * row["score"]), ranks_words(row),
         share_words(row["top_share"]), str(row["criteria"]),
         str(row["board_rank"]) if row["board_rank"] else "–", _priority(shelf, row))
        for row in ranked
    ]  # fmt: skip
    note = "The ranks it takes: between which it lies in nine of ten mixes of weights near those declared."
    notes = " ".join(dict.fromkeys(f"{row['title']}: {row['note']}" for row in ranked if row["note"]))
    return Grid("Problems in order", heads, cells, f"data/{PROBLEMS}.csv", f"{note} {notes}".strip())


def _problem(shelf: Shelf, row: Row) -> Cell:
    if row["measure"] in shelf.measures:
        return Link(f"measures/{row['measure']}.html", row["title"])
    return str(row["title"])


def _priority(shelf: Shelf, row: Row) -> Cell:
    names = [each for each in row["priority"].split(", ") if each in shelf.definition["priority"]]
    if not names:
        return "none"
    titles = [shelf.definition["priority"][each]["title"] for each in names]
    return Link(f"priorities.html#{names[0]}", titles[0]) if len(names) == 1 else " and ".join(titles)


def _unranked(rows: Sequence[Row]) -> Iterator[Block]:
    left = [row for row in rows if not row["rank"]]
    if left:
        yield Heading("Too little is known to rank these", 3)
        cells = [(row["title"], str(row["criteria"]), f"{100 * row['known']:.0f}%") for row in left]
        heads = ("Problem", "#Criteria known", "#Share of the weight known")
        note = "A problem is ranked where at least half as much is known of it as of the one best known."
        yield Grid("Problems that are not ranked", heads, cells, f"data/{PROBLEMS}.csv", note)


def _close(shelf: Shelf, ranked: Sequence[Row]) -> str:
    """How often each of the first is ahead of the next."""
    titles = {row["measure"]: row["title"] for row in ranked}
    ahead = {(row["measure"], row["beside"]): row["ahead"] for row in shelf.release.rows(PAIRS)}
    firsts = ranked[: ranked[0]["top"] + 1]
    said = [
        f"- {titles[one['measure']]} is ahead of {inside(titles[other['measure']])} in {share_words(share)}"
        for one, other in pairwise(firsts)
        if (share := ahead.get((one["measure"], other["measure"]))) is not None
    ]
    many = number(RUNS)
    start = f"Weights are a choice. They were moved {many} times round those declared, and as often at will."
    return "\n".join([f"{start} Of the mixes near those declared:\n", *said]) if said else start


def _tipping(shelf: Shelf, ranked: Sequence[Row]) -> Iterator[Block]:
    """What one criterion would have to count, the rest in proportion, for another problem to come first."""
    titles = {row["measure"]: row["title"] for row in ranked}
    rows = [row for row in shelf.release.rows(WEIGHTS) if row["above_to"] or row["below_to"]]
    first = inside(ranked[0]["title"])
    if not rows:
        if len([row for row in ranked if row["rank"] == 1]) == 1:
            yield Prose(f"Whatever any one criterion counts, the others in proportion, {first} comes first.")
        return
    yield Prose(
        f"Where one criterion alone counts more or less, the others in proportion, {first} comes first until:"
    )
    cells = [
        (row["title"], share_words(row["share"]), _tips(row, "above", titles), _tips(row, "below", titles))
        for row in rows
    ]
    heads = ("Criterion", "#Share of the weights now", "Another first where it counts more",
             "Another first where it counts less")  # fmt: skip
    left = len(rows) < len(shelf.release.rows(WEIGHTS))
    note = "Of criteria that are not listed no weight changes which problem is first." if left else ""
    yield Grid("What would change which problem is first", heads, cells, f"data/{WEIGHTS}.csv", note)


def _tips(row: Row, side: str, titles: dict[str, str]) -> str:
    if not row[f"{side}_to"]:
        return "never"
    word = "over" if side == "above" else "under"
    return f"{word} {100 * row[side]:.0f}%: {inside(titles[row[f'{side}_to']])}"


def _criteria(shelf: Shelf, rows: Sequence[Row]) -> Iterator[Block]:
    weights = shelf.release.rows(WEIGHTS)
    cells = [
        (row["title"], number(row["weight"], 1), f"{100 * row['share']:.0f}%", str(row["problems"]))
        for row in weights
    ]
    heads = ("Criterion", "#Weight", "#Share of all weights", "#Problems it is known of")
    yield Grid("Weights as the partnership declared them", heads, cells, f"data/{WEIGHTS}.csv")
    titles = {row["measure"]: row["title"] for row in rows}
    for weight in weights:
        own = [
            row
            for row in shelf.release.rows(BY_CRITERION)
            if row["criterion"] == weight["criterion"] and row["scaled"] is not None
        ]
        yield Heading(weight["title"], 3)
        yield Prose(weight["about"])
        if own:
            yield _criterion(shelf, weight["title"], own, titles)


def _criterion(shelf: Shelf, title: str, own: Sequence[Row], titles: dict[str, str]) -> Grid:
    ordered = sorted(own, key=lambda row: (-row["scaled"], titles[row["measure"]]))
    figures = [shelf.row(row["figure"], shelf.whole, row["period"]) for row in ordered]
    told = any(figures)
    heads = ("Problem", "What is known", *(["#Figure"] if told else []), "#Place of 100")
    cells: list[tuple[Cell, ...]] = [
        (titles[row["measure"]], row["words"], *([figure or "–"] if told else []),
         number(100 * row["scaled"]))
        for row, figure in zip(ordered, figures, strict=True)
    ]  # fmt: skip
    return Grid(f"{title}: the highest first", heads, cells, f"data/{BY_CRITERION}.csv", folded=True)
