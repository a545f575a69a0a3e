"""What each group of offences is like: its codes, its seasons, where it happens, and what goes with it."""

from dataclasses import dataclass, field

# Seasons: April to March, 1 = an average day.
_FLAT = (1.0,) * 12
_DARK = (0.94, 0.90, 0.88, 0.90, 0.92, 0.95, 1.04, 1.12, 1.12, 1.10, 1.06, 1.02)
_LIGHT = (1.04, 1.10, 1.10, 1.12, 1.06, 1.00, 0.98, 0.94, 0.92, 0.88, 0.90, 0.96)
_CYCLING = (1.00, 1.15, 1.25, 1.30, 1.30, 1.20, 1.05, 0.85, 0.65, 0.65, 0.75, 0.85)
_CHRISTMAS = (0.95, 0.95, 0.95, 0.95, 0.95, 0.97, 1.02, 1.12, 1.25, 0.98, 0.94, 0.97)


@dataclass(frozen=True)
class Profile:
    """One group's codes with their shares, and the chances of each flag.

    `until` says what a code was before it came into use: {code: (its forerunner, first year of the code)}.
    `window` is the mean of hours between committed-from and committed-to; `hour` the usual hour.
    """

    codes: dict[str, float]
    season: tuple[float, ...] = _FLAT
    hardship: float = 0.3
    centre: float = 0.0
    by_household: bool = False
    window: float = 2.0
    hour: float = 17.0
    domestic: float = 0.0
    firearm: float = 0.0
    knife: float = 0.0
    alcohol: float = 0.0
    business: float = 0.0
    until: dict[str, tuple[str, str]] = field(default_factory=dict)

    def codes_in(self, year: str) -> dict[str, float]:
        """The shares of the codes that hold in a financial year."""
        before = {code: old for code, (old, first) in self.until.items() if year < first}
        return {before.get(code, code): share for code, share in self.codes.items()}


PROFILES = {
    "theft-of-vehicle": Profile({"48": 0.97, "37.2": 0.03}, _DARK, 0.25, window=9, hour=1),
    "theft-from-vehicle": Profile({"45": 1}, _DARK, 0.2, 0.8, window=10, hour=1, business=0.06),
    "vehicle-interference": Profile({"126": 1}, _DARK, 0.2, window=9, hour=1),
    "domestic-burglary": Profile(
        {"28": 0.988, "29": 0.012}, _DARK, 0.35, by_household=True, window=8, hour=14, knife=0.004
    ),
    "criminal-damage": Profile(
        {"58A": 0.26, "58B": 0.12, "58C": 0.44, "58D": 0.18}, _LIGHT, 0.4, window=6, hour=21, domestic=0.25,
        firearm=0.05, alcohol=0.12, business=0.14,
    ),
    "personal-robbery": Profile(
        {"34B": 1}, _DARK, 0.4, 1.6, window=0.2, hour=19, firearm=0.12, knife=0.2, alcohol=0.05
    ),
    "wounding": Profile(
        {"5": 0.07, "8A": 0.93}, _LIGHT, 0.45, 1.6, window=0.4, hour=22, domestic=1, firearm=0.04,
        knife=0.06, alcohol=0.42,
    ),
    "common-assault": Profile(
        {"104": 0.08, "105A": 0.92}, _LIGHT, 0.45, 0.8, window=0.4, hour=20, domestic=1.1, alcohol=0.34
    ),
    "pedal-cycle-theft": Profile({"44": 1}, _CYCLING, 0.05, 0.9, window=5, hour=13),
    "theft-from-person": Profile({"39": 1}, _CHRISTMAS, 0.1, 4.0, window=0.5, hour=15),
    "business-robbery": Profile(
        {"34A": 1}, _DARK, 0.3, 1.5, window=0.1, hour=19, firearm=0.4, knife=0.25, business=1
    ),
    "harassment-and-weapons": Profile(
        {"8C": 0.89, "8B": 0.11}, _LIGHT, 0.4, 0.4, window=3, hour=18, domestic=0.9, knife=0.05, alcohol=0.15
    ),
    "arson": Profile({"56": 1}, _LIGHT, 0.5, window=2, hour=22, business=0.1),
    "other-burglary": Profile({"30": 0.995, "31": 0.005}, _DARK, 0.2, 0.8, window=12, hour=23, business=0.55),
    "shoplifting": Profile({"46": 1}, _CHRISTMAS, 0.1, 5.0, window=0.2, hour=14, business=1),
    "other-theft": Profile(
        {"49": 0.84, "40": 0.1, "41": 0.06}, _FLAT, 0.2, 1.5, window=6, hour=15, business=0.25
    ),
    "fraud": Profile({"53A": 0.55, "53B": 0.45}, _FLAT, 0.05, 1.0, window=60, hour=12, business=0.4),
    "drugs": Profile(
        {"92A": 0.2, "92E": 0.58, "92D": 0.22}, _FLAT, 0.5, 1.2, window=0.2, hour=20, alcohol=0.05,
        until={"92E": ("92B", "2004/05"), "92D": ("92C", "2004/05")},
    ),
    "sexual": Profile(
        {"19C": 0.3, "20A": 0.55, "17A": 0.15}, _LIGHT, 0.3, 0.8, window=3, hour=23, alcohol=0.3,
        until={"19C": ("19A", "2004/05"), "20A": ("20", "2004/05"), "17A": ("17", "2004/05")},
    ),
    "handling": Profile({"54": 1}),
    "threats": Profile({"59": 1}, _LIGHT, 0.4, hour=20),
    "public-order": Profile({"66": 0.78, "27": 0.22}, _LIGHT, 0.3, 2.0, window=0.5, hour=23, alcohol=0.4),
}  # fmt: skip

# Racially or religiously aggravated codes of the period within three groups of the basket.
RACIAL_CODES = {
    "wounding": {"8D": 1.0},
    "common-assault": {"105B": 1.0},
    "criminal-damage": {"58E": 0.3, "58F": 0.12, "58G": 0.42, "58H": 0.16},
}

# Every code that may occur, so that an offence can hold its code as a number.
CODES = tuple(
    sorted(
        {code for profile in PROFILES.values() for code in profile.codes}
        | {old for profile in PROFILES.values() for old, _ in profile.until.values()}
        | {code for codes in RACIAL_CODES.values() for code in codes}
    )
)
