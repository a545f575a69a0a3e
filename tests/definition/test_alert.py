"""Decisions about alerts: what is read, and what is told where one cannot be."""

from datetime import date
from pathlib import Path

import pytest

from wulfrun.data.derived import records
from wulfrun.definition.alert import Alert
from wulfrun.definition.read import read
from wulfrun.figures.kinds import KINDS
from wulfrun.words.errors import DefinitionError

PARTNERSHIP = '[partnership]\nname = "P"\narea_codes = ["E1"]\narea_name = "Place"\n'
DECISION = 'decision = "look into"\nby = "Tasking group"\nwhen = 2008-04-12\n'


def reading(folder: Path, alerts: str) -> dict[str, Alert]:
    (folder / "partnership.toml").write_text(PARTNERSHIP, "utf-8")
    (folder / "alerts.toml").write_text(alerts, "utf-8")
    return dict(read(folder, KINDS, (), records()).alert)


def told(folder: Path, alerts: str) -> str:
    with pytest.raises(DefinitionError) as error:
        reading(folder, alerts)
    return str(error.value)


def test_a_decision_is_read_with_who_took_it_and_when(tmp_path: Path) -> None:
    found = reading(tmp_path, f'[alert."robbery:N03:2008-03"]\n{DECISION}note = "Two bars opened"\n')
    decided = Alert(decision="look into", by="Tasking group", when=date(2008, 4, 12), note="Two bars opened")
    assert found == {"robbery:N03:2008-03": decided}


def test_a_decision_that_names_no_alert_in_form_is_told_with_its_place(tmp_path: Path) -> None:
    assert told(tmp_path, f'[alert."robbery March"]\n{DECISION}').startswith(
        'alerts.toml, [alert."robbery March"]: this is not the name of an alert. Copy it from'
    )


def test_a_measure_that_there_is_not_is_told_with_the_nearest(tmp_path: Path) -> None:
    found = told(tmp_path, f'[alert."roberry:N03:2008-03"]\n{DECISION}')
    assert "names the measure 'roberry', which is not declared. Did you mean 'robbery'?" in found


def test_decisions_come_from_a_closed_list(tmp_path: Path) -> None:
    content = DECISION.replace("look into", "looking into")
    found = told(tmp_path, f'[alert."robbery:N03:2008-03"]\n{content}')
    assert "'decision' is 'looking into'. Did you mean 'look into'?" in found
