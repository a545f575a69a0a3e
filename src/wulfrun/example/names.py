"""Invented names: of the wards, the neighbourhoods and the streets of the example city."""

WARDS = (
    "Abbotsmere", "Alderthwaite Park", "Brackenhurst", "Castle Quarter", "Coldwell", "Denholt",
    "East Sallow", "Fernley Green", "Gorsebank", "Hallowfield", "Kingsmarsh", "Larkrise",
    "Millwater", "Nethercombe", "Oakenshaw Hill", "Priorsgate", "Quarry Lane", "Ravensholm",
    "St Osyth's", "Westerley",
)  # fmt: skip

NEIGHBOURHOODS = (
    "Market Cross", "Hollin Estate", "Canalside", "Scarrow End", "Thornbeck", "Lower Denholt",
    "Furnace Row", "Ashmere Village", "Bishop's Meadow", "Cuckoo Brook", "Harrowdale", "Long Furlong",
    "Northolme", "Sallow Heath", "Tanner's Croft", "Windle Common",
)  # fmt: skip

_TREES = (
    "Alder", "Ash", "Beech", "Birch", "Cedar", "Cherry", "Damson", "Elder", "Elm", "Gorse", "Hawthorn",
    "Hazel", "Holly", "Juniper", "Larch", "Lime", "Maple", "Medlar", "Oak", "Poplar", "Quince", "Rowan",
    "Sloe", "Spindle", "Sycamore", "Walnut", "Willow", "Yew",
)  # fmt: skip
_WAYS = ("Avenue", "Close", "Court", "Crescent", "Drive", "Gardens", "Lane", "Road", "Street", "Walk", "Way")
PLACES = (
    "Supermarket", "Parking Area", "Petrol Station", "Park/Open Space", "Shopping Area", "Nightclub",
    "Bus/Coach Station", "Sports/Recreation Area", "Pedestrian Subway", "Further/Higher Educational Building",
)  # fmt: skip

STREETS = tuple(f"{tree} {way}" for way in _WAYS for tree in _TREES)


def slug(name: str) -> str:
    """A name as the key of a TOML table.

    >>> slug("Tanner's Croft")
    'tanners-croft'
    """
    return name.lower().replace("'", "").replace(" ", "-")
