"""The tables of fly-tipping by size, land, waste and channel: counts and shares, year by year."""

from collections.abc import Iterator

from wulfrun.assessment.topics.environment import BESIDE, BLOCKS, MIX, PRACTICE
from wulfrun.assessment.wording import figure_text, number, signed
from wulfrun.publication.blocks import Block, Grid, Heading, Prose, Statement
from wulfrun.publication.shelf import Row, Shelf

TITLES = {
    "size": "By size", "land": "By kind of land", "waste": "By kind of waste",
    "channel": "How it was reported",
}  # fmt: skip
CLASSES = {
    "size": {
        "single-bag": "Single black bag", "single-item": "Single item", "car-boot": "Car boot or less",
        "small-van": "Small van load", "transit-van": "Transit van load",
        "tipper-lorry": "Tipper lorry load", "significant": "Significant or multiple loads",
    },
    "land": {
        "highway": "Highway", "footpath": "Footpath or bridleway", "back-alleyway": "Back alleyway",
        "council-land": "Council land", "private-residential": "Private, residential",
        "commercial": "Commercial or industrial", "agricultural": "Agricultural",
        "watercourse": "Watercourse or bank", "railway": "Railway", "other": "Other or not identified",
    },
    "waste": {
        "household-bags": "Household waste in black bags", "other-household": "Other household waste",
        "commercial-bags": "Commercial waste in black bags", "other-commercial": "Other commercial waste",
        "construction": "Construction, demolition, excavation", "white-goods": "White goods",
        "other-electrical": "Other electrical", "green": "Green waste", "tyres": "Tyres",
        "vehicle-parts": "Vehicle parts", "asbestos": "Asbestos", "clinical": "Clinical waste",
        "chemical": "Chemical drums, oil or fuel", "animal-carcass": "Animal carcasses",
        "other": "Other or not identified",
    },
    "channel": {
        "telephone": "Telephone", "web": "Web form", "app": "Application", "email": "E-mail",
        "letter": "Letter", "in-person": "In person", "officer": "Council's own officers",
        "councillor": "Councillor", "other": "Other",
    },
}  # fmt: skip
_PRACTICE_WORDS = (
    "In {period} {share} of incidents are put down as '{name}'; in {before} it was {share_before}. Fly-tips "
    "do not all move to one kind of place: this is a change in how the council records them, and the table "
    "below says nothing about where waste lies."
)


def mix_blocks(shelf: Shelf, source: str) -> Iterator[Block]:
    """For each block that has figures: a heading, what is only a change of recording, and the table."""
    rows = [row for row in shelf.release.rows(MIX) if row["source"] == source]
    practice = [row for row in shelf.release.rows(PRACTICE) if row["source"] == source]
    for block in BLOCKS:
        own = [row for row in rows if row["block"] == block]
        if not own:
            continue
        yield Heading(f"{TITLES[block]}{' (Defra)' if source == 'fly-tipping-return' else ''}")
        changed = [each for each in practice if each["block"] == block]
        for each in changed:
            yield Statement("Recording changed", "unknown", _practice(each))
        if not changed:
            yield Prose(_commonest(own))
        yield _grid(own, block)


def beside_blocks(shelf: Shelf) -> Iterator[Block]:
    """The partnership's total beside England's, so that a change everywhere is not taken for its own."""
    rows = shelf.release.rows(BESIDE)
    if len(rows) < 2:
        return
    last = rows[-1]
    if last["change"] is not None and last["england_change"] is not None:
        yield Prose(
            f"From {rows[-2]['period']} to {last['period']} incidents changed by {signed(last['change'])} in "
            f"{shelf.place} and by {signed(last['england_change'])} in England."
        )
    yield Grid(
        f"Fly-tipping incidents returned to Defra: {shelf.place} and England",
        ("Year", f"#{shelf.place}", "#Change on a year before", "#England", "#England: change"),
        [
            (row["period"], number(row["n"]), _signed(row["change"]), number(row["england"]),
             _signed(row["england_change"]))
            for row in rows
        ],
        f"data/{BESIDE}.csv",
        "England holds Defra's estimates for councils that returned nothing.",
    )  # fmt: skip


def _signed(change: float | None) -> str:
    return "–" if change is None else signed(change)


def _practice(row: Row) -> str:
    return _PRACTICE_WORDS.format(
        period=row["period"],
        before=row["before"],
        name=CLASSES[row["block"]][row["class"]].lower(),
        share=figure_text(100 * row["share"], "share"),
        share_before=figure_text(100 * row["share_before"], "share"),
    )


def _commonest(rows: list[Row]) -> str:
    """The largest class of the last year, and England's share of it where that is known."""
    last = max(row["period"] for row in rows)
    top = max((row for row in rows if row["period"] == last), key=lambda row: row["n"])
    name = CLASSES[top["block"]][top["class"]]
    text = f"In {last} the most common was '{name.lower()}': {figure_text(100 * top['share'], 'share')} "
    text += f"({number(top['n'])} of {number(top['whole'])} whose {top['block']} is known; 95% interval "
    text += f"{number(100 * top['lower'], 1)} to {figure_text(100 * top['upper'], 'share')})."
    if top["england"] is not None:
        text += f" In England it was {figure_text(100 * top['england'], 'share')}."
    return text


def _grid(rows: list[Row], block: str) -> Grid:
    """Classes down, years across: the count, and its share of those whose class is known."""
    periods = sorted({row["period"] for row in rows})
    cells = {(row["class"], row["period"]): row for row in rows}
    england = {row["class"]: row["england"] for row in rows if row["period"] == periods[-1]}
    compared = any(each is not None for each in england.values())
    table = [
        [
            title,
            *(_cell(cells.get((name, period))) for period in periods),
            *([_percent(england.get(name))] if compared else []),
        ]
        for name, title in CLASSES[block].items()
        if any((name, period) in cells for period in periods)
    ]
    heads = ["Class", *(f"#{period}" for period in periods)]
    heads += [f"#England {periods[-1]}"] if compared else []
    return Grid(
        f"{TITLES[block]}: incidents, and their share of those whose {block} is known",
        heads,
        table,
        f"data/{MIX}.csv",
    )


def _cell(row: Row | None) -> str:
    return "–" if row is None else f"{number(row['n'])} ({_percent(row['share'])})"


def _percent(share: float | None) -> str:
    return "–" if share is None else figure_text(100 * share, "share")
