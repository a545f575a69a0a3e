"""Numbers and codes that say who somebody is, told from references and coordinates by their check digits."""

import re

# The 121 postcode areas of Great Britain and Northern Ireland, and the Crown dependencies' three.
_AREAS = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH
EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M
ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST
SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
AREAS = frozenset(_AREAS.split())
# Unit postcodes after BS 7666: the letters that may stand in the outward part, and in the unit.
_POSTCODE = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2})(\d{1,2}|\d[A-HJKMNPR-Y])( {0,2})(\d[ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])",
    re.IGNORECASE,
)
_ORDINAL = frozenset({"1ST", "2ND", "3RD"} | {f"{digit}TH" for digit in range(10)})
_NHS_SPACED = re.compile(r"(?<![\d/.-])\d{3}[ -]\d{3}[ -]\d{4}(?![\d/-])")
_TEN_DIGITS = re.compile(r"(?<![\w.,/+-])\d{10}(?![\w/-]|[.,]\d)")
_NHS_WORD = re.compile(r"\bN\.?H\.?S\b\D{0,20}(\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:ref\w*|log|urn|uprn|usrn|inc\w*|crime|case|no|number|id)\W{0,3}$", re.IGNORECASE)
_PNC = re.compile(r"(?<![\w/])((?:19|20)?\d{2})/(\d{4,7})([A-Z])(?![\w/])", re.IGNORECASE)
_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC_WORD = re.compile(r"\bPNC(?: ?ID)?\W{0,6}((?:19|20)?\d{2}/\d{1,7}[A-Z])\b", re.IGNORECASE)
_NI = re.compile(r"(?<![\w/])([A-Z]{2}) ?(\d{2}) ?(\d{2}) ?(\d{2}) ?([A-Z])(?![\w/])", re.IGNORECASE)
_NI_NOT = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_PHONE = re.compile(
    r"(?<![\w/.+(-])(?:(\+44 ?(?:\(0\) ?)?)|\(?0)\d{2,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}(?![\w/]|[.-]\w)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BORN = re.compile(
    r"\b(?:d\.? ?o\.? ?b\.?|date of birth|born(?: on)?)[\s:=–-]*"
    r"(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)? +[A-Za-z]{3,9} +\d{2,4})",
    re.IGNORECASE,
)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the modulus-11 check of an NHS number (NHS Data Dictionary).

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918"), is_nhs_number("0000000000")
    (True, False, False)
    """
    if len(digits) != 10 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = 11 - total % 11
    return check != 10 and int(digits[9]) == check % 11


def is_pnc_id(year: str, serial: str, letter: str) -> bool:
    """Whether the letter of a Police National Computer ID is that of its year and serial, modulus 23.

    >>> is_pnc_id("2003", "0062845", "E"), is_pnc_id("03", "62845", "E"), is_pnc_id("03", "62845", "F")
    (True, True, False)
    """
    return _PNC_LETTERS[int(year[-2:] + serial.zfill(7)) % 23] == letter.upper()


def postcodes(text: str) -> tuple[int, int]:
    """How many full postcodes stand in a text: with a space between their parts, and written together.

    >>> postcodes("Rear of 12 High St, WV1 1AB"), postcodes("WV11AB"), postcodes("WV1"), postcodes("ZZ1 1AB")
    ((1, 0), (0, 1), (0, 0), (0, 0))
    """
    spaced = together = 0
    for area, _, space, unit in _POSTCODE.findall(text):
        if area.upper() not in AREAS or (unit.upper() in _ORDINAL and not unit.isupper()):
            continue
        spaced, together = (spaced + 1, together) if space else (spaced, together + 1)
    return spaced, together


def nhs_numbers(text: str) -> tuple[int, int, int]:
    """NHS numbers written as such; ten digits that pass the check; and all ten digits, whatever they are.

    >>> [nhs_numbers(each) for each in ("943 476 5919", "9434765919", "ref 9434765919", "0.9434765919")]
    [(1, 0, 0), (0, 1, 1), (0, 0, 1), (0, 0, 0)]
    """
    sure = sum(is_nhs_number(re.sub(r"\D", "", found)) for found in _NHS_SPACED.findall(text))
    named = [re.sub(r"\D", "", found) for found in _NHS_WORD.findall(text)]
    sure = max(sure, sum(map(is_nhs_number, named)))
    passing = ten = 0
    for match in _TEN_DIGITS.finditer(text):
        if match.group() in named:
            continue
        ten += 1
        passing += is_nhs_number(match.group()) and not _REFERENCE.search(text[: match.start()])
    return sure, passing, ten


def pnc_ids(text: str) -> tuple[int, int, int, int]:
    """PNC IDs named as such; those whose letter is right; all of that form; and those in full form.

    >>> [pnc_ids(each) for each in ("PNC 2003/0062845E", "03/62845E", "03/62845F", "20/123456/04")]
    [(1, 1, 1, 1), (0, 1, 1, 0), (0, 0, 1, 0), (0, 0, 0, 0)]
    """
    found = _PNC.findall(text)
    right = sum(is_pnc_id(*each) for each in found)
    whole = sum(len(year) == 4 and len(serial) == 7 for year, serial, _ in found)
    return len(_PNC_WORD.findall(text)), right, len(found), whole


def insurance_numbers(text: str) -> tuple[int, int]:
    """National Insurance numbers by their permitted letters, and all of that form.

    >>> insurance_numbers("AB 12 34 56 C"), insurance_numbers("AB123456Z"), insurance_numbers("GB123456A")
    ((1, 1), (0, 1), (0, 1))
    """
    found = _NI.findall(text)
    return sum(_is_insurance(each[0].upper(), each[4].upper()) for each in found), len(found)


def _is_insurance(prefix: str, suffix: str) -> bool:
    wrong = prefix in _NI_NOT or prefix[0] in "DFIQUV" or prefix[1] in "DFIOQUV"
    return not wrong and suffix in "ABCD"


def telephone_numbers(text: str) -> tuple[int, int]:
    """Telephone numbers of persons and homes (01, 02, 07): set apart by spaces or +44, and in one run.

    >>> [telephone_numbers(each) for each in ("ring 01902 551234", "07700900123", "0800 555111")]
    [(1, 0), (0, 1), (0, 0)]
    """
    apart = run = 0
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group().removeprefix(match.group(1) or "")).lstrip("0")
        if len(digits) != 10 or digits[0] not in "127" or len(set(digits)) < 3:
            continue
        apart, run = (apart + 1, run) if match.group(1) or " " in match.group() else (apart, run + 1)
    return apart, run


def addresses(text: str) -> int:
    """How many e-mail addresses stand in a text."""
    return len(_EMAIL.findall(text)) if "@" in text else 0


def births(text: str) -> int:
    """How many dates a text itself says somebody was born on.

    >>> births("male DOB 12/03/1981 seen"), births("on 12/03/2004"), births("born 3 May 1970")
    (1, 0, 1)
    """
    return len(_BORN.findall(text))
