"""What the command `snap` does: points of a file shown at anonymous places of eight addresses or more."""

from argparse import Namespace
from typing import TYPE_CHECKING

from wulfrun.commands import _definition

if TYPE_CHECKING:
    from wulfrun.data.snapping import AreasOf


def snap(options: Namespace) -> None:
    """Snap a file of points, and account for every row."""
    from wulfrun.data.snapping import Wanted, snap_file

    wanted = Wanted(options.x, options.y, tuple(options.keep or ()), options.farthest)
    areas = _areas_of(options) if options.within else None
    found = snap_file(options.points, options.out, options.addresses, wanted, areas)
    bounded = f", none across a boundary of a {options.within}" if options.within else ""
    print(
        f"{found.places:,} places from {found.addresses:,} addresses ({found.addresses_refused:,} refused); "
        f"each has {found.fewest:,} or more in its catchment{bounded}."
    )
    if found.without:
        names = ", ".join(found.without[:8]) + (" ..." if len(found.without) > 8 else "")
        print(f"{len(found.without):,} areas hold too few addresses for a place: {names}")
    print(
        f"{found.read:,} rows read = {found.written:,} written + {found.too_far:,} more than "
        f"{options.farthest:g} m from any place + {found.no_place:,} in no area with a place "
        f"+ {found.refused:,} refused"
    )
    print(f"{options.out}: half of the points were moved by {found.median_metres:,.0f} m or less.")
    if found.refused:
        print(f"{found.refusals}: the refused rows, by line and reason.")


def _areas_of(options: Namespace) -> "AreasOf":
    """The area, of the level asked for, in which a point lies; from the folder's own boundaries."""
    import numpy as np

    from wulfrun.data.geography.reading import read_geography
    from wulfrun.words.errors import DefinitionError

    geography = read_geography(_definition(options.folder), options.folder)
    if "lsoa" not in geography.shapes:
        raise DefinitionError(
            f"{options.folder}: no boundaries of LSOAs are declared, so it cannot be told in which area a "
            "point lies. Declare them under [[geography.boundaries]], or leave out --within."
        )
    rows = geography.member.to_pylist()
    named = {row["smallest"]: row["area"] for row in rows if row["level"] == options.within}
    areas = np.array([*(named.get(code, "") for code in geography.smallest), ""], np.str_)
    return lambda x, y: areas[geography.place_bng(x, y)]
