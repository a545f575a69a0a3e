"""Published results of the Public Attitude Survey, for the page of surveys."""

from wulfrun.data.derived._estimates import published
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.words.periods import quarter

RECORD = "attitude-estimate"


def derive(gathered: Gathered) -> Derived:
    """The estimates by quarter."""
    return published(gathered, RECORD, "attitude_estimates", "Public Attitude Survey", quarter)


DERIVATION = Derivation(gives=(), of=(RECORD,), derive=derive)
