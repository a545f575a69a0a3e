"""The first page: is the strategy working, what changed, where, and what is new."""

from wulfrun.assessment.findings import signal_finding
from wulfrun.publication.page import Page
from wulfrun.publication.pages.gap import gap_items
from wulfrun.publication.pages.maps import map_of
from wulfrun.publication.pages.said import Said, leading, on_baseline, on_last_year, say
from wulfrun.publication.pages.targets import summary_of, target_items
from wulfrun.publication.shelf import Shelf
from wulfrun.words.periods import month_index

MOST_FINDINGS = 8
MOST_TARGETS = 10
_NEWS_MONTHS = 3


def overview_page(shelf: Shelf, changed: bool) -> Page:
    """The overview; `changed` says whether there is a page of changes to point to."""
    first = leading(shelf)
    found = [said for name in first[:MOST_FINDINGS] if (said := headline(shelf, name))]
    items = target_items(shelf)
    listed = items
    if len(items) > MOST_TARGETS:
        listed = [item for item in items if item["row"]["status"] != "achieved"]
    shown = map_of(shelf, first[0], shelf.level, shelf.latest(first[0], shelf.whole)) if first else None
    warnings = sum(row["severity"] in ("blocks", "warns") for row in shelf.release.rows("quality"))
    content = {
        "targets": listed,
        "achieved": [item for item in items if item not in listed],
        "summary": summary_of(items),
        "findings": found,
        "map": shown,
        "warnings": warnings,
        "measures": shelf.measures,
        "level": shelf.level,
        "changed": changed,
        "news": news(shelf),
        "gaps": [item["said"] for item in gap_items(shelf)][:3],
        "strategy": shelf.partnership.get("strategy"),
    }
    charts = (shown.drawn,) if shown else ()
    return Page("index.html", "Overview", "index.html", content, (), charts)


def headline(shelf: Shelf, measure: str) -> Said | None:
    """The one finding to give about a measure: on the baseline if it can be said, else on last year."""
    period = shelf.latest(measure, shelf.whole)
    if not period:
        return None
    long = on_baseline(shelf, measure, shelf.whole, period)
    if long and long.finding.tone != "unknown":
        return long
    return on_last_year(shelf, measure, shelf.whole, period)


def news(shelf: Shelf) -> list[Said]:
    """Measures of the whole place that stood out from their usual range in the latest three months."""
    found = []
    for measure, declared in shelf.measures.items():
        rows = shelf.signals.get((measure, shelf.whole), [])
        late = [
            row for row in rows if row["rule"] and month_index(row["period"]) > shelf.through - _NEWS_MONTHS
        ]
        if late:
            found.append(say(signal_finding(declared, late[-1]), shelf, measure, None))
    return found
