"""What a person sees while a command runs, and when it has ended."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from wulfrun.build import Summary
from wulfrun.data.release import Rows
from wulfrun.publication.pdf import can_print


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """A line with a bar for each step of a build."""
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, of: int) -> None:
            if step not in tasks:
                tasks[step] = progress.add_task(step, total=of)
            progress.update(tasks[step], completed=done, total=of)

        yield show


@contextmanager
def downloads() -> Iterator[Callable[[str, int, int | None], None]]:
    """A line with a bar for each file that is downloaded."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        tasks: dict[str, TaskID] = {}

        def show(name: str, done: int, of: int | None) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=of)
            progress.update(tasks[name], completed=done, total=of)

        yield show


def summary(found: Summary, folder: Path) -> None:
    """The targets table, what was read, what was found, and where the site is."""
    release, console = found.release, Console()
    if targets := release.rows("targets"):
        console.print(targets_table(targets))
    receipts = release.rows("receipts")
    total = {
        name: sum(row[name] for row in receipts)
        for name in ("rows_read", "accepted", "duplicate", "outside", "refused")
    }
    console.print(
        f"{len(receipts)} files; {total['rows_read']:,} rows read = {total['accepted']:,} accepted + "
        f"{total['duplicate']:,} repeated + {total['outside']:,} outside the area + "
        f"{total['refused']:,} refused",
        highlight=False,
    )
    figures = release.table("figures").num_rows
    counts = statuses(targets)
    quality = release.rows("quality")
    through = f" to {release.manifest['through']}" if figures else ""
    for row in quality:
        if row["kind"] == "no file":
            console.print(f"{row['found']} {row['effect']}", highlight=False)
    blocks = sum(row["severity"] == "blocks" for row in quality)
    warns = sum(row["severity"] == "warns" for row in quality)
    console.print(
        f"{figures:,} figures{through}; targets: {counts or 'none declared'}; "
        f"{some(blocks, 'gap')} keeping figures back, {some(warns, 'warning')}; {found.seconds:.1f} s"
        + (" (nothing had changed)" if found.unchanged else ""),
        highlight=False,
    )
    if not can_print():
        console.print("No PDF was printed: Pango is missing (docs/how-to/print.md)", highlight=False)
    console.print(f"Site: {folder / 'out' / 'site' / 'index.html'}", highlight=False, soft_wrap=True)


def some(number: int, what: str) -> str:
    """A number of things in words.

    >>> some(1, "gap"), some(1200, "gap")
    ('1 gap', '1,200 gaps')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def statuses(targets: Rows) -> str:
    """How many targets have each status, in words."""
    words = dict.fromkeys(row["status"] for row in targets)
    return ", ".join(f"{sum(row['status'] == word for row in targets)} {word}" for word in words)


def targets_table(targets: Rows) -> Table:
    """The targets as a table for the screen, narrow enough for eighty columns."""
    table = Table(box=None, pad_edge=False)
    table.add_column("target", min_width=23)
    for name in ("baseline", "latest", "change", "to reach"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for row in targets:
        latest = (row["latest_period"] or row["end_period"]).removeprefix("year ")
        table.add_row(
            row["title"],
            f"{_number(row['baseline'])}\n[dim]{row['baseline_period']}[/dim]",
            f"{_number(row['latest'])}\n[dim]{latest}[/dim]",
            _percent(row["change_percent"]),
            _percent(row["target_percent"]),
            row["status"],
        )
    return table


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 100 else f"{value:,.1f}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:+.1f}%"
