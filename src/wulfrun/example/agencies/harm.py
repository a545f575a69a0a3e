"""Weights of harm that are invented: nobody's sentencing data and nobody's index, made to show the page."""

from typing import Any

from wulfrun.example.agency import AgencyPart, Made, World
from wulfrun.example.domestic_files import csv_file
from wulfrun.example.profiles import CODES

WEIGHTS = "weights/harm-invented.csv"
# Round steps of our own making, in 'points'; no published weight is among them by design.
_POINTS: dict[str, tuple[float, str]] = {
    "17A": (900, "Sexual assault of a man or boy"), "17": (900, "Indecent assault on a man or boy"),
    "19C": (1800, "Rape of a woman"), "19A": (1800, "Rape"), "20A": (700, "Sexual assault of a woman"),
    "20": (700, "Indecent assault on a woman"), "5": (1200, "Wounding with intent"),
    "8A": (120, "Other wounding"), "8B": (60, "Possession of a weapon"), "8C": (40, "Harassment"),
    "8D": (150, "Racially aggravated wounding"), "104": (30, "Assault on a constable"),
    "105A": (20, "Common assault"), "105B": (35, "Racially aggravated common assault"),
    "27": (10, "Soliciting"), "28": (150, "Burglary in a dwelling"),
    "29": (600, "Aggravated burglary in a dwelling"), "30": (50, "Burglary elsewhere"),
    "31": (400, "Aggravated burglary elsewhere"), "34A": (300, "Robbery of a business"),
    "34B": (250, "Robbery of a person"), "37.2": (110, "Aggravated vehicle taking"),
    "39": (30, "Theft from the person"), "40": (25, "Theft in a dwelling"),
    "41": (25, "Theft by an employee"),
    "44": (8, "Theft of a pedal cycle"), "45": (12, "Theft from a vehicle"), "46": (4, "Theft from a shop"),
    "48": (45, "Theft of a vehicle"), "49": (10, "Other theft"), "53A": (20, "Cheque and card fraud"),
    "53B": (25, "Other fraud"), "54": (30, "Handling"), "56": (200, "Arson"),
    "58A": (18, "Damage to a dwelling"), "58B": (12, "Damage to another building"),
    "58C": (10, "Damage to a vehicle"), "58D": (8, "Other damage"),
    "59": (60, "Threat to commit damage"), "66": (15, "Other offence against public order"),
    "92A": (300, "Trafficking of drugs"), "126": (6, "Vehicle interference"),
}  # fmt: skip


def make(world: World) -> Made:
    """The file of weights, with three rows that must be refused; drugs possession has no weight."""
    rows: list[list[Any]] = [[f"{code:>3}", name, points] for code, (points, name) in _POINTS.items()]
    rows += [
        ["56", "Arson, once more", 90],
        ["Other", "Everything else", 5],
        ["99Z", "No weight given", "n/a"],
    ]
    titles = (
        "Invented weights of harm for the example city",
        "Not the ONS Crime Severity Score, not the Cambridge Crime Harm Index; for no real place",
    )
    text = csv_file(titles, ("Offence code", "Offence", "Points"), rows)
    weighed = [CODES[each] in _POINTS for each in world.offences.code.tolist()]
    return Made(
        {WEIGHTS: text},
        {"codes": len(_POINTS), "refused": 3, "mapped": sum(weighed) / len(weighed)},
    )


SOURCES = f"""
# Harm by weights that are invented; a real place names its own copy of a published file here.

[harm.invented]
title = "an invented index of harm"
file = "{WEIGHTS}"
code = "Offence code"
weight = "Points"
name = "Offence"
unit = "points"
source = "Made up for the example city; neither the ONS's nor Cambridge's weights"
licence = "No rights reserved"
invented = true
"""

PART = AgencyPart(make, {}, SOURCES)
