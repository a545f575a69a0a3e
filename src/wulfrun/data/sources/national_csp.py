"""The Home Office tables by Community Safety Partnership, kept whole to compare partnerships."""

from wulfrun.data.sources import recorded_crime_csp
from wulfrun.data.sources._national import kept_whole
from wulfrun.data.sources._open_tables import PARTNERSHIP

LAYOUT = kept_whole(
    recorded_crime_csp.LAYOUT,
    PARTNERSHIP,
    "national-csp",
    "Police recorded crime of every Community Safety Partnership, for comparison",
)
