"""A person's details in one spelling, so that the same person keyed by two agencies is the same.

What cannot be read raises RefusedRow; the reason never quotes what was found, for it is personal.
"""

import re
import unicodedata
from datetime import date, timedelta

from wulfrun.data.layout import RefusedRow

_TITLES = frozenset(
    ["MR", "MRS", "MS", "MISS", "MX", "MASTER", "DR", "SIR", "LADY", "LORD", "DAME", "REV", "REVD", "PROF"]
)
_AFTER = frozenset(["JNR", "JR", "SNR", "SR", "ESQ"])
_NO_NAME = frozenset(
    [
        "UNKNOWN",
        "NOTKNOWN",
        "N/K",
        "N/A",
        "NONE",
        "NULL",
        "NOTGIVEN",
        "REFUSED",
        "UNNAMED",
        "ANON",
        "ANONYMOUS",
    ]
)
_LETTERS = str.maketrans({"Ø": "O", "Ł": "L", "Đ": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH", "ß": "SS"})
_SEXES = {"M": "M", "MALE": "M", "1": "M", "MAN": "M", "BOY": "M"}
_SEXES |= {"F": "F", "FEMALE": "F", "2": "F", "WOMAN": "F", "GIRL": "F"}
_SEX_UNKNOWN = frozenset(["", "U", "UNKNOWN", "NOT KNOWN", "NK", "N/K", "0", "9", "X", "OTHER", "I", "N"])
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?")
_NO_POSTCODE = frozenset(["", "NFA", "NOFIXEDABODE", "UNKNOWN", "NK", "NOTKNOWN", "NA", "NONE"])
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_START = date(1899, 12, 30)
_OLDEST = 120
# Systems write these where no date of birth is known.
_NO_DATE = frozenset([date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1901, 1, 1)])
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:[t ][\d:.]+)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})[/.\- ](?P<m>\d{1,2})[/.\- ](?P<y>\d{4})(?: [\d:.]+)?"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ \-/](?P<m>[a-z]{3,9})[ \-/,]+(?P<y>\d{4})"),
)


def name(text: str) -> str:
    """A name in capitals without accents, titles and punctuation; '' where it says that there is none.

    >>> [name(each) for each in (" Mrs Zoë ", "O'Brien-Łuk", "N/K", "Smith Jnr.")]
    ['ZOE', 'OBRIEN LUK', '', 'SMITH']
    """
    plain = unicodedata.normalize("NFKD", text).upper().translate(_LETTERS)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    if "".join(plain.split()) in _NO_NAME:
        return ""
    words = re.sub(r"[^\w\s]|_|\d", " ", re.sub(r"['’`´.]", "", plain)).split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _AFTER:
        words = words[:-1]
    return "" if words and words[0] in _TITLES else " ".join(words)


def born(text: str, today: date) -> date | None:
    """A date of birth, day before month as in Britain; None where none is known.

    >>> [str(born(each, date(2026, 1, 1))) for each in ("3/2/1980", "1980-02-03", "3rd Feb 1980", "29254")]
    ['1980-02-03', '1980-02-03', '1980-02-03', '1980-02-03']
    """
    said = " ".join(text.split())
    if not said or said.upper() in {"UNKNOWN", "NK", "N/K", "NOT KNOWN", "NA", "N/A"}:
        return None
    found = _date(said)
    if found in _NO_DATE:
        return None
    if found > today or found.year < today.year - _OLDEST:
        raise RefusedRow(f"the date of birth lies in the future or over {_OLDEST} years ago")
    return found


def sex(text: str) -> str:
    """'M', 'F' or '' where it is not known or neither.

    >>> sex(" female "), sex("1"), sex("U")
    ('F', 'M', '')
    """
    said = text.strip().upper()
    if said in _SEX_UNKNOWN:
        return ""
    if said not in _SEXES:
        raise RefusedRow("the sex is not one of M, F, male, female, 1, 2, U")
    return _SEXES[said]


def postcode(text: str) -> tuple[str, str]:
    """(outward part, whole postcode), each '' where it is not known; no fixed abode is not known.

    >>> postcode("wv1 1aa"), postcode("WV10"), postcode("ZZ99 3VZ")
    (('WV1', 'WV11AA'), ('WV10', ''), ('', ''))
    """
    said = "".join(filter(str.isalnum, text)).upper()
    if said in _NO_POSTCODE or said.startswith("ZZ99"):
        return "", ""
    if whole := _POSTCODE.fullmatch(said):
        return whole[1], said
    if _OUTWARD.fullmatch(said):
        return said, ""
    raise RefusedRow("the postcode is not one of the United Kingdom; expected such as WV1 1AA, or blank")


def _date(said: str) -> date:
    lower = said.lower()
    if re.fullmatch(r"\d{5}(?:\.0+)?", lower):
        return _EXCEL_START + timedelta(days=int(float(lower)))
    for pattern in _DATES:
        if match := pattern.fullmatch(lower):
            month = match["m"]
            number = int(month) if month.isdigit() else _month(month)
            try:
                return date(int(match["y"]), number, int(match["d"]))
            except ValueError:
                break
    raise RefusedRow("the date of birth is not a date; expected day/month/year with a year of four figures")


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0
