"""What the page of problems says alike: ranks, counts, and how the order comes about."""

from wulfrun.assessment.wording import number_words
from wulfrun.methods.weight_sensitivity import CONCENTRATION
from wulfrun.publication.shelf import Row

HOW = (
    (
        "Each criterion",
        "Is turned into the share of the other problems that stand lower on it, ties counting half: 100 is "
        "the worst of all, 0 the least. So a criterion counts by the order it gives and not by its unit, and "
        "one very large number moves nothing else. What is lost is by how much one exceeds another. The "
        "board's grades keep their own scale.",
    ),
    (
        "The score",
        "The mean of a problem's criteria by the declared weights. What is not known of a problem is left "
        "out and its weight shared by the rest: it is never counted as nothing.",
    ),
    (
        "What is counted",
        "Only what can be told from chance: a change or a gap whose 95% interval holds no difference counts "
        "as none. Only published figures are used.",
    ),
    (
        "How firm it is",
        "Weights are drawn at random round those declared "
        f"(Dirichlet, concentration {CONCENTRATION:g}: with nine equal weights "
        "each moves by about half of itself), and once more with every mix alike likely. The draws are the "
        "same in every build. Chance in the figures themselves is not in it.",
    ),
    (
        "Impact, likelihood, confidence",
        "Grades from 1 to 5 that the board gave, after the manner of MoRiLE (Management of Risk in Law "
        "Enforcement), which grades harm and likelihood and tells the confidence beside them. This is not "
        "that tool, which has more parts and its own guidance. Here a grade held with little confidence "
        "counts nearer to the middle.",
    ),
    (
        "What it cannot say",
        "Which problem matters more to whom. Measures overlap, kinds of records differ, and what is not "
        "recorded is not seen: much domestic abuse and hate crime is never reported.",
    ),
)  # fmt: skip


def criteria_words(count: int) -> str:
    """How many criteria.

    >>> criteria_words(1), criteria_words(9)
    ('one criterion', 'nine criteria')
    """
    return f"{number_words(count)} {'criterion' if count == 1 else 'criteria'}"


def first_words(top: int) -> str:
    """What the first are called.

    >>> first_words(1), first_words(4)
    ('first', 'among the first four')
    """
    return "first" if top == 1 else f"among the first {number_words(top)}"


def ranks_words(row: Row) -> str:
    """The ranks a problem takes.

    >>> ranks_words({"rank_low": 1, "rank_high": 3}), ranks_words({"rank_low": 2, "rank_high": 2})
    ('1 to 3', '2')
    """
    low, high = row["rank_low"], row["rank_high"]
    if low is None:
        return "–"
    return str(low) if low == high else f"{low} to {high}"
