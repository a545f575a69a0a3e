"""Which columns of a table hold what must not be shared: the search of one column, and what is found in it.

A heading that leaves no doubt decides alone. Values decide from the first where they cannot be anything
else, and above a declared share of the filled cells where one of them alone could be chance.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import comb

from wulfrun.data.person_names import is_one_name, is_whole_name, names_a_person
from wulfrun.data.personal_headers import told_by_heading
from wulfrun.data.personal_numbers import (
    addresses,
    births,
    insurance_numbers,
    nhs_numbers,
    pnc_ids,
    postcodes,
    telephone_numbers,
)
from wulfrun.data.written_dates import written_day

NAMES, POSTCODES, BIRTHS = "names", "full postcodes", "dates of birth"
NHS, PNC, INSURANCE = "NHS numbers", "PNC numbers", "National Insurance numbers"
PHONES, EMAILS = "telephone numbers", "e-mail addresses"

# The share of filled cells from which a form that could be chance in one cell decides.
SHARE = 0.2
# References of ten digits pass the modulus-11 check once in eleven: NHS numbers pass it always.
_NHS_CHANCE, _RARE = 1 / 11, 0.001
# Of references built like a PNC ID one in 23 has the right letter; of those built like a National Insurance
# number, about one in eight has permitted letters.
_WHOLE_PNC = "PNC numbers in full form"
_OF_ITS_FORM = {PNC: 0.5, INSURANCE: 0.6}
# Single words decide only as a column of them: places and makes of car bear surnames too.
_SINGLE_SHARE, _SINGLE_DISTINCT = 0.6, 5
# Days that lie this many years before the latest day in the file, for half the rows, are days of birth.
_AGE, _SPREAD, _SPREAD_ALONE, _FEWEST_DAYS = 10, 12, 30, 5
_NOTHING = frozenset(
    {
        "", "*", "-", "--", ".", "..", "0", "1", "[c]", "[x]", "[z]", "anon", "anonymised", "blank",
        "deleted", "f", "false", "m", "n", "n/a", "na", "nil", "no", "none", "not known",
        "not recorded",
        "null", "redacted", "removed", "t", "true", "u", "unknown", "withheld", "x", "xx", "xxx",
        "xxxx", "y", "yes",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """What one column holds: never a value, only the kind, in how many rows, of how many that are filled."""

    column: str
    kind: str
    rows: int
    filled: int


@dataclass
class Column:
    """One column while it is searched.

    `asked` says that the contract itself asks for a reference here, `notes` that it is no table's: the
    sender may say there whom to ask.
    """

    heading: str
    asked: bool = False
    notes: bool = False
    filled: int = 0
    meant: int = 0
    sure: Counter[str] = field(default_factory=Counter)
    likely: Counter[str] = field(default_factory=Counter)
    of_form: Counter[str] = field(default_factory=Counter)
    singles: set[str] = field(default_factory=set)
    days: Counter[int] = field(default_factory=Counter)

    def search(self, cells: Iterable[str]) -> None:
        """Look at some cells of the column; equal cells are looked at once."""
        counted = Counter(cells)
        counted.pop("", None)
        for text, rows in counted.items():
            bare = text.strip() if text.isascii() else _as_typed(text)
            if not bare:
                continue
            self.filled += rows
            self.meant += rows * (bare.casefold() not in _NOTHING)
            letters, digits = _made_of(bare)
            if digits:
                self._numbers(bare, rows, letters)
            if letters:
                self._words(bare, rows, digits)

    def _numbers(self, text: str, rows: int, letters: bool) -> None:
        if len(text) >= 5 and letters:
            spaced, together = postcodes(text)
            self._add(POSTCODES, spaced, together, rows)
            if "/" in text:
                named, right, formed, whole = pnc_ids(text)
                self._form(PNC, named, right, formed, rows)
                self.likely[_WHOLE_PNC] += rows * bool(whole)
            self._form(INSURANCE, 0, *insurance_numbers(text), rows)
            if "b" in text or "B" in text:
                self._add(BIRTHS, births(text), 0, rows)
        if len(text) >= 10:
            self._nhs(text, rows, letters)
            apart, run = telephone_numbers(text)
            self._add(PHONES, apart or (letters and run), run, rows)
        # A bare number is no day, and most numbers are bare.
        if 6 <= len(text) <= 20 and not text.isdecimal() and (day := written_day(text)):
            self.days[day.toordinal()] += rows

    def _words(self, text: str, rows: int, digits: bool) -> None:
        self._add(EMAILS, addresses(text), 0, rows)
        if not digits and len(text) <= 60:
            if is_whole_name(text):
                self.likely[NAMES] += rows
            elif is_one_name(text):
                self.likely["single"] += rows
                self.singles.add(text.casefold())
        # Fewer words than these are a label, in which a street or a pub may bear a whole name.
        if text.count(" ") >= 3 and names_a_person(text):
            self.sure[NAMES] += rows

    def _nhs(self, text: str, rows: int, letters: bool) -> None:
        named, passing, ten = nhs_numbers(text)
        if not (named or ten):
            return
        self._add(NHS, named, passing, rows)
        self.of_form[NHS] += rows * bool(ten)
        self.of_form["text"] += rows * bool(ten and letters)

    def _add(self, kind: str, sure: int | bool, likely: int, rows: int) -> None:
        if sure:
            self.sure[kind] += rows
        elif likely:
            self.likely[kind] += rows

    def _form(self, kind: str, named: int, right: int, formed: int, rows: int) -> None:
        if formed or named:
            self._add(kind, named, right, rows)
            self.of_form[kind] += rows

    def found(self, name: str, latest: int) -> list[Found]:
        """Every kind that this column holds; `latest` is the latest usual day of the file's other columns."""
        told = "" if self.asked else told_by_heading(self.heading)
        kinds = [told] if told and self.meant else []
        kinds += [kind for kind in _KINDS if kind != told and self._holds(kind, latest)]
        return [Found(name, kind, self._rows(kind, kind == told), self.filled) for kind in kinds]

    def _holds(self, kind: str, latest: int) -> bool:
        sure, likely = self.sure[kind], self.likely[kind]
        # A reference that the contract asks for may look like something else once; not throughout.
        if self.asked or (self.notes and kind in CONTACT):
            return sure + likely >= 0.5 * self.filled > 0 and not (kind == NHS and not self._nhs_holds())
        if sure:
            return True
        if kind == NHS:
            return self._nhs_holds()
        if kind in _OF_ITS_FORM:
            formed = self.of_form[kind]
            whole = kind == PNC and self.likely[_WHOLE_PNC] >= SHARE * self.filled > 0
            return whole or likely >= _OF_ITS_FORM[kind] * formed > 0
        if kind == NAMES and self._is_names():
            return True
        if kind == BIRTHS:
            return self._implies_ages(latest)
        return likely >= SHARE * self.filled and likely > 0

    def _is_names(self) -> bool:
        singles = self.likely["single"]
        return (
            singles + self.likely[NAMES] >= _SINGLE_SHARE * self.filled
            and len(self.singles) >= _SINGLE_DISTINCT
        )

    def _nhs_holds(self) -> bool:
        """Whether more ten-digit numbers pass the check than chance lets references do."""
        ten, passing = self.of_form[NHS], self.likely[NHS]
        if not passing or passing < 2.5 * _NHS_CHANCE * ten:
            return False
        # In running text a number that passes, with no word of a reference before it, is one.
        return bool(self.of_form["text"]) or _tail(passing, ten) < _RARE

    def _implies_ages(self, latest: int) -> bool:
        total = self.days.total()
        if len(self.days) < _FEWEST_DAYS or total < 0.8 * self.filled:
            return False
        low, middle, high = (_quantile(self.days, share) for share in (0.1, 0.5, 0.9))
        if not latest:
            return (high - low) / 365.25 >= _SPREAD_ALONE
        return (latest - middle) / 365.25 >= _AGE and (high - low) / 365.25 >= _SPREAD

    def _rows(self, kind: str, by_heading: bool) -> int:
        if by_heading:
            return self.meant
        if kind == BIRTHS and not self.sure[kind]:
            return self.days.total()
        singles = self.likely["single"] if kind == NAMES and self._is_names() else 0
        return self.sure[kind] + self.likely[kind] + singles

    @property
    def usual_day(self) -> int:
        """The day by which half of this column's days lie, 0 where it is no column of days."""
        of_days = self.days.total() >= 0.8 * self.filled > 0
        return _quantile(self.days, 0.5) if of_days else 0


