"""A strategy's declarations: what is read, and what is told where a name leads nowhere."""

from datetime import date
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.definition.model import Definition
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

PARTNERSHIP = """[partnership]
name = "P"
area_codes = ["E1"]
area_name = "Place"

[[partnership.formerly]]
name = "P North"
until = 2007-03-31

[agency.police]
name = "Police"
duty = "responsible authority"
since = 1998-07-01

[neighbourhood.canal]
name = "Canalside"
lsoas = ["E01000001"]
"""
STRATEGY = """[plan]
vision = "A safe place"
adopted = 2008-04-01
last = { title = "2005 to 2008", start = "2005/06", end = "2007/08" }

[body.board]
title = "Board"
kind = "board"
members = ["police"]

[body.delivery]
title = "Delivery group"
kind = "thematic partnership"
reports_to = "board"
limbs = ["re-offending"]

[consultation.meeting]
title = "Face the people"
kind = "public meeting"
when = 2007-11-20
agencies = ["police"]
said = ["Burglary first"]

[assessment.burglary]
title = "Burglary"
when = 2007-09-30
measures = ["domestic-burglary"]
"""
VOICES = """[voice.lights]
neighbourhood = "canal"
when = 2007-11-20
said = "The towpath is dark"
consultation = "meeting"
agency = "police"
measure = "robbery"
"""
RANKING = """[ranking]
weights = { harm = 2 }

[judgement.robbery]
rank = 1
reason = "It frightens people"
"""


def reading(folder: Path, **other: str) -> Definition:
    texts = {"partnership": PARTNERSHIP, "strategy": STRATEGY, "voices": VOICES, "ranking": RANKING} | other
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return read(folder, KINDS, (), records())


def told(folder: Path, **other: str) -> str:
    with pytest.raises(DefinitionError) as error:
        reading(folder, **other)
    return str(error.value)


def test_a_strategy_is_read_from_its_files(tmp_path: Path) -> None:
    found = reading(tmp_path)
    assert found.plan and found.plan.adopted == date(2008, 4, 1)
    assert found.body["delivery"].reports_to == "board"
    assert found.voice["lights"].measure == "robbery"
    assert found.ranking and found.ranking.weights == {"harm": 2} and found.ranking.top == 4
    assert found.judgement["robbery"].rank == 1
    assert found.agency["police"].duty == "responsible authority"
    assert found.assessment["burglary"].when == date(2007, 9, 30)
    assert found.partnership.formerly[0].name == "P North"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"strategy": STRATEGY.replace('members = ["police"]', 'members = ["polise"]')},
            "strategy.toml, [body.board]: 'members' names the agency 'polise', which is not declared.",
        ),
        (
            {"strategy": STRATEGY.replace('reports_to = "board"', 'reports_to = "bord"')},
            "strategy.toml, [body.delivery]: 'reports_to' names the body 'bord', which is not declared.",
        ),
        (
            {"strategy": STRATEGY.replace("domestic-burglary", "domestic-burglar")},
            "strategy.toml, [assessment.burglary]: 'measures' names the measure 'domestic-burglar'",
        ),
        (
            {"voices": VOICES.replace('"canal"', '"canals"')},
            "voices.toml, [voice.lights]: 'neighbourhood' names the neighbourhood 'canals'",
        ),
        (
            {"ranking": RANKING.replace("judgement.robbery", "judgement.roberry")},
            "ranking.toml, [judgement.roberry]: 'judgement' names the measure 'roberry'",
        ),
        (
            {"strategy": STRATEGY.replace('kind = "board"', 'kind = "board"\nreports_to = "delivery"')},
            "strategy.toml, [body.board]: 'reports_to' leads back to itself: board > delivery > board.",
        ),
        (
            {
                "strategy": STRATEGY.replace(
                    'kind = "board"', 'kind = "board"\nsince = 2009-01-01\nuntil = 2008-01-01'
                )
            },
            "strategy.toml, [body.board]: 'until' is 2008-01-01, which is before 'since', 2009-01-01.",
        ),
        (
            {"strategy": STRATEGY.replace('start = "2005/06"', 'start = "yesterday"')},
            "strategy.toml, [plan.last]: 'start' is 'yesterday'. Expected a financial year, such as 2005/06.",
        ),
        (
            {"strategy": STRATEGY.replace('start = "2005/06"', 'start = "2011/12"')},
            "strategy.toml, [plan.last]: 'end' is 2007/08, which is before 'start', 2011/12.",
        ),
        (
            {"voices": VOICES + 'done = "Lamps"\ndone_when = 2001-01-01\n'},
            "voices.toml, [voice.lights]: 'done_when' is 2001-01-01, which is before 'when', 2007-11-20.",
        ),
        (
            {"voices": VOICES + "done_when = 2008-01-01\n"},
            "voices.toml, [voice.lights]: 'done_when' is 2008-01-01, but 'done' is empty.",
        ),
        (
            {"voices": VOICES.replace("The towpath is dark", " ")},
            "voices.toml, [voice.lights]: 'said' is empty. Write at least a word.",
        ),
        (
            {"voices": VOICES.replace("The towpath", "{{ figure measure=robbery }} towpaths")},
            "voices.toml, line 4: '{{ figure measure=robbery }} towpaths is dark' holds double braces, but "
            "no figure can stand there. Figures stand in vision, ",
        ),
        (
            {"strategy": STRATEGY.replace('limbs = ["re-offending"]', 'limbs = ["re-offending", "crime"]')},
            "strategy.toml, [body.delivery]: number 2 of 'limbs' is 'crime'. Use one of: crime and ",
        ),
        (
            {"strategy": "plan = 3\n" + STRATEGY.partition("[body")[1] + STRATEGY.partition("[body")[2]},
            "strategy.toml, [plan]: this is 3. Expected a table of settings.",
        ),
        (
            {"ranking": RANKING.replace("harm = 2", "harm = inf")},
            "ranking.toml, [ranking.weights]: 'harm' is inf. Expected a finite number.",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_its_place(
    tmp_path: Path, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in told(tmp_path, **changed)


@pytest.mark.parametrize(
    "address", ["safer.example", "javascript:alert(1)", "https://", "https://a b.example"]
)
def test_a_site_stands_at_an_address_of_the_web(tmp_path: Path, address: str) -> None:
    declared = PARTNERSHIP.replace('area_name = "Place"', f'area_name = "Place"\naddress = "{address}"')
    assert told(tmp_path, partnership=declared) == (
        f"partnership.toml, [partnership]: 'address' is '{address}'. Expected where the site stands on the "
        "web, such as https://safer.example."
    )


def test_a_site_may_stand_in_a_folder_of_an_address(tmp_path: Path) -> None:
    declared = PARTNERSHIP.replace('"Place"', '"Place"\naddress = "https://council.example:8080/safer/"')
    assert reading(tmp_path, partnership=declared).partnership.address.endswith("/safer/")
