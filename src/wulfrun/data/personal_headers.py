"""What a column's heading says it holds, where the words leave no doubt."""

import re

# 'Parent name' is no parent's: in published tables it is the body that another belongs to.
_ROLES = (
    "victim|offender|suspect|client|patient|complainant|caller|informant|witness|defendant|perpetrator|"
    "nominal|person|child|pupil|mother|father|carer|tenant|occupier|resident|driver|casualty|survivor|"
    "applicant|subject|accused|detainee|aggrieved|injured party|ip|service user|key ?worker|officer"
)
_NUMBER = r"(?:no|num|number|nos|numbers|id)"
_HEADINGS = {
    "names": re.compile(
        r"\b(?:sur|fore|first|last|family|maiden|middle|given|full|christian|birth) ?names?$"
        rf"|\b(?:{_ROLES})s?(?: s)?(?: full)? names?$|\bnames? of (?:the )?(?:{_ROLES})s?$"
    ),
    "dates of birth": re.compile(r"\bd ?o ?b$|\bdates? of birth$|\bbirth ?dates?$|\bbirth ?day$"),
    "NHS numbers": re.compile(rf"\bnhs ?{_NUMBER}?$"),
    "PNC numbers": re.compile(rf"\bpnc ?{_NUMBER}?$|\bpnc ref(?:erence)?$"),
    "National Insurance numbers": re.compile(
        rf"\bnino$|\bnational insurance(?: {_NUMBER})?$|\bni {_NUMBER}$"
    ),
    "telephone numbers": re.compile(rf"\b(?:tele ?phone|phone|mobile|landline|tel|contact) {_NUMBER}$"),
    "e-mail addresses": re.compile(r"\be ?mail address(?:es)?$"),
}
# How a date or a number is written is often said behind the words that count.
_BEHIND = re.compile(r" (?:dd|mm|yyyy|yy|[ymd]{2,8}|\d+)$")


def told_by_heading(heading: str) -> str:
    """What kind of personal data a heading alone says stands below it, '' where it does not.

    >>> [told_by_heading(each) for each in ("VictimSurname", "D.O.B.", "NHS_No", "Ward name", "DOB recorded")]
    ['names', 'dates of birth', 'NHS numbers', '', '']
    """
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    words = " ".join(re.sub(r"[^a-z0-9]+", " ", words.lower()).split())
    while words != (words := _BEHIND.sub("", words)):
        pass
    return next((kind for kind, pattern in _HEADINGS.items() if pattern.search(words)), "")
