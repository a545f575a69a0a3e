"""What the pages of evaluations say alike: the findings' labels, how each design works, what may be wrong."""

from wulfrun.methods.verdict import AGREED, CONTRADICTED, LOWER, NOT_SHOWN, PARTLY
from wulfrun.publication.shelf import Row
from wulfrun.words.periods import month_index, month_words

HOW = (
    (
        "Difference in differences",
        "The change in the treated areas over the change in the comparison areas, as a ratio. Its interval "
        "allows for how differently the comparison areas changed among themselves. It takes for granted that "
        "all would have changed alike; the row 'Before the start' tries that where nothing had happened yet.",
    ),
    (
        "Interrupted series",
        "The treated areas against their own trend and season before the start (segmented regression). "
        "Neighbouring months are alike, and its interval allows for that. It needs no comparison areas, and "
        "takes anything else that began at the same time for an effect.",
    ),
    (
        "Synthetic control",
        "The treated areas against the mix of other areas that had moved most like them. Its interval comes "
        "from doing the same to each of the other areas, where nothing was done.",
    ),
    (
        "Count difference",
        "The weighted displacement difference (Wheeler & Ratcliffe 2018): the same comparison in numbers of "
        "records. Its interval takes counts to vary by chance alone, so it can be too narrow.",
    ),
    (
        "Rings",
        "What was counted at growing distances from the treated areas, compared with all places beyond "
        "the last ring. Less next door than expected speaks for a benefit that spread, more for crime that "
        "moved.",
    ),
)
COULD_BE_WRONG = (
    "**Areas chosen because they were worst fall anyway.** A bad year is followed by a more usual one "
    "without any action. Comparison areas as bad as the treated guard against it; others do not.",
    "**Other things happened at the same time.** A difference says that something was otherwise in these "
    "areas from then on, not that it was the action.",
    "**It may have moved** to other places, times or kinds than those compared here.",
    "**No difference shown is not no effect.** The interval says how large an effect may have stayed unseen.",
    "**The ways of looking at it share the same counts.** That they agree is not separate proof from each.",
)


def label(row: Row, better: str) -> tuple[str, str]:
    """A word for what was found, and whether it is good, bad, neutral or unknown."""
    way = "Less" if row["way"] == LOWER else "More"
    good = {"lower": LOWER, "higher": "higher"}.get(better)
    tone = "neutral" if good is None else "good" if row["way"] == good else "bad"
    return {
        AGREED: (f"{way} than expected", tone),
        PARTLY: (f"Signs of {way.lower()}, not settled", "neutral"),
        CONTRADICTED: ("No conclusion", "neutral"),
        NOT_SHOWN: ("No difference shown", "neutral"),
    }.get(row["word"], ("Cannot be said", "unknown"))


def page_path(action: str) -> str:
    """Where the page of an action stands."""
    return f"topics/evaluation-{action}.html"


def since(row: Row) -> str:
    """The month of the start in words."""
    return month_words(month_index(row["start"]))


def span(row: Row) -> str:
    """The months compared, in words."""
    return " to ".join(month_words(month_index(row[end])) for end in ("first_month", "last_month"))
