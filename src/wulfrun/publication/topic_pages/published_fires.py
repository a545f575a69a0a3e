"""The page on deliberate fires in published tables: this area beside the others."""

from wulfrun.assessment.topics.published_fires import TABLE
from wulfrun.assessment.wording import number, percent, signed
from wulfrun.publication.blocks import Block, Facts, Grid, Heading, Lead, Links, Statement, topic_page
from wulfrun.publication.page import Page
from wulfrun.publication.shelf import Row, Shelf

TITLES = {
    "deliberate": "All deliberate fires",
    "deliberate-primary": "Deliberate primary fires",
    "deliberate-secondary": "Deliberate secondary fires",
    "malicious-false-alarm": "Hoax calls",
}
_FACTS = [
    (
        "Published and own figures",
        "Published tables are corrected and cut off on another day than the fire service's own file, so "
        "small differences are usual; a large one should be asked about.",
    ),
    ("Not the police's arson", "Fires attended, not offences recorded: the two are never added."),
    ("Changes", "From the first to the latest year that every area has; exact 95% intervals."),
]


def pages(shelf: Shelf) -> list[Page]:
    """The page, where published tables were taken in."""
    rows = shelf.release.rows(TABLE)
    if not rows:
        return []
    kinds = sorted({row["type"] for row in rows}, key=lambda kind: (kind not in TITLES, kind))
    blocks: list[Block] = [Lead("Deliberate fires as published, for this area and for others beside it.")]
    for kind in kinds:
        blocks += _of_kind(kind, [row for row in rows if row["type"] == kind])
    blocks += [Heading("How to read this"), Facts(_FACTS)]
    if "deliberate-fires" in shelf.measures:
        blocks.append(
            Links([("measures/deliberate-fires.html", shelf.measures["deliberate-fires"]["title"])])
        )
    about = "Deliberate fires here and elsewhere, from published tables."
    return [topic_page("published-fires", "Deliberate fires here and elsewhere", about, blocks)]


def _of_kind(kind: str, rows: list[Row]) -> list[Block]:
    title = TITLES.get(kind, kind.replace("-", " ").capitalize())
    ordered = sorted(rows, key=lambda row: (not row["own"], row["area"]))
    blocks: list[Block] = [Heading(title)]
    blocks += [_said(title, row) for row in ordered if row["own"]]
    heads = ("Area", f"#{rows[0]['first_period']}", f"#{rows[0]['period']}", "#Change", "#95% interval")
    cells = [
        [row["area"], number(row["first"]), number(row["fires"]), _change(row), _interval(row)]
        for row in ordered
    ]
    blocks.append(Grid(f"{title}, as published", heads, cells, f"data/{TABLE}.csv"))
    return blocks


def _said(title: str, row: Row) -> Statement:
    """The area's own change, and how far its fire service's file agrees."""
    text = f"{title} in {row['area']}: {number(row['fires'])} in {row['period']}"
    tone, label = "unknown", "One year only"
    if row["lower"] is not None and row["first_period"] != row["period"]:
        sure = row["lower"] > 0 or row["upper"] < 0
        way = "rose" if row["change_percent"] > 0 else "fell"
        text += f", {signed(row['change_percent'])} on {row['first_period']}"
        tone = ("bad" if way == "rose" else "good") if sure else "neutral"
        label = f"{way.capitalize()}" if sure else "No clear change"
    text += "."
    if row["extract"] is not None:
        apart = row["fires"] - row["extract"]
        same = "the same" if not apart else f"{number(abs(apart))} {'fewer' if apart > 0 else 'more'}"
        share = f" ({percent(100 * apart / row['fires'])})" if apart and row["fires"] else ""
        text += f" The fire service's own file has {number(row['extract'])}: {same}{share}."
    return Statement(label, tone, text)


def _change(row: Row) -> str:
    return "not known" if row["change_percent"] is None else signed(row["change_percent"])


def _interval(row: Row) -> str:
    if row["lower"] is None or row["upper"] is None:
        return "not known"
    return f"{signed(row['lower'])} to {signed(row['upper'])}"
