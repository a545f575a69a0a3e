"""The targets page, every target in a table and a sentence; and a page for each with its chart."""

from collections import Counter
from typing import Any

from wulfrun.assessment.target_findings import STATUS_TONES, closes_gap, target_finding
from wulfrun.assessment.wording import base_of, kind_of, listed
from wulfrun.publication import page_charts
from wulfrun.publication.chain import actions_of_target, priorities_of_target
from wulfrun.publication.page import Page
from wulfrun.publication.pages.said import Said
from wulfrun.publication.shelf import Row, Shelf

_HOME = (("index.html", "Overview"),)
_LIST = ("targets.html", "Progress against targets")
_MANY_MONTHS = 24


def target_items(shelf: Shelf) -> list[dict[str, Any]]:
    """Every target with its sentence, its status's tone and its measure's kind."""
    return [
        _item(shelf, row)
        for row in shelf.release.rows("targets")
        if base_of(row["measure"]) in shelf.measures
    ]


def _item(shelf: Shelf, row: Row) -> dict[str, Any]:
    base = base_of(row["measure"])
    declared = shelf.measures[base]
    figure = (
        shelf.row(row["measure"], row["area_code"], row["latest_period"]) if row["latest_period"] else None
    )
    said = Said(
        target_finding(row, declared), str(row["status"]).capitalize(), base, declared["title"], figure
    )
    tone = STATUS_TONES.get(row["status"], "unknown")
    kind = "ratio" if closes_gap(row) else kind_of(row["measure"], declared)
    return {"row": row, "said": said, "tone": tone, "kind": kind, "name": declared["title"]}


def without_figures(shelf: Shelf) -> list[Row]:
    """Declared targets whose measure has no figures, so that there is nothing to judge them on."""
    return [row for row in shelf.release.rows("targets") if base_of(row["measure"]) not in shelf.measures]


def summary_of(items: list[dict[str, Any]], waiting: int = 0) -> str:
    """How many targets have each status, in one sentence; `waiting` have no figures yet."""
    counts = Counter(item["row"]["status"] for item in items)
    if not counts and waiting:
        return f"{waiting} {'target waits' if waiting == 1 else 'targets wait'} for figures."
    if not counts:
        return "No target has been declared."
    whole = sum(counts.values())
    first = "There is 1 target" if whole == 1 else f"There are {whole} targets"
    said = [f"{counts[status]} {_words(status, counts[status])}" for status in STATUS_TONES if counts[status]]
    return f"{first}: {listed(said)}."


def _words(status: str, count: int) -> str:
    verb = "is" if count == 1 else "are"
    if status in ("achieved", "not achieved"):
        return f"{'was' if count == 1 else 'were'} {status}"
    return "cannot be judged" if status == "cannot be said" else f"{verb} {status}"


def thinned(rows: list[Row]) -> list[Row]:
    """The latest thirteen of many rolling years, and of those before them every twelfth month."""
    if len(rows) <= _MANY_MONTHS:
        return rows
    last = len(rows) - 1
    return [row for place, row in enumerate(rows) if last - place <= 12 or (last - place) % 12 == 0]


def targets_page(shelf: Shelf) -> Page:
    """Progress against every target; each has its chart on a page of its own."""
    items = target_items(shelf)
    waiting = without_figures(shelf)
    for item in items:
        item.update(path=target_path(item["row"]), **_chain(shelf, item["row"]["target"]))
    content = {"targets": items, "summary": summary_of(items, len(waiting)), "waiting": waiting}
    return Page("targets.html", "Progress against targets", "targets.html", content, _HOME)


def target_path(row: Row) -> str:
    """The page of a target, from the site's root."""
    return f"targets/{row['target']}.html"


def target_pages(shelf: Shelf) -> list[Page]:
    """A page a target: its path, what happened, and where it is heading."""
    pages = []
    for item in target_items(shelf):
        drawn = page_charts.target(shelf, item["row"])
        rows = thinned(page_charts.target_rows(shelf, item["row"])) if drawn else []
        chain = _chain(shelf, item["row"]["target"])
        content = {"item": item | {"drawn": drawn, "rows": rows} | chain}
        charts = (drawn,) if drawn else ()
        path, title = target_path(item["row"]), str(item["row"]["title"])
        pages.append(Page(path, title, "target.html", content, (*_HOME, _LIST), charts))
    return pages


def _chain(shelf: Shelf, target: str) -> dict[str, Any]:
    """The priorities that have a target, and the actions that serve it."""
    return {"priorities": priorities_of_target(shelf, target), "actions": actions_of_target(shelf, target)}
