"""Money and people: what the actions cost, by priority and by source; and how success is measured."""

from collections.abc import Iterator, Sequence

from wulfrun.assessment.topics.actions import BY_FUNDING, BY_PRIORITY, COSTS, IN_ALL
from wulfrun.assessment.wording import last_month
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Links, Statement
from wulfrun.publication.documents._strategy_priority import number_of
from wulfrun.publication.documents._strategy_targets import target_grid
from wulfrun.publication.pages.targets import target_items
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.publication.told_prose import told_prose
from wulfrun.words.periods import period


def words_or_missing(shelf: Shelf, key: str, what: str) -> Block:
    """A text of the plan; where it has not been written, that it is missing."""
    text = (shelf.definition.get("plan") or {}).get(key, "")
    if text:
        return told_prose(shelf, text)
    return Statement("Missing", "bad", f"{what} is not written yet: [plan] {key} in strategy.toml.")


def resource_blocks(shelf: Shelf) -> list[Block]:
    """How money and people are used, with the sums of what the actions cost."""
    rows = shelf.release.rows(COSTS)
    blocks: list[Block] = []
    whole = next((row for row in rows if row["of"] == IN_ALL), None)
    if whole is not None:
        blocks.append(Lead(_lead(whole)))
    what = "How the authorities' money and people are used"
    blocks += [Heading(what), words_or_missing(shelf, "resources", what)]
    if rows:
        blocks += [
            Heading("What the actions cost"),
            _grid(rows, BY_PRIORITY, "Cost by priority", "Priority"),
            _grid(rows, BY_FUNDING, "Cost by source of funding", "Source"),
        ]
    blocks += _uncosted(shelf)
    return blocks


def _lead(row: Row) -> str:
    if not row["costed"]:
        return f"None of the {row['actions']} actions has a cost yet."
    cost = f"to cost £{number_of(row['cost'])} over the years of the strategy"
    if row["costed"] == row["actions"]:
        return f"The {row['actions']} actions are {cost}."
    return f"The {row['costed']} of {row['actions']} actions that have a cost are {cost}."


def _grid(rows: Sequence[Row], of: str, caption: str, head: str) -> Grid:
    cells: list[list[Cell]] = [
        [row["name"][:1].upper() + row["name"][1:], str(row["actions"]), str(row["costed"]),
         "not known" if row["cost"] is None else f"£{number_of(row['cost'])}"]
        for row in rows
        if row["of"] == of
    ]  # fmt: skip
    return Grid(caption, (head, "#Actions", "#With a cost", "#Cost"), cells, f"data/{COSTS}.csv")


def _uncosted(shelf: Shelf) -> Iterator[Block]:
    cells: list[list[Cell]] = [
        [action["title"], priority["title"], action["owner"] or "nobody yet"]
        for priority in shelf.definition["priority"].values()
        for action in priority["actions"]
        if action["cost"] is None
    ]
    if cells:
        yield Grid("Actions without a cost", ("Action", "Priority", "Owner"), cells)


def measuring_blocks(shelf: Shelf) -> list[Block]:
    """How it is found out whether the strategy works, with its targets still to be reached."""
    strategy = shelf.partnership.get("strategy")
    items = target_items(shelf)
    ahead = [item for item in items if not strategy or _in_its_years(item["row"], strategy)]
    blocks: list[Block] = [
        Heading("How we judge"),
        words_or_missing(shelf, "measuring", "How success is measured"),
        Heading("What is to be reached"),
    ]
    if ahead:
        blocks.append(target_grid(shelf, ahead, "Targets still to be reached"))
    else:
        missing = "No target ends in the years of this strategy: set them in targets.toml."
        blocks.append(Statement("Missing", "bad", missing))
    blocks.append(Links([("targets.html", "Progress against every target")]))
    return blocks


def _in_its_years(target: Row, strategy: Row) -> bool:
    """Whether a target ends in the strategy's years or later, and is counted from before they end."""
    begins, ends = period(strategy["start"]).first, period(strategy["end"]).last
    return last_month(target["end_period"]) >= begins and last_month(target["baseline_period"]) < ends
