"""Write the folder of a new partnership from a few answers: commented, ready to edit, and already sound."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from wulfrun.definition.agencies import (
    AUTHORITIES,
    PUBLISHERS,
    Authority,
    first_day,
    in_force,
    last_day,
    role,
)
from wulfrun.definition.new_answers import Answers, agency_keys, ask
from wulfrun.words.errors import DefinitionError
from wulfrun.words.periods import month_index, month_name, period

__all__ = ["Answers", "ask", "contents", "write_new"]
_FILES = (
    "partnership.toml",
    "measures.toml",
    "targets.toml",
    "strategy.toml",
    "ranking.toml",
    "voices.toml",
)
_FIRST_STREET_MONTH = "2010-12"


def write_new(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write the folder and give the files written; DefinitionError where one of them is there already."""
    texts = contents(answers)
    taken = [name for name in texts if (folder / name).exists()]
    if taken:
        raise DefinitionError(
            f"{folder}: {taken[0]} is there already, and is not overwritten. "
            "Name a new folder, or edit the one you have."
        )
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tuple(folder / name for name in texts)


def contents(answers: Answers) -> dict[str, str]:
    """Every file of a new folder by its path in it."""
    agencies = _chosen(answers)
    words = {
        "name": _quoted(answers.name),
        "area_name": _quoted(answers.area_name),
        "area_codes": _quoted(answers.area_codes),
        "start": _quoted(answers.start),
        "end": _quoted(answers.end),
        "baseline": _baseline(answers),
        "agencies": "".join(_agency(each, answers) for each in agencies),
        "sources": _sources(answers),
        "vintage": str(_vintage(answers)),
        "geography": _geography(answers),
        "first_month": _quoted(month_name(period(answers.baseline or answers.start).first)),
        "last_month": _quoted(month_name(period(answers.end).last)),
    }
    texts = {name: _fill(name, words) for name in _FILES}
    texts["priorities/example.md"] = _fill("example.md", words)
    for each in agencies:
        note = "- `wulfrun fetch` brings what is published; `SOURCES.json` says from where and when."
        own = {
            "key": each.key,
            "name": each.name,
            "note": note if each in PUBLISHERS or each.key == "police" else "",
        }
        texts[f"data/{each.key}/README.md"] = _fill("agency.md", own).rstrip() + "\n"
    return texts


def _baseline(answers: Answers) -> str:
    said = f"baseline = {_quoted(answers.baseline)}" if answers.baseline else '# baseline = "2003/04"'
    return f"{said}      # the year every change is also measured from"


def _chosen(answers: Answers) -> tuple[Authority, ...]:
    every = {each.key: each for each in AUTHORITIES}
    if not answers.agencies:
        return (*in_force(answers.start, answers.end), *PUBLISHERS)
    return (*(every[key] for key in agency_keys(", ".join(answers.agencies))), *PUBLISHERS)


def _quoted(value: str | Sequence[str]) -> str:
    """A TOML string, or list of them: JSON's quoting of text is valid TOML."""
    return json.dumps(value if isinstance(value, str) else list(value), ensure_ascii=False)


def _fill(name: str, words: dict[str, str]) -> str:
    text = (files("wulfrun.definition") / "templates" / name).read_text("utf-8")
    return Template(text).substitute(words)


def _agency(each: Authority, answers: Answers) -> str:
    said = _quoted(role(each, answers.start, answers.end))
    return f"[agency.{each.key}]\nname = {_quoted(each.name)}\nrole = {said}\n{_duty(each)}\n"


def _duty(each: Authority) -> str:
    """What it is by law, and between which days, where it is an authority at all."""
    if each in PUBLISHERS:
        return ""
    since, until = first_day(each), last_day(each)
    return (
        f"duty = {_quoted(each.role)}\n"
        + (f"since = {since}\n" if since else "")
        + (f"until = {until}\n" if until else "")
    )


def _sources(answers: Answers) -> str:
    """The open data of the years: Home Office tables always, street files since they exist."""
    text = (
        "[source.recorded-crime]\n"
        'layout = "recorded-crime-csp"\nagency = "home-office"\n'
        'title = "Police recorded crime by community safety partnership"\n'
        f'files = ["prc-csp-*.xlsx", "prc-csp-*.ods"]\nareas = {_quoted([answers.area_name])}\n'
        'licence = "Open Government Licence v3.0"\n\n'
    )
    first = max(period(answers.baseline or answers.start).first, month_index(_FIRST_STREET_MONTH))
    last = period(answers.end).last
    police = any(each.key == "police" for each in _chosen(answers))
    if first > last or not police:
        return text
    force = f"forces = {_quoted([answers.force])}" if answers.force else '# forces = ["west-midlands"]'
    return text + (
        '[source.street]\nlayout = "police-street"\nagency = "police"\n'
        'title = "Street-level crime and anti-social behaviour"\nfiles = ["police-uk-*.zip"]\n'
        f"{force}      # as data.police.uk names its files\n"
        f"expected = [{_quoted(month_name(first))}, {_quoted(month_name(last))}]\n"
        'licence = "Open Government Licence v3.0"\n\n'
    )


def _vintage(answers: Answers) -> int:
    return 2021 if period(answers.end).last >= month_index("2021-04") else 2011


def _geography(answers: Answers) -> str:
    """What `wulfrun fetch` brings: boundaries and lookups of the vintage, residents to count against."""
    vintage = _vintage(answers)
    code = f"LSOA{vintage % 100}CD"
    residents = "residents-lsoa-2021" if vintage == 2021 else "residents-district"
    text = (
        "[[geography.boundaries]]\n"
        f'file = "data/geography/lsoa-{vintage}.geojson"\nlevel = "lsoa"\n'
        f'code = "{code}"\nname = "{code[:-2]}NM"\nvintage = {vintage}\n\n'
        '[[geography.lookups]]\nfile = "data/geography/lsoa-2011-to-2021.csv"\n'
        'code = "LSOA11CD"\nto = "LSOA21CD"\nlevel = "lsoa-2011-to-2021"\n\n'
    )
    if vintage == 2021:
        text += (
            '[[geography.lookups]]\nfile = "data/geography/lsoa-2021-to-ward-2024.csv"\n'
            'code = "LSOA21CD"\nto = "WD24CD"\nto_name = "WD24NM"\nlevel = "ward"\n\n'
            '[[geography.boundaries]]\nfile = "data/geography/wards-2024.geojson"\nlevel = "ward"\n'
            'code = "WD24CD"\nname = "WD24NM"\n\n'
        )
    return text + (
        f'[[geography.exposures]]\nof = "residents"\nfile = "data/geography/{residents}.csv"\n'
        'code = "GEOGRAPHY_CODE"\nvalue = "OBS_VALUE"\nyear_column = "DATE_NAME"\n'
        'title = "Mid-year population estimates, Office for National Statistics"\n'
    )
