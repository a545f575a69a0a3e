"""The words of environmental complaints: their types, and Defra's classes of fly-tipping."""

from collections.abc import Mapping

from wulfrun.data.layout import RefusedRow
from wulfrun.data.text_rows import plain
from wulfrun.words.errors import did_you_mean

Words = Mapping[str, tuple[str, ...]]

# Each code, and the spellings under which councils' systems and Defra's tables know it.
TYPES: Words = {
    "fly-tipping": ("fly tip", "fly tips", "flytip", "dumped rubbish", "dumped waste", "illegal dumping",
                    "fly tipped waste", "fly tipping removal", "illegal tipping"),
    "graffiti": ("graffiti removal", "offensive graffiti"),
    "fly-posting": ("fly poster", "flyposters", "illegal posters"),
    "abandoned-vehicle": ("abandoned vehicles", "abandoned car", "abandoned cars", "nuisance vehicle",
                          "untaxed vehicle", "burnt out vehicle"),
    "noise": ("noise nuisance", "noise complaint", "noise complaints", "noisy neighbours", "loud music",
              "domestic noise", "noise domestic"),
    "needles": ("needle", "discarded needles", "drug litter", "sharps", "needles and syringes", "syringes",
                "drugs paraphernalia", "discarded sharps"),
    "litter": ("littering", "street cleaning", "street cleansing", "litter bin", "overflowing litter bin"),
    "dog-fouling": ("dog mess", "dog dirt", "dog faeces", "dogs fouling"),
    "vandalism": ("damage to council property", "broken street furniture", "criminal damage"),
    "bonfire": ("bonfires", "smoke nuisance", "smoke from bonfires"),
    "overgrown": ("overgrown vegetation", "overgrown land", "trees and hedges"),
    "other": ("other environmental", "miscellaneous"),
}  # fmt: skip
LAND: Words = {
    "highway": ("highways", "road", "street", "carriageway"),
    "footpath": ("footpath bridleway", "footway", "pavement", "bridleway"),
    "back-alleyway": ("back alley", "alley", "alleyway", "entry", "gully"),
    "council-land": ("council", "council owned land", "park", "open space", "housing land"),
    "private-residential": ("private", "residential", "private land"),
    "commercial": ("commercial industrial", "industrial", "business premises"),
    "agricultural": ("farm land", "farmland"),
    "watercourse": ("watercourse bank", "canal", "river", "river bank", "brook"),
    "railway": ("rail", "railway land"),
    "other": ("other unidentified", "unidentified", "other land"),
}
WASTE: Words = {
    "household-bags": ("black bags household", "household waste black bags", "black bags"),
    "other-household": ("other household waste", "household waste other", "household waste", "household",
                        "furniture"),
    "commercial-bags": ("black bags commercial", "commercial waste black bags", "trade bags"),
    "other-commercial": ("other commercial waste", "commercial waste other", "commercial waste",
                         "trade waste"),
    "construction": ("constr demol excav", "construction demolition excavation", "rubble",
                     "builders waste", "construction waste"),
    "white-goods": ("fridges and freezers", "white good"),
    "other-electrical": ("electrical", "electrical items", "televisions"),
    "green": ("green waste", "garden waste"),
    "tyres": ("tyre",),
    "vehicle-parts": ("car parts", "vehicle part"),
    "asbestos": ("asbestos sheets",),
    "clinical": ("clinical waste",),
    "chemical": ("chemical drums oil fuel", "chemical drums oil or fuel", "oil", "chemicals"),
    "animal-carcass": ("animal carcasses", "dead animal"),
    "other": ("primary waste type measures other unidentified", "other unidentified", "unidentified"),
}  # fmt: skip
SIZE: Words = {
    "single-bag": ("single black bag", "one bag", "black bag"),
    "single-item": ("one item",),
    "car-boot": ("car boot or less", "car boot load"),
    "small-van": ("small van load",),
    "transit-van": ("transit van load", "transit"),
    "tipper-lorry": ("tipper lorry load", "tipper load", "lorry load"),
    "significant": ("significant multi loads", "significant multi load", "multi loads", "multiple loads",
                    "sig multi loads"),
}  # fmt: skip
CHANNELS: Words = {
    "telephone": ("phone", "call", "call centre", "contact centre", "tel", "voice"),
    "web": ("website", "web form", "online", "internet", "self service", "portal"),
    "app": ("mobile app", "fixmystreet", "open311", "smartphone"),
    "email": ("e mail",),
    "letter": ("post", "mail"),
    "in-person": ("counter", "face to face", "one stop shop", "visit"),
    "officer": ("staff", "street warden", "crew", "proactive", "inspection", "ranger",
                "neighbourhood warden"),
    "councillor": ("member", "members enquiry", "councillor enquiry"),
    "other": (),
}  # fmt: skip


def spelt(words: Words, text: str) -> str:
    """The code that a spelling stands for, whatever its case and punctuation; '' where there is none.

    >>> spelt(SIZE, "Small Van Load"), spelt(LAND, "Footpath / Bridleway"), spelt(TYPES, "Sinkhole")
    ('small-van', 'footpath', '')
    """
    wanted = plain(text)
    for code, spellings in words.items():
        if wanted in (plain(code), *map(plain, spellings)):
            return code
    return ""


def coded(words: Words, text: str, field: str) -> str:
    """The code of what a field says; '' where it says nothing; RefusedRow for a word that is none of them."""
    if not text.strip():
        return ""
    if found := spelt(words, text):
        return found
    shown = text if len(text) <= 80 else text[:80] + "..."
    raise RefusedRow(
        f"{field} is '{shown}'. {did_you_mean(shown, words)} Declare the file's own words under `values`."
    )