_KINDS = (NAMES, POSTCODES, BIRTHS, NHS, PNC, INSURANCE, PHONES, EMAILS)
CONTACT = (NAMES, POSTCODES, PHONES, EMAILS)


def _as_typed(text: str) -> str:
    """A text in the letters and blanks that a keyboard has: hard blanks, wide letters, soft hyphens."""
    usual = unicodedata.normalize("NFKC", text)
    return "".join(each for each in usual if unicodedata.category(each) != "Cf").strip()


def _made_of(text: str) -> tuple[bool, bool]:
    """Whether letters and whether digits stand in a text."""
    if text.isdecimal():
        return False, True
    if text.isalpha():
        return True, False
    return any(map(str.isalpha, text)), any(map(str.isdecimal, text))


def _quantile(days: Counter[int], share: float) -> int:
    wanted, seen = share * days.total(), 0
    for day in sorted(days):
        seen += days[day]
        if seen >= wanted:
            return day
    return 0


def _tail(passing: int, ten: int) -> float:
    """How likely chance alone lets so many of so many references pass the check."""
    if ten > 1000:
        return 0.0 if passing >= 2.5 * _NHS_CHANCE * ten else 1.0
    chance = _NHS_CHANCE
    return sum(comb(ten, k) * chance**k * (1 - chance) ** (ten - k) for k in range(passing, ten + 1))


def holdings(columns: dict[str, Column]) -> list[Found]:
    """What the columns of one table hold, by the names under which they are told of."""
    usual = {name: column.usual_day for name, column in columns.items()}
    found = []
    for name, column in columns.items():
        latest = max((day for other, day in usual.items() if other != name), default=0)
        found += column.found(name, latest)
    return found


def says_something_personal(text: str, strictly: bool = False) -> bool:
    """Whether one cell alone holds such data; `strictly` counts a lone surname and a day as well."""
    alone = Column("")
    alone.search([text])
    single = alone.likely.pop("single", 0)
    return bool(alone.sure.total() or alone.likely.total() or (strictly and (single or alone.days)))
