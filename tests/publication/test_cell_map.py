"""Maps of cells: only marked cells are drawn, and the table and the words say what the map says."""

import json

from wulfrun.publication.cell_map import Cell, cell_map
from wulfrun.publication.chart_model import Caption
from wulfrun.publication.kind_maps import Kind

CAPTION = Caption("m", "Two cells are hot", "2007/08", "Hot cells")
KINDS = (Kind("Emerging", "#d55e00", outlined=True), Kind("Lasting", "#0a3f7a"), Kind("Past", "#83898d"))


def square(x: float, size: float) -> list[list[float]]:
    return [[x, x], [x + size, x], [x + size, x + size], [x, x + size]]


def ground() -> dict[str, object]:
    ring = square(390_000, 4000)
    geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    return {"type": "FeatureCollection", "features": [{"properties": {"code": "A"}, "geometry": geometry}]}


def test_marked_cells_lie_on_the_land_the_outlined_ones_on_top() -> None:
    cells = [Cell(square(391_000, 250), "Alpha", "Emerging"), Cell(square(392_000, 250), "Beta", "Lasting")]
    drawn = cell_map(CAPTION, ground(), cells, KINDS, ("Area", "Cells"), [("Alpha", "1"), ("Beta", "1")])
    land, lasting, emerging = drawn.spec["layer"][:3]
    assert [len(each["data"]["values"]) for each in (land, lasting, emerging)] == [1, 1, 1]
    assert (lasting["mark"]["fill"], emerging["mark"]["fill"]) == ("#0a3f7a", "#d55e00")
    assert emerging["mark"]["strokeWidth"] > lasting["mark"]["strokeWidth"]
    assert drawn.alt == ("Map of hot cells: 2 marked. Emerging: 1, most in Alpha. Lasting: 1, most in Beta.")
    assert '"Past"' not in json.dumps(drawn.spec)
    assert drawn.rows == (("Alpha", "1"), ("Beta", "1"))


def test_cells_that_lie_in_no_named_area_are_counted_all_the_same() -> None:
    cells = [Cell(square(391_000, 250), "", "Lasting")]
    assert cell_map(CAPTION, ground(), cells, KINDS, ("Area", "Cells"), []).alt == (
        "Map of hot cells: 1 marked. Lasting: 1."
    )
