"""From respondents to weighted answers: each declared survey's waves, weighted to the population."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from wulfrun.data.coverage import COMPLETE, Month
from wulfrun.data.derived import _survey_people as people
from wulfrun.data.derived._survey_answers import Asking, Heard, answers_of, askings, scores
from wulfrun.data.derived._survey_sums import SUMS, Sums
from wulfrun.data.derived._survey_weights import Weighted, weigh
from wulfrun.data.derived.derivation import Derivation, Derived, Gathered
from wulfrun.data.sources.survey_responses import identity
from wulfrun.data.tables import ANSWERS
from wulfrun.definition.survey import Survey
from wulfrun.words.errors import did_you_mean
from wulfrun.words.periods import financial_year

RECORD, MADE_OF = "survey", "survey-response"
WAVES = pa.schema(
    [
        *((name, pa.string()) for name in ("survey", "title", "wave", "year", "starts", "ends", "design")),
        ("base", pa.int64()),
        *((name, pa.float64()) for name in ("effective", "design_effect", "largest", "smallest", "worst")),
        ("rounds", pa.int64()),
        ("converged", pa.bool_()),
        *((name, pa.string()) for name in ("weighting", "joined", "unknown", "reason")),
    ]
)


@dataclass
class _Made:
    answers: list[dict[str, object]] = field(default_factory=list)
    waves: list[dict[str, object]] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)
    notes: list[str] = field(default_factory=list)


def derive(gathered: Gathered) -> Derived:
    """Weighted answers of every declared survey, the facts of each wave, and sums by group for topics."""
    events = gathered.events[MADE_OF].to_pylist()
    made = _Made()
    whole = gathered.geography.partnership_code
    sources = gathered.definition.source
    for name, survey in sorted(gathered.definition.survey.items()):
        if survey.source in sources:
            waves, strays = people.waves_of(survey, events, identity(sources[survey.source]), whole)
            if strays:
                made.notes.append(
                    f"{survey.title}: {strays:,} interviews lie in no declared wave and are left out."
                )
            _survey(name, survey, waves, gathered, made)
    if not gathered.definition.survey:
        made.notes.append(
            "Respondents of a survey were received, but no [survey.NAME] says what they were asked: "
            "nothing can be made of them."
        )
    return Derived(
        answers=pa.Table.from_pylist(made.answers, schema=ANSWERS),
        months={RECORD: list(_months(made.waves))},
        judged={
            "survey_waves": pa.Table.from_pylist(made.waves, schema=WAVES),
            "survey_sums": pa.Table.from_pylist(made.sums.rows(), schema=SUMS),
        },
        notes=tuple(made.notes),
    )


def _survey(
    name: str, survey: Survey, waves: Sequence[people.WaveOf], gathered: Gathered, made: _Made
) -> None:
    asked, scored = askings(gathered.definition, survey), scores(gathered.definition, survey)
    heard = Heard()
    groups = people.areas_at(gathered.geography, "group")
    everybody = [one for wave in waves for one in wave.people]
    axes = {axis: people.groups_on(survey, axis, everybody) for axis in ("age", "sex", "ethnic_group")}
    for wave in waves:
        weighted = weigh(survey, wave.people, *_populations(survey, gathered, wave))
        made.waves.append(_wave_row(name, survey, wave, weighted))
        made.notes.extend(_wave_notes(survey, wave, weighted))
        year = financial_year(wave.month).name
        for one, weight in zip(wave.people, weighted.weights.tolist(), strict=True):
            said = answers_of(one, asked, scored, heard)
            row = {"record": RECORD, "flags": 0, "month": wave.month, "area": one.area, "file": one.file}
            made.answers.extend(
                {**row, "question": question, "code": code, "weight": weight}
                for question, code in said.items()
            )
            own = [("all", "all")]
            own += [(axis, people.group_of(axis, one, {}, known)) for axis, known in axes.items()]
            own += [("area", groups.get(one.area, ""))]
            made.sums.add((name, wave.name, wave.starts, year), own, said, weight)
    made.notes.extend(_heard_notes(survey, asked, heard, len(everybody), everybody))


def _populations(
    survey: Survey, gathered: Gathered, wave: people.WaveOf
) -> tuple[dict[int, Mapping[str, float]], dict[int, Mapping[str, str]]]:
    """For each margin the people of each group in the wave's year, and where areas lie."""
    rows = gathered.exposures.to_pylist()
    wanted = int(wave.starts[:4])

    def of(exposure: str) -> dict[str, float]:
        own = [row for row in rows if row["of"] == exposure]
        years = {row["year"] for row in own}
        nearest = min(years, key=lambda year: (abs(year - wanted), year), default=0)
        return {row["area"]: row["value"] for row in own if row["year"] == nearest}

    found: dict[int, Mapping[str, float]] = {}
    areas: dict[int, Mapping[str, str]] = {}
    smallest = set(gathered.geography.smallest)
    for place, margin in enumerate(survey.margins):
        if margin.by == ("area",):
            areas[place] = people.areas_at(gathered.geography, margin.level)
            sums: dict[str, float] = {}
            for area, count in of("residents").items():
                if area in smallest and area in areas[place]:
                    sums[areas[place][area]] = sums.get(areas[place][area], 0.0) + count
            found[place] = dict(sorted(sums.items()))
        elif margin.exposures:
            counts = {group: of(exposure) for group, exposure in margin.exposures.items()}
            found[place] = {
                group: sum(count for area, count in each.items() if area in smallest)
                for group, each in counts.items()
            }
        else:
            found[place] = margin.people
    return found, areas


