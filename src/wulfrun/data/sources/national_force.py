"""Police recorded crime of every force, kept whole to compare forces with each other."""

from wulfrun.data.sources import recorded_crime_force
from wulfrun.data.sources._national import kept_whole
from wulfrun.data.sources._open_tables import FORCE

LAYOUT = kept_whole(
    recorded_crime_force.LAYOUT,
    FORCE,
    "national-force",
    "Police recorded crime of every police force, for comparison",
)
