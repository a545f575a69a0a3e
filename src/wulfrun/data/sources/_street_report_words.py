"""The 29 categories in which mySociety counts reports of its sites, and what other names mean in them."""

from functools import lru_cache

from wulfrun.data.text_rows import plain

OTHER = "Other"
# Codes and names of the list SHEF_B (E. Nyanzu, University of Sheffield; mysociety/fms_meta_categories).
CATEGORIES: dict[str, str] = {
    "B1": "Abandoned Vehicles", "B2": "Bin Replacement", "B3": "Bridge/Culvert Defects",
    "B4": "Bus Stops Damage", "B5": "Dangerous Building/Structure", "B6": "Dog Fouling", "B7": "Drainage",
    "B8": "Environmental Health", "B9": "Fences", "B10": "Floral Displays", "B11": "Gritting",
    "B12": "Grounds Maintenance", "B13": "Highways Enquiries", "B14": "Incivilities",
    "B15": "Open Spaces/Parks", "B16": OTHER, "B17": "Overgrown/Fallen Veg/Trees", "B18": "Parking",
    "B19": "Pavement /Footway Defects", "B20": "Property Damage", "B21": "Public Toilets",
    "B22": "Retaining Wall", "B23": "Right of Way", "B24": "Road Safety", "B25": "Road Surface Defects",
    "B26": "Rubbish", "B27": "Street Furniture", "B28": "Street Lights", "B29": "Utility Works",
}  # fmt: skip

# Words within a council's own category, in the order they are looked for; after that list's own choices.
_SIGNS = (
    ("abandoned", "B1"), ("nuisancevehicle", "B1"), ("dogfoul", "B6"), ("dogmess", "B6"),
    ("needle", "B8"), ("environmentalhealth", "B8"), ("graffiti", "B14"), ("flypost", "B14"),
    ("noise", "B14"), ("drugs", "B14"), ("flytip", "B26"), ("litter", "B26"), ("rubbish", "B26"),
    ("syringe", "B26"), ("dumped", "B26"), ("streetclean", "B26"), ("binreplace", "B2"),
    ("missedbin", "B2"), ("pothole", "B25"), ("roadsurface", "B25"), ("pavement", "B19"),
    ("footway", "B19"), ("streetlight", "B28"), ("streetlamp", "B28"), ("trafficlight", "B24"),
    ("roadsafety", "B24"), ("parking", "B18"), ("tree", "B17"), ("overgrown", "B17"), ("hedge", "B17"),
    ("drain", "B7"), ("gully", "B7"), ("flood", "B7"), ("busstop", "B4"), ("bridge", "B3"),
    ("gritting", "B11"), ("publictoilet", "B21"), ("rightofway", "B23"), ("park", "B15"),
    ("grass", "B12"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def category_of(text: str) -> str:
    """The category that a code, its name, or a council's own name stands for; 'Other' for any other name.

    >>> category_of("B26"), category_of("Fly Tipping on a public right of way"), category_of("Swans")
    ('Rubbish', 'Rubbish', 'Other')
    """
    if text.strip().upper() in CATEGORIES:
        return CATEGORIES[text.strip().upper()]
    said = plain(text)
    for name in CATEGORIES.values():
        if said == plain(name):
            return name
    return next((CATEGORIES[code] for sign, code in _SIGNS if sign in said), OTHER)
