"""The words of the drug treatment data set: substances, modalities, and why an episode ended."""

# The strongest first: a journey of several episodes bears the substance that stands first here.
SUBSTANCES = (
    "opiates and crack",
    "opiates",
    "crack",
    "cocaine",
    "amphetamines",
    "benzodiazepines",
    "cannabis",
    "other drug",
    "alcohol",
)
OPIATES_OR_CRACK = frozenset({"opiates and crack", "opiates", "crack"})

MODALITIES = (
    "inpatient detoxification",
    "residential rehabilitation",
    "specialist prescribing",
    "GP prescribing",
    "structured counselling",
    "structured day programme",
    "other structured intervention",
    "alcohol brief intervention",
)

# Days: a modality that begins within these of the last discharge carries a journey on (NI 40, inclusive).
CARRIES_ON = 21

# Discharge reasons of the National Drug Treatment Monitoring System, core data sets D to G.
PLANNED = (
    "treatment completed",
    "treatment completed drug free",
    "treatment completed occasional user",
    "referred on",
)
UNPLANNED = (
    "dropped out",
    "treatment declined",
    "treatment withdrawn",
    "no appropriate treatment",
    "moved away",
    "prison",
    "transferred in custody",
    "transferred not in custody",
    "died",
    "inconsistent",
    "not known",
    "other",
)
REASONS = (*PLANNED, *UNPLANNED)
