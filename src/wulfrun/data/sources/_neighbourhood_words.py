"""How neighbourhood teams and their forms say what kind of thing a problem or a priority is."""

from wulfrun.data.layout import RefusedRow
from wulfrun.data.text_rows import plain

ISSUES = {
    "anti-social behaviour": (
        "asb",
        "antisocial behaviour",
        "nuisance youths",
        "youths causing annoyance",
        "rowdy behaviour",
        "young people hanging around",
        "neighbour nuisance",
        "noise",
    ),
    "speeding and parking": (
        "speeding",
        "parking",
        "traffic",
        "off road bikes",
        "motorcycles",
        "road safety",
    ),
    "drugs": ("drug dealing", "drug use", "drugs and alcohol", "substance misuse", "cannabis"),
    "burglary": ("house burglary", "burglaries", "domestic burglary", "shed burglary"),
    "vehicle crime": ("car crime", "theft from vehicles", "theft of vehicles", "vehicle theft"),
    "criminal damage and graffiti": ("criminal damage", "graffiti", "vandalism"),
    "litter and fly-tipping": (
        "litter",
        "fly tipping",
        "flytipping",
        "rubbish",
        "dog fouling",
        "environment",
        "abandoned vehicles",
    ),
    "violence": ("violent crime", "assaults", "fighting", "knife crime", "robbery"),
    "street drinking and begging": ("street drinking", "begging", "street sex", "prostitution"),
    "other": ("other issue", "miscellaneous", "lighting", "street lighting"),
}
_ISSUE_OF = {plain(word): issue for issue, words in ISSUES.items() for word in (issue, *words)}


def issue_of(said: str, field: str) -> str:
    """The kind of issue that a word means; RefusedRow where it means none."""
    found = _ISSUE_OF.get(plain(said))
    if found is None:
        raise RefusedRow(f"{field} is '{said[:80]}'; expected one of: {', '.join(ISSUES)}")
    return found
