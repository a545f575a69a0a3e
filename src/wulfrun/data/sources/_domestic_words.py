"""The words of domestic abuse records: risk, outcomes, who refers, which services, how justice was done."""

# In the order of what they say, lowest first: a rise is a step to the right.
RISKS = ("standard", "medium", "high")

INCIDENT_OUTCOMES = (
    "arrested",
    "charged",
    "cautioned",
    "advice given",
    "safety plan",
    "no further action",
    "not known",
)

# Who refers to a conference (MARAC) or to a service.
REFERRERS = (
    "police",
    "domestic violence adviser",
    "refuge or outreach service",
    "children's services",
    "adult services",
    "health",
    "housing",
    "probation",
    "education",
    "drug and alcohol service",
    "self, family or friend",
    "other",
)

SERVICES = ("independent adviser (IDVA)", "refuge", "outreach", "helpline", "court support", "other service")
SERVICE_OUTCOMES = ("engaged", "declined", "could not be reached", "no space", "waiting", "not known")

# The five outcomes that count as an offence brought to justice.
CONVICTION, CAUTION, TAKEN, NOTICE, WARNING = (
    "conviction",
    "caution",
    "taken into consideration",
    "penalty notice",
    "formal cannabis warning",
)
BROUGHT_TO_JUSTICE = (CONVICTION, CAUTION, TAKEN, NOTICE, WARNING)

# Strands of hate as a justice table says them, and the flag that each sets.
STRANDS = {
    "race": "hate_race",
    "religion": "hate_faith",
    "sexual orientation": "hate_orientation",
    "disability": "hate_disability",
    "transgender": "hate_transgender",
}
