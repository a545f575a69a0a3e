"""What the commands of the restricted side do: those that touch records of people, each of them logged."""

import csv
import sys
from argparse import Namespace
from datetime import UTC, datetime

from wulfrun.commands import _definition


def link(options: Namespace) -> None:
    """Link people across agencies as `[linkage.NAME]` declares, and say what came of it."""
    from wulfrun.data.linking.run import link as run

    linkages = _definition(options.folder).linkage
    now = datetime.now(UTC)
    found = run(options.folder, linkages, options.name, options.person, options.purpose, now)
    pairs, clusters = found.report["pairs"], found.report["clusters"]
    for each in found.report["agencies"]:
        print(
            f"{each['agency']}: {each['read']:,} rows read = {each['accepted']:,} accepted "
            f"+ {each['repeated']:,} repeated + {each['refused']:,} refused"
        )
    print(
        f"{pairs['linked']:,} pairs linked, {pairs['for_review']:,} to review; {clusters['people']:,} "
        f"people, {clusters['in_several_agencies']:,} known to several agencies."
    )
    print(f"{found.folder}: restricted; to be erased after {found.report['keep_until']}.")


# A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@")
READINGS = "restricted-lists"


def restricted(options: Namespace) -> None:
    """Name the restricted lists, or write one as CSV with the agency's references, once that is logged.

    The names alone tell nothing of anybody; a list is opened only for somebody and for a purpose.
    """
    from wulfrun.data import restricted_lists
    from wulfrun.data.access_log import append, must_name

    if not options.name:
        found = restricted_lists.names(options.folder)
        print("\n".join(found) if found else "This release has no restricted list.")
        return
    must_name(options.person, options.purpose)
    opened = restricted_lists.opened(options.folder, options.name)
    what = {
        "list": opened.name,
        "release": opened.release,
        "sha256": opened.sha256,
        "records": len(opened.rows),
    }
    # Logged before it is shown: no reading is without its entry.
    now = datetime.now(UTC)
    append(options.folder, "consultation", options.person, options.purpose, what, now, READINGS)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(opened.columns)
    writer.writerows([_cell(each) for each in row] for row in opened.rows)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
