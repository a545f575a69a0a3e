"""The fire service's incidents, a workbook a year, and the council's reports of fly-tipping."""

import numpy as np

from wulfrun.example import fire_tables
from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.fire_workbook import written_year
from wulfrun.example.fires import CHANGES, Fires, make_fires
from wulfrun.example.fly_tipping import write_tips
from wulfrun.example.rubbish import RUBBISH_FIRES, make_rubbish
from wulfrun.example.totals import YEARS


def make(world: World) -> Made:
    """The files of both, and the fires, places and reports that a right count must find."""
    planted = world.planted
    rubbish = make_rubbish(
        world.city, world.seed, planted["fly_tipping_drives_fires"], planted["rubbish_arson_on_last_year"]
    )
    fires = make_fires(world.city, rubbish.fires, planted, world.rng)
    files: dict[str, str | bytes] = {}
    receipts = {}
    for year in range(len(YEARS)):
        name = f"data/fire/incidents-{YEARS[year].replace('/', '-')}.xlsx"
        files[name], receipts[name] = written_year(world.city, fires, year, world.rng)
    tips, tip_receipts = write_tips(world.city, rubbish.tips, world.rng)
    files |= tips
    files[fire_tables.PATH] = fire_tables.write_table(fires.by_code)
    return Made(files, {**_planted(world, fires), "files": receipts | tip_receipts,
                        "known_places": [world.city.codes[each] for each in rubbish.known]})  # fmt: skip


def _planted(world: World, fires: Fires) -> dict[str, object]:
    """Fires by code and financial year, oldest first, and the truths they hold."""
    return {
        "truths": {name: world.planted[name] for name in TRUTHS},
        "years": list(YEARS),
        "by_code": {code: counts.tolist() for code, counts in sorted(fires.by_code.items())},
        "without_alarm": np.asarray(fires.without_alarm).tolist(),
        "violence": np.asarray(fires.violence).tolist(),
        "published": {kind: n.tolist() for kind, n in fire_tables.published(fires.by_code).items()},
    }


TRUTHS = {
    "rubbish_arson_on_last_year": Truth(
        15.0, -60.0, 200.0, f"Rubbish fires of 2007/08 on the {RUBBISH_FIRES[-1]} of 2006/07, percent"
    ),
    "fly_tipping_drives_fires": Truth(
        1.0, 0.0, 1.0, "1 = rubbish fires follow fly-tipping by a month, 0 = the two have nothing in common"
    ),
    **{
        name: Truth(usual, -90.0, 200.0, f"{about}, percent, 2007/08 on 2003/04")
        for name, (usual, about) in CHANGES.items()
    },
}
SOURCES = """
# The fire service's own words for columns are known; nothing has to be declared for them.

[source.fires]
layout = "fire-incidents"
agency = "fire"
title = "Incidents attended by the fire service"
files = ["incidents-*.xlsx"]
expected = ["2003-04", "2008-03"]

[source.published_fires]
layout = "fire-published"
agency = "fire"
title = "Published table of deliberate fires"
files = ["published-*.xlsx"]
expected = ["2003-04", "2008-03"]
"""
TARGETS = """
[target.deliberate-primary-fires]
title = "Cut deliberate fires in buildings and vehicles by a tenth"
measure = "deliberate-primary-fires"
baseline = "2003/04"
end = "2007/08"
change_percent = -10
owner = "Northbank Fire and Rescue Authority"

[target.rubbish-arson]
title = "No more rubbish arson than in 2006/07"
measure = "rubbish-arson"
baseline = "2006/07"
end = "2007/08"
change_percent = 0
owner = "Northbank Fire and Rescue Authority"

[target.hoax-calls]
title = "Cut hoax calls to the fire service by a fifth"
measure = "hoax-calls"
baseline = "2003/04"
end = "2007/08"
change_percent = -20
owner = "Northbank Fire and Rescue Authority"
"""

PART = AgencyPart(make, TRUTHS, SOURCES, TARGETS)
