"""What each command does: read the options, call one function, print what came of it."""

import json
import sys
from argparse import Namespace
from contextlib import suppress
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from wulfrun.data.release import Release
from wulfrun.data.store import Store
from wulfrun.definition.model import Definition
from wulfrun.words.errors import BuildError, DefinitionError


def _definition(folder: Path) -> Definition:
    from wulfrun.data.derived import records
    from wulfrun.data.sources import layouts
    from wulfrun.definition.read import read
    from wulfrun.figures.kinds import KINDS

    return read(folder, KINDS, layouts(), records())


def _release(folder: Path) -> Release:
    current = Store(folder / "store").current_release()
    if current is None:
        raise BuildError(f"{folder}: nothing has been built yet. Run 'wulfrun build {folder}' first.")
    return Release(current)


def new(options: Namespace) -> None:
    """Ask what is not given, and write the folder."""
    from wulfrun.definition.new_answers import Answers, agency_keys, ask, slug
    from wulfrun.definition.new_folder import write_new

    given = (options.name, options.area_name, options.area_code, options.start, options.end)
    if all(given):
        answers = Answers(
            options.name,
            options.area_name,
            tuple(options.area_code),
            options.start,
            options.end,
            options.baseline or "",
            slug(options.police_force),
            agencies=tuple(agency_keys(", ".join(options.agency))) if options.agency else (),
        )
    else:
        answers = ask(_prompt, print)
    for path in write_new(options.folder, answers):
        print(path)
    print(f"Next: wulfrun fetch {options.folder}, then wulfrun check {options.folder}")


def _prompt(question: str, default: str) -> str:
    shown = f"{question} [{default}]: " if default else f"{question}: "
    try:
        return input(shown).strip() or default
    except EOFError:
        raise DefinitionError(
            f"There was no answer to '{question}'. Give it as an option; see wulfrun new --help."
        ) from None


def fetch(options: Namespace) -> int:
    """Download what the definition has a use for."""
    from wulfrun.data.fetch import fetch as bring
    from wulfrun.screen import downloads

    with downloads() as progress:
        found = bring(
            options.folder,
            _definition(options.folder),
            only=options.only or (),
            dry_run=options.dry_run,
            progress=progress,
        )
    table = Table("download", "file", "what became of it", "bytes", "note", box=None)
    for each in found:
        table.add_row(each.name, each.path or each.address, each.status, f"{each.bytes:,}", each.note)
    Console().print(table)
    return 11 if any(each.status == "failed" for each in found) else 0


def check(options: Namespace) -> int:
    """Say what is there, what is missing, what is wrong; the store is not touched."""
    from wulfrun.check import check as look
    from wulfrun.screen import some, steps

    with steps() as progress:
        report = look(options.folder, _definition(options.folder), progress)
    table = Table("file", "layout", "rows", "accepted", "outside", "repeated", "refused", "months", box=None)
    for row in report.receipts:
        numbers = (f"{row[name]:,}" for name in ("rows_read", "accepted", "outside", "duplicate", "refused"))
        table.add_row(row["path"], row["layout"], *numbers, f"{row['first_month']} to {row['last_month']}")
    console = Console()
    console.print(table)
    for row in report.quality:
        console.print(
            f"[bold]{row['severity']}[/bold] {row['kind']} {row['period']}: {row['found']} {row['effect']}",
            highlight=False,
        )
    console.print(
        f"{some(len(report.receipts), 'file')}, {some(report.blocking, 'finding')} keeping figures back, "
        f"{some(report.warning, 'warning')}."
    )
    return 0


def build(options: Namespace) -> None:
    """The main job."""
    from wulfrun.build import build as make
    from wulfrun.build import silent
    from wulfrun.screen import steps, summary

    definition = _definition(options.folder)
    if options.quiet:
        found = make(options.folder, definition, silent)
    else:
        with steps() as progress:
            found = make(options.folder, definition, progress)
    summary(found, options.folder)


def show(options: Namespace) -> None:
    """Serve the site of the last build on this computer."""
    import webbrowser
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    site = _release(options.folder).path / "out"
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", options.port), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/site/index.html"
        print(f"{address} (Ctrl-C ends it)", flush=True)
        if not options.no_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            server.serve_forever()


def explain(options: Namespace) -> None:
    """Where one figure comes from."""
    from wulfrun.explain import as_json, as_text
    from wulfrun.figures.lineage import follow

    lineage = follow(_release(options.folder), options.figure)
    print(json.dumps(as_json(lineage), indent=1, ensure_ascii=False) if options.json else as_text(lineage))


def relate(options: Namespace) -> None:
    """Whether two measures go together, in words and as a table."""
    from wulfrun.assessment.relation import UNTESTED
    from wulfrun.assessment.relation_words import cells, finding
    from wulfrun.publication.relate import relate_in

    rows, titles = relate_in(
        _release(options.folder), options.a, options.b, options.level, tuple(options.lag or (0, 1, 2))
    )
    if options.json:
        print(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    print(finding(rows, *titles).text)
    if rows[0]["test"] == UNTESTED:
        return
    table = Table("test", "estimate", "95% interval", "p", "p, allowing for neighbours or lags", box=None)
    for row in rows:
        table.add_row(*cells(row))
    Console(highlight=False).print(table)
    first = rows[0]
    print(
        f"{first['areas']} areas, {first['first_month']} to {first['last_month']}, published figures alone."
    )


def publish(options: Namespace) -> None:
    """Freeze the build as an edition."""
    from wulfrun.editions import publish as freeze

    try:
        day = date.fromisoformat(options.date) if options.date else date.today()
    except ValueError:
        raise DefinitionError(
            f"--date is {options.date!r}; expected YYYY-MM-DD, such as 2026-03-31."
        ) from None
    print(freeze(options.folder, _release(options.folder), day))


def example(options: Namespace) -> None:
    """Write the example city."""
    from wulfrun.example.folder import write_example
    from wulfrun.example.truths import read_truths

    truths = read_truths(options.truths) if options.truths else {}
    for each in options.truth:
        name, _, value = each.partition("=")
        try:
            truths[name] = float(value)
        except ValueError:
            raise DefinitionError(
                f"--truth is {each!r}; expected NAME=NUMBER, such as psa1_change=-24."
            ) from None
    write_example(options.folder, options.seed, truths, lambda text: print(text, file=sys.stderr))
    print(f"{options.folder}: the example is written. Next: wulfrun build {options.folder}")


def schema(options: Namespace) -> None:
    """The JSON Schema of a definition."""
    from wulfrun.definition.schema import json_schema

    print(json.dumps(json_schema(), indent=1, ensure_ascii=False))
