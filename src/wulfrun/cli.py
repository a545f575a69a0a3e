"""The command line: it parses, calls one function and prints; heavy imports wait for their command."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from wulfrun import __version__

# The module of each command that does not stand in `commands`.
_STANDS_IN = {
    "evaluate": "evaluation_commands",
    "hotspots": "place_commands",
    "link": "restricted_commands",
    "profile": "profile_commands",
    "restricted": "restricted_commands",
    "snap": "snap_commands",
    "sources": "source_commands",
    "template": "source_commands",
}


def parser() -> argparse.ArgumentParser:
    """Every command with its options; the manual is made from this."""
    top = argparse.ArgumentParser(
        prog="wulfrun",
        description="From a community safety partnership's data to its published assessment.",
    )
    top.add_argument("--version", action="version", version=f"wulfrun {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    new = _command(commands, "new", "write a partnership's folder, ready to edit")
    new.add_argument("--name", help="name of the partnership; asked for where it is not given")
    new.add_argument("--area-name", help="name of the area, such as Wolverhampton")
    new.add_argument(
        "--area-code",
        action="append",
        help="code of a local authority, such as E08000031 (repeat for several)",
    )
    new.add_argument("--start", help="first financial year of the strategy, such as 2025/26")
    new.add_argument("--end", help="last financial year of the strategy")
    new.add_argument("--baseline", help="the year that changes are measured against")
    new.add_argument(
        "--police-force", default="", help="as data.police.uk names its files, such as west-midlands"
    )
    new.add_argument("--agency", action="append", help="an agency that takes part (repeat for several)")

    fetch = _command(commands, "fetch", "download the open data for the area")
    fetch.add_argument("--only", action="append", help="only this download (repeat for several)")
    fetch.add_argument("--dry-run", action="store_true", help="say what would be fetched and from where")

    _command(
        commands,
        "check",
        "say what is there, what is missing, what is wrong, and the remedy; nothing is stored",
    )

    build = _command(commands, "build", "read, count, judge and publish: the main job")
    build.add_argument("--quiet", action="store_true", help="no progress, only the summary")

    show = _command(commands, "show", "open the site on this computer")
    show.add_argument("--port", type=int, default=8000)
    show.add_argument("--no-browser", action="store_true", help="serve without opening a browser")

    explain = _command(commands, "explain", "say where one figure comes from")
    explain.add_argument("figure", help="measure:area:period, such as psa1:E08000031:2007/08")
    explain.add_argument("--json", action="store_true", help="as JSON")

    relate = _command(commands, "relate", "test whether two measures go together, from the last build")
    relate.add_argument("a", help="the measure that is to be explained, such as rubbish-arson")
    relate.add_argument("b", help="the measure that may go before it, such as fly-tipping")
    relate.add_argument(
        "--lag", type=int, action="append", help="months by which A comes after B (repeat; else 0, 1 and 2)"
    )
    relate.add_argument("--level", default="neighbourhood", choices=("neighbourhood", "ward", "lsoa"))
    relate.add_argument("--json", action="store_true", help="as JSON")

    profile = _command(
        commands, "profile", "write a problem profile: one measure in one area, from all sides"
    )
    profile.add_argument("measure", help="a measure, such as domestic-burglary")
    profile.add_argument(
        "--area",
        default="",
        help='a name, key or code, or "Priority neighbourhoods"; the whole place if not given',
    )
    profile.add_argument(
        "--out", type=Path, help="the HTML file to write; else FOLDER/profiles/MEASURE-AREA/"
    )

    publish = _command(commands, "publish", "freeze the build as a dated edition")
    publish.add_argument("--date", help="the day of publication, YYYY-MM-DD; today where it is not given")

    example = _command(commands, "example", "write the invented example city")
    example.add_argument("--seed", type=int, default=2008)
    example.add_argument(
        "--truth",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="plant this truth, such as psa1_change=-24",
    )
    example.add_argument("--truths", type=Path, help="a TOML file of truths to plant")

    link = _command(commands, "link", "link people across agencies, on the restricted side")
    link.add_argument("name", help="which [linkage.NAME] of partnership.toml")
    link.add_argument("--person", default="", help="who runs it; written to the access log")
    link.add_argument("--purpose", default="", help="what for; written to the access log")

    restricted = _command(
        commands, "restricted", "list the restricted lists, or show one of them; each reading is logged"
    )
    restricted.add_argument("name", nargs="?", default="", help="one list, such as earlier-intervention")
    restricted.add_argument("--person", default="", help="who reads it; written to the access log")
    restricted.add_argument("--purpose", default="", help="what for; written to the access log")

    evaluate = _command(commands, "evaluate", "say whether evaluated actions worked, as the last build found")
    evaluate.add_argument("action", nargs="?", default="", help="one action, such as burglary-1")
    hotspots = _command(commands, "hotspots", "list the hot spots of one theme, in bands, for any months")
    hotspots.add_argument("--theme", required=True, help="such as domestic-burglary, violence, vehicle-crime")
    hotspots.add_argument(
        "--cell", type=float, help="size of a cell in metres; by the number of offences else"
    )
    hotspots.add_argument(
        "--from", dest="first", help="first month, such as 2007-04; twelve months if not given"
    )
    hotspots.add_argument("--to", dest="last", help="last month; the last complete one if not given")
    hotspots.add_argument("--out", type=Path, help="write the hot cells to this file as GeoJSON")

    snap = _command(commands, "snap", "show points at anonymous places of eight addresses or more")
    snap.add_argument("points", type=Path, help="a CSV file of points, in metres of the National Grid")
    snap.add_argument("out", type=Path, help="the CSV file to write")
    snap.add_argument("--addresses", type=Path, required=True, help="every address, such as OS Open UPRN")
    snap.add_argument(
        "--within",
        choices=["lsoa", "ward", "neighbourhood", "district"],
        help="let no catchment cross a boundary of these areas",
    )
    snap.add_argument(
        "--keep", action="append", metavar="COLUMN", help="a column to keep (repeat for several)"
    )
    snap.add_argument("--x", default="easting", metavar="COLUMN", help="the column of eastings")
    snap.add_argument("--y", default="northing", metavar="COLUMN", help="the column of northings")
    snap.add_argument(
        "--farthest",
        type=float,
        default=500.0,
        metavar="METRES",
        help="leave out points farther from a place",
    )

    sources = commands.add_parser("sources", help="list the kinds of files that can be read, or tell one")
    sources.add_argument("name", nargs="?", default="", help="one layout, such as police-extract")
    sources.add_argument("--json", action="store_true", help="as JSON")

    template = commands.add_parser("template", help="write the file that an agency fills in")
    template.add_argument("name", help="a layout, such as police-extract; see wulfrun sources")
    template.add_argument(
        "file", nargs="?", type=Path, help="where to, ending in .xlsx or .csv; NAME.xlsx if not given"
    )
    for each in (sources, template):
        each.set_defaults(folder=None)

    schema = commands.add_parser("schema", help="print the JSON Schema of a definition")
    schema.set_defaults(folder=None)
    return top


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, about: str
) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
    made.add_argument("folder", type=Path, help="the partnership's folder")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code tells a script which family of mistake there was."""
    options = parser().parse_args(arguments)
    from wulfrun.words.errors import WulfrunError

    try:
        place = import_module(f"wulfrun.{_STANDS_IN.get(options.command, 'commands')}")
        return int(getattr(place, options.command)(options) or 0)
    except WulfrunError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print(
            "Stopped. The last good release is still in place; run the command again to go on.",
            file=sys.stderr,
        )
        return 130


if __name__ == "__main__":
    sys.exit(main())
