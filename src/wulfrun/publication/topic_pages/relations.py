"""The page of declared relations: what is shown of each, how sure it is, and how it was tested."""

from wulfrun.assessment.relation import LAG, RANK, UNTESTED
from wulfrun.assessment.relation_words import BOTH, CANNOT, NONE, PLACE, TIME, cells, finding
from wulfrun.assessment.rubbish_link import lag_words
from wulfrun.assessment.topics.relations import PLACES, TESTS
from wulfrun.assessment.wording import inside, number
from wulfrun.publication.blocks import (
    Block,
    Facts,
    Grid,
    Heading,
    Lead,
    Links,
    Picture,
    Prose,
    Statement,
    picture,
    topic_page,
)
from wulfrun.publication.chart_model import Caption, Value
from wulfrun.publication.page import Page
from wulfrun.publication.ratio_charts import ratio_bars
from wulfrun.publication.scatter_chart import Spot, scatter
from wulfrun.publication.shelf import LEVEL_PLURALS, Row, Shelf
from wulfrun.words.periods import month_index, month_words

_LABELS = {
    BOTH: ("Linked by place and by time", "neutral"),
    PLACE: ("Linked by place", "neutral"),
    TIME: ("Linked by time", "neutral"),
    NONE: ("No link shown", "neutral"),
    CANNOT: ("Cannot be tested", "unknown"),
}
_HOW = (
    (
        "By place",
        "Spearman's correlation of both per resident, with p by 9,999 permutations of the areas; and a "
        "quasi-Poisson regression of the one on the other's rate. A link by place is claimed only where both "
        "are sure at p of 0.05.",
    ),
    (
        "Neighbours that are alike",
        "Two smooth maps look alike by chance far more often than 1 time in 20. So the correlation is also "
        "tested by what the map is worth in independent areas (Clifford, Richardson & Hémon; Dutilleul), and "
        "the larger p counts.",
    ),
    (
        "By time",
        "Poisson regression with an effect for each place and each month: each place is compared with "
        "itself. Errors clustered by place, p corrected for all lags tried (Holm).",
    ),
    (
        "From what",
        "Published figures alone, over the longest run of months that every area has: where small numbers "
        "are kept back by month, nothing can be tested.",
    ),
    (
        "What it cannot show",
        "Why. Something else may move both, such as who lives there or how often the police look. Of twenty "
        "relations that are not there, one will look as if it were.",
    ),
)


def pages(shelf: Shelf) -> list[Page]:
    """One page for all relations; none where none is declared."""
    tests = shelf.release.rows(TESTS)
    if not tests:
        return []
    names = list(dict.fromkeys(row["relation"] for row in tests))
    words = [finding(_of(tests, name), *_titles(shelf, _of(tests, name)[0])).word for name in names]
    blocks: list[Block] = [Lead(_lead(words))]
    for name in names:
        blocks += _relation(shelf, name, _of(tests, name))
    blocks += [Heading("How relations are tested"), Facts(_HOW)]
    about = "Whether two measures go together by place and by time, with how sure that is"
    return [topic_page("relations", "What goes together", about, blocks)]


def _of(rows: list[Row], name: str) -> list[Row]:
    return [row for row in rows if row["relation"] == name]


def _lead(words: list[str]) -> str:
    shown = sum(word in (BOTH, PLACE, TIME) for word in words)
    many = f"{len(words)} relations were" if len(words) > 1 else "One relation was"
    found = f"{shown} show a link" if shown > 1 else "one shows a link" if shown else "none shows a link"
    return f"{many} declared beforehand and tested; {found}. That two things go together does not say why."


def _titles(shelf: Shelf, row: Row) -> tuple[str, str]:
    declared = shelf.definition["measure"]
    return tuple(str(declared[row[each]]["title"]) for each in ("a", "b"))  # type: ignore[return-value]


def _relation(shelf: Shelf, name: str, rows: list[Row]) -> list[Block]:
    first = rows[0]
    a, b = _titles(shelf, first)
    told = finding(rows, a, b)
    label, tone = _LABELS[told.word]
    found: list[Block] = [Heading(first["title"] or f"{a} and {inside(b)}")]
    if first["because"]:
        found.append(Prose(f"Why it was asked: {first['because']}"))
    found.append(Statement(label, tone, told.text))
    if first["test"] != UNTESTED:
        found += [
            _scatter(shelf, name, rows, a, b, told.word),
            _lags(shelf, name, rows, a, b),
            _grid(name, rows),
        ]
    found.append(Links([(f"measures/{each}.html", shelf.measures[each]["title"])
                        for each in (first["a"], first["b"]) if each in shelf.measures]))  # fmt: skip
    return found


def _scatter(shelf: Shelf, name: str, rows: list[Row], a: str, b: str, word: str) -> Picture:
    rank = next(row for row in rows if row["test"] == RANK)
    spots = [
        Spot(row["area_name"], row["rate_b"], row["rate_a"], bool(row["priority"]))
        for row in _of(shelf.release.rows(PLACES), name)
    ]
    by_place = word in (BOTH, PLACE)
    title = f"{a} and {inside(b)} {'go together' if by_place else 'do not clearly go together'} by place"
    kind = LEVEL_PLURALS[rows[0]["level"]]
    caption = Caption(
        f"relation-{name}", title, f"{rank['areas']} {kind} of {shelf.place}, {_span(rank)}", "",
        "Published figures",
    )  # fmt: skip
    each = "a year per 1,000 residents"
    return picture(scatter(caption, spots, f"{b}, {each}", f"{a}, {each}"), f"data/{PLACES}.csv")


def _lags(shelf: Shelf, name: str, rows: list[Row], a: str, b: str) -> Picture:
    lags = sorted((row for row in rows if row["test"] == LAG), key=lambda row: row["lag"])
    ratios = [(_after(row["lag"]), Value(row["estimate"], row["lower"], row["upper"])) for row in lags]
    sure = [row for row in lags if row["adjusted"] is not None and row["adjusted"] <= 0.05]
    said = f"{a} does not clearly follow {inside(b)} in the same place"
    if sure:
        best = min(sure, key=lambda row: row["p"])
        more = "more" if best["estimate"] > 1 else "less"
        said = f"More {inside(b)}, {more} {inside(a)} {_after(best['lag'])}"
    caption = Caption(
        f"relation-{name}-lags", said, f"{shelf.place}, {_span(lags[0])}",
        "Times the first where the same place has twice the second", "Published figures",
    )  # fmt: skip
    return picture(ratio_bars(caption, ratios), f"data/{TESTS}.csv")


def _grid(name: str, rows: list[Row]) -> Grid:
    rank = next(row for row in rows if row["test"] == RANK)
    note = str(rank["note"] or "")
    if rank["worth"] is not None:
        worth = number(rank["worth"])
        note = f"As neighbours are alike, the {rank['areas']} areas are worth {worth} independent ones."
    heads = ("Test", "#Estimate", "#95% interval", "#p", "#p, allowing for neighbours or lags")
    return Grid(
        f"Every test: {rows[0]['title'] or name}",
        heads,
        [cells(row) for row in rows],
        f"data/{TESTS}.csv",
        note,
    )


def _after(lag: int) -> str:
    return lag_words(lag) if lag >= 0 else f"{-lag} month{'s' if lag < -1 else ''} before"


def _span(row: Row) -> str:
    first, last = (month_words(month_index(row[end])) for end in ("first_month", "last_month"))
    return f"{first} to {last}"
