"""What the commands of place do: hot spots of one theme for any months, told as protected as on the pages."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from wulfrun.commands import _definition
from wulfrun.words.errors import DataError, DefinitionError, did_you_mean
from wulfrun.words.periods import month_index, month_words

# Smaller cells come near single homes.
_LEAST_CELL = 100.0


def hotspots(options: Namespace) -> None:
    """Print the hot cells of a theme by area, in bands; `--out` writes them as GeoJSON."""
    from wulfrun.assessment.topics import _hot_spot_cells as cells
    from wulfrun.assessment.topics._hot_spot_themes import THEMES, points_of_themes

    names = [each.name for each in THEMES]
    if options.theme not in names:
        raise DefinitionError(
            f"There is no theme '{options.theme}' to map. {did_you_mean(options.theme, names)}"
        )
    first, last = (_month(text) if text else None for text in (options.first, options.last))
    if first is not None and last is not None and first > last:
        raise DefinitionError(f"--from {options.first} is after --to {options.last}.")
    if options.cell is not None and not options.cell >= _LEAST_CELL:
        raise DefinitionError(f"--cell is {options.cell:g}; expected at least {_LEAST_CELL:g} metres.")
    known = _known(options.folder)
    found = points_of_themes(known, [options.theme])
    if not found or "lsoa" not in known.geography.shapes:
        raise DataError(
            f"{options.folder}: there is no {options.theme} with a place to map; expected a police extract "
            "with eastings and northings or street files, and boundaries of small areas."
        )
    points = found[0]
    last = points.last if last is None else last
    first = last - cells.YEAR + 1 if first is None else first
    sizes = (options.cell,) if options.cell else cells.SIZES
    mapped = cells.Grids(known.geography).fitting(points, sizes)
    counts = mapped.counts(first, last)
    if counts.sum() < cells.LEAST:
        raise DataError(
            f"There are fewer than {cells.LEAST} with a place in these months, too few to map. Choose more "
            "months."
        )
    hot = cells.judged(mapped, first, last)
    rows = cells.cell_rows(mapped, hot, None, cells.names_of_cells(mapped, known.geography))
    table = Table("area", "hot cells", "offences around each", "times the average", box=None)
    for area in sorted({row["area_name"] for row in rows}):
        own = [row for row in rows if row["area_name"] == area]
        bands = ("; ".join(sorted({row[name] for row in own})) for name in ("around", "times"))
        table.add_row(area or "on the border", str(len(own)), *bands)
    console = Console()
    console.print(table)
    span = f"{month_words(first)} to {month_words(last)}"
    console.print(
        f"{points.title}, {span}: {len(rows)} of {len(counts):,} cells of {mapped.size:.0f} metres are hot."
    )
    whole = range(points.last - points.run + 1, points.last + 1)
    if first not in whole or last not in whole:
        console.print("Not every one of these months is complete: what is missing looks cold.")
    if options.out:
        options.out.write_text(json.dumps(_geojson(rows)), "utf-8")
        console.print(f"{options.out}: the hot cells, in bands and without their numbers.", soft_wrap=True)


def _known(folder: Path) -> Any:
    """What a topic knows, with the folder's own store, so that files already read are not read again."""
    from wulfrun.assessment.topics.topic import Known
    from wulfrun.data.store import Store, locked
    from wulfrun.data.tables import FIGURES
    from wulfrun.evidence import gather
    from wulfrun.figures.book import FigureBook
    from wulfrun.screen import steps

    definition, store = _definition(folder), Store(folder / "store")
    with locked(store), steps() as progress:
        evidence = gather(definition, folder, store, progress)
    return Known(
        definition,
        folder,
        FigureBook(FIGURES.empty_table()),
        0,
        evidence.geography,
        evidence.exposures,
        evidence.months,
        evidence.receipts,
        evidence.cube_of,
        points_of=evidence.points_of,
    )


def _month(text: str) -> int:
    try:
        return month_index(text)
    except ValueError as error:
        raise DefinitionError(f"{error}.") from error


def _geojson(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Cells as polygons in longitude and latitude, as every program of maps expects of GeoJSON."""
    from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, NATIONAL_GRID, without_grids

    change = without_grids(NATIONAL_GRID, LONGITUDE_LATITUDE)
    features = []
    for row in rows:
        corners = json.loads(row["outline"])
        x, y = change.transform(*zip(*[*corners, corners[0]], strict=True))
        ring = [[round(east, 6), round(north, 6)] for east, north in zip(x, y, strict=True)]
        about = {name: row[name] for name in ("theme", "area_name", "around", "times")}
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": about, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}
