"""Turn people into protected fields: keyed hashes for what must be equal, keyed Bloom filters for likeness.

Bloom filters of name bigrams: Schnell, Bachteler and Reiher (2009), 'Privacy-preserving record linkage using
Bloom filters', BMC Medical Informatics and Decision Making 9:41. They used 1,000 bits and 30 hash functions;
here it is 512 bits and 15, the same density. Each of the 15 places is taken from a keyed hash of its own
bigram rather than from double hashing, whose pattern Niedermeyer, Steinmetzer, Kroll and Schnell (2014,
Journal of Privacy and Confidentiality 6(2)) could read back.
"""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa

from wulfrun.data.linking.forenames import formal, sound
from wulfrun.data.linking.person_rows import Person
from wulfrun.data.pseudonyms import Seal

BITS, HASHES, WORD = 512, 15, 64
WORDS = BITS // WORD
# 60 bits of each hash, as a whole number: among a million values any two are equal with probability 4e-7.
_DIGITS = 15
KEYED = (
    "forename",
    "surname",
    "forename_formal",
    "forename_initial",
    "surname_sound",
    "born",
    "born_swapped",
    "born_day",
    "born_month",
    "born_year",
    "sex",
    "outward",
    "postcode",
)
SCHEMA = pa.schema(
    [
        ("source_dataset", pa.string()),
        ("unique_id", pa.int64()),
        *((name, pa.int64()) for name in KEYED),
        ("initial_only", pa.bool_()),
        *((f"{name}_bits_{n}", pa.uint64()) for name in ("forename", "surname") for n in range(WORDS)),
        *((f"{name}_bits_set", pa.int32()) for name in ("forename", "surname")),
    ]
)


def protected(people: Iterable[Person], seal: Seal) -> pa.Table:
    """One row a person in SCHEMA, sorted by pseudonym; nothing in it is in clear but the agency's name."""
    shield = _Shield(seal)
    rows = [shield.row(person) for person in people]
    return pa.Table.from_pylist(rows, schema=SCHEMA).sort_by("unique_id")


def bigrams(name: str) -> list[str]:
    """The pairs of neighbouring letters of a name with its ends marked.

    >>> bigrams("ANN")
    ['_A', 'AN', 'NN', 'N_']
    """
    padded = f"_{name.replace(' ', '')}_"
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


class _Shield:
    """A seal that remembers what it has keyed, for the same names come often."""

    def __init__(self, seal: Seal) -> None:
        self.seal = seal
        self.hashes: dict[tuple[str, str], int] = {}
        self.places: dict[str, int] = {}

    def row(self, person: Person) -> dict[str, object]:
        born = person.born
        plain = {
            # Forename and surname are keyed as one field, so that names put in each other's place are seen.
            "forename": ("name", person.forename),
            "surname": ("name", person.surname),
            "forename_formal": ("formal", formal(person.forename)),
            "forename_initial": ("initial", person.forename[:1]),
            "surname_sound": ("sound", sound(person.surname)),
            "born": ("born", born.isoformat() if born else ""),
            "born_swapped": ("born", _swapped(born)),
            "born_day": ("day", str(born.day) if born else ""),
            "born_month": ("month", str(born.month) if born else ""),
            "born_year": ("year", str(born.year) if born else ""),
            "sex": ("sex", person.sex),
            "outward": ("outward", person.outward),
            "postcode": ("postcode", person.postcode),
        }
        return {
            "source_dataset": person.agency,
            "unique_id": self.seal.who(person.reference),
            **{name: self.keyed(*pair) for name, pair in plain.items()},
            "initial_only": len(person.forename) == 1,
            **self.bloom("forename", person.forename),
            **self.bloom("surname", person.surname),
        }

    def keyed(self, field: str, text: str) -> int | None:
        if not text:
            return None
        if (field, text) not in self.hashes:
            self.hashes[field, text] = int(self.seal.keyed(f"link-{field}", text)[:_DIGITS], 16)
        return self.hashes[field, text]

    def bloom(self, field: str, name: str) -> dict[str, int | None]:
        if not name:
            return {f"{field}_bits_{word}": None for word in (*range(WORDS), "set")}
        filled = 0
        for pair in bigrams(name):
            filled |= self.bits(pair)
        mask = (1 << WORD) - 1
        words: dict[str, int | None] = {
            f"{field}_bits_{word}": filled >> (WORD * word) & mask for word in range(WORDS)
        }
        return words | {f"{field}_bits_set": filled.bit_count()}

    def bits(self, pair: str) -> int:
        """The bits that one bigram sets: 15 numbers of 16 bits from one keyed hash, each modulo 512."""
        if pair not in self.places:
            digest = bytes.fromhex(self.seal.keyed("link-bigram", pair))
            numbers = (int.from_bytes(digest[2 * n : 2 * n + 2], "big") % BITS for n in range(HASHES))
            found = 0
            for number in numbers:
                found |= 1 << number
            self.places[pair] = found
        return self.places[pair]


def _swapped(born: date | None) -> str:
    """The date with day and month exchanged; where that is no other date, ''."""
    if born is None or born.day > 12 or born.day == born.month:
        return ""
    return born.replace(month=born.day, day=born.month).isoformat()
