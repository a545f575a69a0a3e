"""The quarterly report to the board: targets by status, then exceptions only, then late actions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from wulfrun.assessment.alert_words import alert_sentence
from wulfrun.assessment.findings import signal_finding
from wulfrun.assessment.target_findings import STATUS_TONES
from wulfrun.assessment.topics.actions import ACTIONS, AT_RISK, LATE
from wulfrun.assessment.topics.alerts import ALERTS
from wulfrun.assessment.wording import base_of, day_words, told, when
from wulfrun.publication.blocks import Block, Cell, Grid, Heading, Lead, Link, Links, Prose, Tag, picture
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.count_chart import counted_bars
from wulfrun.publication.documents._strategy_priority import TONES
from wulfrun.publication.documents._year import through_of
from wulfrun.publication.documents.document import Chapter, Document
from wulfrun.publication.pages.plain import read_changes
from wulfrun.publication.pages.said import leading
from wulfrun.publication.pages.side_by_side import since_blocks, words_blocks
from wulfrun.publication.pages.targets import summary_of, target_items, without_figures
from wulfrun.publication.shelf import Row, Shelf
from wulfrun.words.periods import last_day_of, month_name, month_words, period

NAME = "board-report"
ABOUT = "Targets by status, then exceptions only, then actions late or at risk, each with its owner."
EXCEPTIONS = ("not achieved", "off track", "at risk")
MOST_SIGNALS = 10
_UNDECIDED = (None, "look into", "action")
_DECIDED = {None: "Not decided yet", "look into": "To be looked into", "action": "Action taken"}
Item = dict[str, Any]


def document(shelf: Shelf) -> Document | None:
    """The report of the latest quarter; None where there is neither a target nor an action."""
    items = target_items(shelf)
    actions = shelf.release.rows(ACTIONS)
    if not items and not actions:
        return None
    name = quarter_of(shelf)
    title = f"Board report, {name}" if name else "Board report"
    blocks = [
        *_first_page(shelf, items, actions),
        Heading("Exceptions: targets"),
        *_targets(items),
        Heading("Exceptions: what stood out"),
        *_alerts(shelf, name),
        Heading("Exceptions: data"),
        *_gaps(shelf),
        Heading("Actions late or at risk"),
        *_actions(actions),
        *_since(shelf),
    ]
    chapters = [Chapter("report", title, blocks)]
    return Document(NAME, title, ABOUT, chapters, _span(shelf, name), "report", through_of(name))


def quarter_of(shelf: Shelf) -> str:
    """The latest quarter that had ended on the day of judgement and that the first measures have; or ''."""
    day = judged_on(shelf)
    for measure in leading(shelf):
        rows = shelf.series(measure, shelf.whole, "quarter")
        known = [row["period"] for row in rows if row["value"] is not None and _ended(row["period"], day)]
        if known:
            return str(known[-1])
    return ""


def judged_on(shelf: Shelf) -> str:
    """The day on which actions are judged; without actions, the declared one, else the end of the data."""
    rows = shelf.release.rows(ACTIONS)
    declared = str(shelf.partnership.get("as_of") or "")
    return str(rows[0]["as_of"]) if rows else declared or last_day_of(shelf.through).isoformat()


def _ended(name: str, day: str) -> bool:
    return f"{month_name(period(name).last)}-28" <= day


def _span(shelf: Shelf, name: str) -> str:
    if not name:
        return shelf.place
    found = period(name)
    return f"{shelf.place}, {month_words(found.first)} to {month_words(found.last)}"


def _first_page(shelf: Shelf, items: Sequence[Item], actions: Sequence[Row]) -> Iterator[Block]:
    waiting = len(without_figures(shelf))
    counts = Counter(row["judged"] for row in actions)
    yield Lead(summary_of(list(items), waiting))
    if actions:
        # Nothing says what day it is without data, a strategy's years and a declared day.
        day = judged_on(shelf)
        judged = f" on {day_words(day)}" if day > date.min.isoformat() else ""
        yield Lead(
            f"Of {_many(len(actions), 'action')}, {counts[LATE]} {_is(counts[LATE])} late and "
            f"{counts[AT_RISK]} {_is(counts[AT_RISK])} at risk{judged}."
        )
    if not items:
        return
    by_status = {
        status: [item for item in items if item["row"]["status"] == status] for status in STATUS_TONES
    }
    told_counts = [(status.capitalize(), len(own)) for status, own in by_status.items() if own]
    well = len(by_status["achieved"]) + len(by_status["on track"])
    caption = Caption(
        "board-targets",
        f"{well} of {len(items)} targets achieved or on track",
        f"{shelf.place}, by status",
        "Number of targets",
        str(shelf.partnership["name"]),
        when(shelf.release.manifest["through"]),
    )
    yield picture(counted_bars(caption, told_counts, ("Status", "Targets")), "data/targets.csv", numbers=(1,))
    cells: list[list[Cell]] = [
        [Tag(status.capitalize(), STATUS_TONES[status]), str(len(own)),
         "; ".join(item["row"]["title"] for item in own)]
        for status, own in by_status.items()
        if own
    ]  # fmt: skip
    yield Grid("Targets by status", ("Status", "#Targets", "Which"), cells, "data/targets.csv")


def _targets(items: Sequence[Item]) -> Iterator[Block]:
    own = [item for item in items if item["row"]["status"] in EXCEPTIONS]
    if not own:
        yield Prose("No target was missed, is off track or at risk.")
        return
    own.sort(key=lambda item: EXCEPTIONS.index(item["row"]["status"]))
    cells: list[list[Cell]] = [
        [item["row"]["title"], item["row"]["owner"] or "Nobody yet",
         Tag(str(item["row"]["status"]).capitalize(), item["tone"]), item["said"].finding.text]
        for item in own
    ]  # fmt: skip
    heads = ("Target", "Owner", "Status", "What the figures say")
    yield Grid("Targets missed, off track or at risk", heads, cells, "data/targets.csv")


def _alerts(shelf: Shelf, name: str) -> Iterator[Block]:
    """Alerts since the quarter began and up to the day, that are undecided or call for something."""
    day = judged_on(shelf)[:7]
    since = month_name(period(name).first) if name else ""
    rows = [
        row
        for row in shelf.release.rows(ALERTS)
        if since <= row["month"] <= day
        and row["decision"] in _UNDECIDED
        and row["measure"] in shelf.definition["measure"]
    ]
    signals = _signals(shelf, since, day)
    if not rows and not signals:
        yield Prose("No count stood out that is undecided or calls for something.")
    if rows:
        cells: list[list[Cell]] = [
            [alert_sentence(row, shelf.definition["measure"][row["measure"]]),
             _DECIDED[row["decision"]] + (f" ({row['decided_by']})" if row["decided_by"] else "")]
            for row in rows
        ]  # fmt: skip
        yield Grid("Counts that stood out", ("What stood out", "Decision"), cells, f"data/{ALERTS}.csv")
    if signals:
        left = len(signals) - MOST_SIGNALS
        note = f"{left} more stand on the pages of their measures." if left > 0 else ""
        heads = ("Measure", "What stood out")
        yield Grid("Unlike the months before, the wrong way", heads, signals[:MOST_SIGNALS], note=note)


def _signals(shelf: Shelf, since: str, day: str) -> list[list[Cell]]:
    """Measures of the whole place whose last month outside the usual limits points the wrong way.

    Those of targets come first, then those of priorities.
    """
    found: list[list[Cell]] = []
    for measure in leading(shelf):
        rows = shelf.signals.get((measure, shelf.whole), [])
        late = [row for row in rows if row["rule"] and since <= row["period"] <= day]
        finding = signal_finding(shelf.measures[measure], late[-1]) if late else None
        if finding and finding.tone == "bad":
            found.append([Link(f"measures/{measure}.html", shelf.measures[measure]["title"]), finding.text])
    return found


def _gaps(shelf: Shelf) -> Iterator[Block]:
    rows = [row for row in shelf.release.rows("quality") if row["severity"] == "blocks"]
    waiting = without_figures(shelf)
    if not rows and not waiting:
        yield Prose("No gap in the data keeps a figure back.")
    if rows:
        cells = [[told(row["found"]), told(row["effect"])] for row in rows]
        yield Grid("Gaps that keep figures back", ("What was found", "What it keeps back"), cells)
    if waiting:
        named = [[row["title"], row["owner"] or "Nobody yet", base_of(row["measure"])] for row in waiting]
        yield Grid("Targets without figures", ("Target", "Owner", "Measure"), named)
    yield Links([("data-quality.html", "Everything that was found about the data")])


def _actions(actions: Sequence[Row]) -> Iterator[Block]:
    own = [row for row in actions if row["judged"] in (LATE, AT_RISK)]
    if not own:
        yield Prose("No action is late or at risk." if actions else "No action is declared.")
        return
    own.sort(key=lambda row: (row["judged"] != LATE, row["due"]))
    cells: list[list[Cell]] = [
        [row["title"], row["owner"] or "Nobody yet", day_words(row["due"]) if row["due"] else "No day",
         Tag(row["judged"].capitalize(), TONES[row["judged"]]), row["why"],
         f"{row['next_milestone']} ({day_words(row['next_due'])})" if row["next_milestone"] else "–"]
        for row in own
    ]  # fmt: skip
    heads = ("Action", "Owner", "Due", "Stands", "Why", "Next milestone")
    yield Grid("Actions late or at risk, each with its owner", heads, cells, f"data/{ACTIONS}.csv")


def _since(shelf: Shelf) -> Iterator[Block]:
    changes = read_changes(shelf)
    yield Heading("Since the last edition")
    if changes is None:
        yield Prose("No edition has been published yet.")
        return
    yield from since_blocks(changes)
    if changes.get("words"):
        yield from words_blocks(changes)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
