"""Restricted lists of people known to several agencies, and the linkage that is declared for them."""

from wulfrun.example.agency import AgencyPart, Made, Truth, World
from wulfrun.example.people import DECLARED, people_files


def _make(world: World) -> Made:
    made = people_files(world.rng, in_several=world.planted["people_in_several"] / 100)
    return Made(
        made.files,
        {"records": made.records, "true_pairs": made.true_pairs, "people_in_several": made.people_in_several},
    )


PART = AgencyPart(
    _make,
    {
        "people_in_several": Truth(
            40.0, 5.0, 90.0, "Share of listed people known to several agencies, percent"
        )
    },
    DECLARED,
)
