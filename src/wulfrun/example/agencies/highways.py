"""What the council's highways team sends: the centre lines of the streets."""

from wulfrun.example.agency import AgencyPart, Made, World
from wulfrun.example.streets import street_file

_FILE = "geography/streets.geojson"
SOURCES = f"""
# The council's street centre lines, one line a segment: how crime is concentrated in streets.

[geography.streets]
file = "{_FILE}"
within = 50
"""


def make(world: World) -> Made:
    """One file of lines."""
    text = street_file(world.city)
    return Made({_FILE: text}, {"segments": text.count('"Feature"')})


PART = AgencyPart(make, sources=SOURCES)
