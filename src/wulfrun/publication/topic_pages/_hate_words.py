"""What the page on hate says whatever the figures are: how to report, and how reports are matched."""

from wulfrun.data.derived._hate_matching import PLACE_DAYS, VICTIM_DAYS

HOW_TO_REPORT = (
    ("In an emergency", "Call 999."),
    (
        "To the police",
        "Call 101, go to a police station, or report on www.report-it.org.uk (True Vision), with or without "
        "a name.",
    ),
    (
        "Not to the police",
        "A third-party reporting centre or the reporting line takes a report, helps, and tells the police "
        "only where the person who reports wants that. The council's offices, housing teams and schools "
        "take reports too.",
    ),
    ("What counts", "Whatever the victim or anybody else perceives as hate. Nobody has to prove it."),
)
MATCHING_RULES = (
    (
        "Same reference",
        "An agency gives the police's number of the incident, or the police give the number of the report "
        "that was passed on to them.",
    ),
    (
        "Same victim",
        "The agencies share a reference of the victim, which is keyed before it is kept, and the incidents "
        f"lie at most {VICTIM_DAYS} days apart.",
    ),
    (
        "Same place (probable)",
        f"A strand in common, one small area, at most {PLACE_DAYS} day apart, and no other report fits. It "
        "may be wrong either way.",
    ),
    (
        "What is not matched",
        "Two numbers of one agency are two incidents unless both name one number of the police. What no "
        "rule finds counts twice: the number of incidents is, if anything, too high.",
    ),
)
