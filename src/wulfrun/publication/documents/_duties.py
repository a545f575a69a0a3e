"""What the law asks of an assessment, a plan and a consultation, and whether the release answers it.

The duties are those of the Formulation and Implementation of Strategy Regulations 2007 (SI 2007/1830),
in our words; the letters of regulations 7 and 11 are ours where the text as made was not at hand.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wulfrun.publication.blocks import Block, Cell, Grid, Link, Statement, Tag
from wulfrun.publication.documents import _duty_answers as answers
from wulfrun.publication.shelf import Shelf
from wulfrun.words.periods import month_of_day, period

ANSWERED, MISSING = "answered", "missing"


@dataclass(frozen=True)
class Duty:
    """One thing asked for: where, in words, what answers it, and what to do where nothing does.

    `aspect` names it to a document that says on which of its pages the answer stands; `page` is where it
    stands otherwise, '' for nowhere. `since`: the day from which it has been asked.
    """

    item: str
    aspect: str
    words: str
    answer: Callable[[Shelf], answers.Answer]
    remedy: str
    page: str = ""
    since: date | None = None

    @property
    def regulation(self) -> str:
        """The number of its regulation."""
        return self.item.partition("(")[0]


@dataclass(frozen=True)
class Checked:
    """A duty with what was found: whether it is answered, in what way, and the page that answers it."""

    duty: Duty
    answered: bool
    said: str
    path: str


DUTIES = (
    Duty("4", "protocol", "An agreement on how the authorities share information", answers.protocol,
         "Declare [plan] sharing_protocol in strategy.toml."),
    Duty("7(a)", "patterns", "Levels and patterns of crime and disorder", answers.patterns,
         "Send recorded crime and incidents, with their places."),
    Duty("7(a)", "substances", "Levels and patterns of the misuse of drugs, alcohol and other substances",
         answers.substances, "Send treatment or drug-offence data, and put their measures under a priority "
         "whose limbs name substance misuse."),
    Duty("7(b)", "changes", "How these changed since the assessment before", answers.changes,
         "Send two whole years of at least one measure that can be compared."),
    Duty("7(c)", "why", "Why they changed", answers.why,
         "Decide on alerts in alerts.toml with a note, declare an evaluation of an action, a relation to "
         "test, or the findings of a topic assessment."),
    Duty("7(d)", "priorities", "What the authorities should put first", answers.priorities,
         "Write priorities/NAME.md, with the measures that speak for it."),
    Duty("7(e)", "asked", "What people who live and work in the area say should come first", answers.asked,
         "Declare [consultation.NAME] with what people said, or send neighbourhood priorities."),
    Duty("7(f)", "carried-out", "How far last year's plan was carried out", answers.carried_out,
         "List the actions of each priority with owner, due date and status."),
    Duty("11(a)", "strategy", "A strategy for crime and disorder", answers.limb("crime and disorder"),
         "Let a priority's limbs name 'crime and disorder'.", "priorities.html"),
    Duty("11(a)", "strategy", "A strategy for substance misuse", answers.limb("substance misuse"),
         "Let a priority's limbs name 'substance misuse'.", "priorities.html"),
    Duty("11(a)", "strategy", "A strategy for re-offending", answers.limb("re-offending"),
         "Let a priority's limbs name 're-offending'.", "priorities.html", date(2010, 4, 1)),
    Duty("11(a)", "strategy", "A strategy for serious violence", answers.limb("serious violence"),
         "Let a priority's limbs name 'serious violence'.", "priorities.html", date(2023, 1, 31)),
    Duty("11(b)", "priorities", "The priorities that the assessment found", answers.priorities,
         "Write priorities/NAME.md, with the measures that speak for it.", "priorities.html"),
    Duty("11(c)", "steps", "What each responsible authority is to do", answers.steps,
         "Give every responsible authority an action, as owner or partner.", "priorities.html"),
    Duty("11(d)", "resources", "How the authorities' money and people are to be used", answers.resources,
         "Write [plan] resources in strategy.toml."),
    Duty("11(e)", "measuring", "How success is measured", answers.measuring,
         "Declare [target.NAME] for the priorities, and write [plan] measuring in strategy.toml.",
         "targets.html"),
    Duty("11(f)", "taking-part", "How residents are to take part", answers.taking_part,
         "Write [plan] taking_part in strategy.toml."),
    Duty("12(1)", "views", "What people who live and work in the area think is asked for", answers.views,
         "Declare each occasion as [consultation.NAME]."),
    Duty("12(2)", "groups", "As many different groups as is reasonable are asked, and those most affected",
         answers.groups, "Ask in more than one way, and declare each as [consultation.NAME]."),
    Duty("12(4)", "meeting", "One public meeting a year or more", answers.meeting,
         "Hold one, and declare it as a [consultation.NAME] of kind 'public meeting' with its day."),
    Duty("12(4)", "seniors", "Senior people of every responsible authority are there", answers.seniors,
         "Name in the meeting's agencies every responsible authority whose senior people took part."),
    Duty("12(5)", "told", "What was talked about at the meeting is made public", answers.told,
         "Write what people said there into the meeting's said."),
)  # fmt: skip


def checklist(shelf: Shelf, regulation: str, where: Mapping[str, str] | None = None) -> list[Checked]:
    """Every duty of a regulation ('4', '7', '11' or '12') with what answers it.

    `where`: aspect = path of the page on which a document answers it, from the site's root.
    """
    found = []
    for duty in DUTIES:
        if duty.regulation == regulation and _asked(duty, shelf):
            answer = duty.answer(shelf)
            path = (where or {}).get(duty.aspect, duty.page) if answer.given else ""
            found.append(Checked(duty, answer.given, answer.said, path))
    return found


def _asked(duty: Duty, shelf: Shelf) -> bool:
    """Whether it is asked of this strategy: duties came with the years."""
    if duty.since is None:
        return True
    strategy = shelf.partnership.get("strategy")
    last = period(strategy["end"]).last if strategy else shelf.through
    return last >= month_of_day(duty.since)


def checklist_blocks(rows: Sequence[Checked]) -> list[Block]:
    """How many of the duties are answered, then each with its page, or what is missing and what to do."""
    missing = [row.duty.words for row in rows if not row.answered]
    if missing:
        answered = len(rows) - len(missing)
        said = "; ".join(words[:1].lower() + words[1:] for words in missing)
        text = f"{answered} of the {len(rows)} things that the law asks for have an answer. Missing: {said}."
    else:
        text = f"Every one of the {len(rows)} things that the law asks for has an answer."
    cells: list[list[Cell]] = [
        [
            row.duty.words,
            f"SI 2007/1830, reg. {row.duty.item}",
            Tag("Answered", "good") if row.answered else Tag("Missing", "bad"),
            row.said if row.answered else f"{row.said} {row.duty.remedy}",
            Link(row.path, "Read it") if row.path else "",
        ]
        for row in rows
    ]
    heads = ("What is asked for", "Source", "Answered", "By what, or what to do", "Where")
    return [
        Statement("Not complete" if missing else "Complete", "bad" if missing else "good", text),
        Grid("What the law asks for, item by item", heads, cells),
    ]
