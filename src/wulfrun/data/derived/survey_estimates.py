"""Published results of the Crime Survey, for the page of surveys."""

from wulfrun.data.derived._estimates import published
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.words.periods import financial_year

RECORD = "survey-estimate"
CRIME_SURVEY = "Crime Survey for England and Wales"


def derive(gathered: Gathered) -> Derived:
    """The estimates by financial year."""
    return published(gathered, RECORD, "survey_estimates", CRIME_SURVEY, financial_year)


DERIVATION = Derivation(gives=(), of=(RECORD,), derive=derive)
