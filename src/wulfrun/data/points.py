"""Where and when records happened, one row a record, for the methods of place; never published as it is."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from wulfrun.data.batches import Batch, where_path
from wulfrun.data.geography.boundaries import LONGITUDE_LATITUDE, NATIONAL_GRID, without_grids
from wulfrun.data.layout import Layout
from wulfrun.data.repeats import Rows
from wulfrun.data.settle import FINENESS
from wulfrun.data.tables import POINTS

Reals = npt.NDArray[np.float64]
_COUNTED = ("code", "flags", "month", "area")


def points_of(
    record: str,
    batches: Sequence[Batch],
    repeats: Mapping[str, Rows],
    layouts: Mapping[str, Layout],
    smallest: Sequence[str],
) -> pa.Table:
    """Every kept record of one type that has coordinates, in the columns of `data.tables.POINTS`.

    `repeats` gives by batch the rows that repeat others, which are left out. Coordinates are eastings and
    northings in metres. `area` is blank for what lies in none of the smallest areas.
    """
    placed = [each for each in batches if each.record == record and where_path(each.path).exists()]
    tables = [_of_batch(each, repeats.get(each.key), layouts, smallest) for each in placed]
    return pa.concat_tables([POINTS.empty_table(), *tables])


def _of_batch(
    batch: Batch, repeats: Rows | None, layouts: Mapping[str, Layout], smallest: Sequence[str]
) -> pa.Table:
    counted = pq.read_table(batch.path, columns=list(_COUNTED))
    where = pq.read_table(where_path(batch.path))
    kept = np.asarray(where["x"].is_valid()) & np.asarray(where["y"].is_valid())
    if repeats is not None and len(repeats):
        kept[repeats] = False
    keep = pa.array(kept)
    counted, where = counted.filter(keep), where.filter(keep)
    points = layouts[batch.receipts[0].layout].points
    fine = FINENESS[points]
    x, y = np.asarray(where["x"]) / fine, np.asarray(where["y"]) / fine
    if points == "lonlat":
        x, y = _to_grid(x, y)
    area = counted["area"].cast(pa.string())
    inside = pc.is_in(area, value_set=pa.array(smallest, pa.string()))
    columns = {
        **{name: counted[name] for name in _COUNTED},
        "area": pc.if_else(inside, area, ""),
        "x": pa.array(x),
        "y": pa.array(y),
        "start": where["start"],
        "end": where["end"],
    }
    return pa.table(columns).cast(POINTS)


def _to_grid(longitude: Reals, latitude: Reals) -> tuple[Reals, Reals]:
    """Eastings and northings; snapped points are few, so each place is worked out once."""
    place = np.stack([longitude, latitude], axis=1)
    if not len(place):
        return longitude, latitude
    distinct, index = np.unique(place, axis=0, return_inverse=True)
    east, north = without_grids(LONGITUDE_LATITUDE, NATIONAL_GRID).transform(distinct[:, 0], distinct[:, 1])
    index = index.reshape(-1)
    return np.asarray(east)[index], np.asarray(north)[index]