def _wave_row(name: str, survey: Survey, wave: people.WaveOf, found: Weighted) -> dict[str, object]:
    return {
        "survey": name,
        "title": survey.title,
        "wave": wave.name,
        "year": financial_year(wave.month).name,
        "starts": wave.starts,
        "ends": wave.ends,
        "design": survey.design,
        "base": len(wave.people),
        "effective": found.effective,
        "design_effect": found.design_effect,
        "largest": found.largest,
        "smallest": found.smallest,
        "worst": found.worst,
        "rounds": found.rounds,
        "converged": found.converged,
        "weighting": found.weighting,
        "joined": "; ".join(found.joined),
        "unknown": "; ".join(found.unknown),
        "reason": found.reason,
    }


def _wave_notes(survey: Survey, wave: people.WaveOf, found: Weighted) -> Iterator[str]:
    where = f"{survey.title}, {wave.name}"
    if not found.weighting.startswith("raked"):
        yield (
            f"{where}: {found.weighting} ({found.reason}); "
            "its figures are of those asked, not of all residents."
        )
    elif not found.converged:
        yield f"{where}: the weights do not meet every margin ({found.reason})."
    for each in found.joined:
        yield f"{where}: weighted together because few were asked: {each}."


def _heard_notes(
    survey: Survey,
    asked: Sequence[Asking],
    heard: Heard,
    total: int,
    everybody: Sequence[people.Respondent],
) -> Iterator[str]:
    columns = {people.plainly(name): name for one in everybody for name in one.answers}
    for each in asked:
        if total and people.plainly(each.column) not in columns:
            yield (
                f"{survey.title}: no answer stands in a column '{each.column}' ({each.name}). "
                f"{did_you_mean(each.column, columns.values())}"
            )
        if strange := heard.strange.get(each.name):
            shown = ", ".join(f"'{word}' ({n:,})" for word, n in sorted(strange.items())[:5])
            yield f"{survey.title}: {each.name} has words that are none of its answers, left out: {shown}."


def _months(waves: Sequence[Mapping[str, object]]) -> Iterator[Month]:
    """The years that had a wave; one between two of them that had none cannot be told."""
    rows: dict[int, int] = {}
    for each in waves:
        start = int(str(each["year"])[:4])
        rows[(start + 1) * 12 + 2] = rows.get((start + 1) * 12 + 2, 0) + int(str(each["base"]))
    for month in range(min(rows, default=0), max(rows, default=-1) + 1, 12):
        there = month in rows
        status = (COMPLETE, "") if there else ("missing", "no wave of a survey was in the field")
        yield Month(RECORD, month, *status, rows.get(month, 0), 1.0)


DERIVATION = Derivation(gives=(RECORD,), of=(MADE_OF,), derive=derive)
