"""Write the folder of the example partnership: definition, geography, police files, and what was planted."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from wulfrun.example.agencies import parts
from wulfrun.example.agency import Made, World
from wulfrun.example.area_files import area_files, neighbourhood_tables
from wulfrun.example.city import City, make_city
from wulfrun.example.extract import write_extracts
from wulfrun.example.near_repeats import near_told
from wulfrun.example.offences import make_offences
from wulfrun.example.planted import planted
from wulfrun.example.street import write_street_files
from wulfrun.example.totals import year_totals
from wulfrun.example.truths import plant
from wulfrun.words.errors import DefinitionError

TRUTHS_FILE = "example-truths.json"
KEY_FILE = "secret/pseudonym.key"
_FIGURE = re.compile(r"\{\{ figure [^}]*\}\}")
_TEXTS = (
    "README.md",
    "partnership.toml",
    "measures.toml",
    "targets.toml",
    "alerts.toml",
    "strategy.toml",
    "ranking.toml",
    "voices.toml",
    "priorities/violent-crime.md",
    "priorities/acquisitive-crime.md",
    "priorities/offender-management.md",
    "priorities/public-reassurance.md",
)


def write_example(
    folder: Path,
    seed: int = 2008,
    truths: Mapping[str, float] | None = None,
    progress: Callable[[str], None] | None = None,
    agencies: Collection[str] | None = None,
    cites: bool = True,
) -> None:
    """Write the example partnership's folder; the same seed and truths give the same bytes.

    `agencies` names the parts whose files are written beside the police's; all where it is left out.
    `cites`: whether its prose cites figures; never where agencies are left out, which may hold them.

    DefinitionError where the truths cannot hold, or where the folder holds something else.
    """
    if folder.exists() and not folder.is_dir():
        raise DefinitionError(f"{folder}: this is a file. Name a new folder for the example.")
    if folder.exists() and any(folder.iterdir()) and not (folder / TRUTHS_FILE).exists():
        raise DefinitionError(
            f"{folder}: this folder is not empty and holds no example. Name a new folder for the example."
        )
    content = example_files(seed, truths, progress, agencies, cites)
    _tell(progress, f"Writing {len(content)} files")
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def example_files(
    seed: int = 2008,
    truths: Mapping[str, float] | None = None,
    progress: Callable[[str], None] | None = None,
    agencies: Collection[str] | None = None,
    cites: bool = True,
) -> dict[str, str | bytes]:
    """The content of every file by its path; the file of truths comes first, so that it marks the folder."""
    if seed < 0:
        raise DefinitionError(f"The seed is {seed}; expected a whole number of 0 or more.")
    wanted = plant(truths)
    _tell(progress, "Drawing the city: 160 LSOAs, 20 wards, 16 neighbourhoods")
    city = make_city(_random(seed, 0))
    totals = year_totals(wanted, _share_in_priority(city), _random(seed, 1))
    _tell(progress, "Recording five years of offences")
    offences = make_offences(city, totals, wanted, _random(seed, 2))
    extracts, near = write_extracts(
        city, offences, wanted.near_repeat_share, _random(seed, 3), _random(seed, 5)
    )
    _tell(progress, "Making thirty months of street files")
    street, street_rows = write_street_files(city, seed, _random(seed, 4))
    police = {f"data/police/{name}": written for name, written in (extracts | street).items()}
    text_of = _text if cites and agencies is None else _without_figures
    texts = {name: text_of(name) for name in _TEXTS}
    made: dict[str, Made] = {}
    for name, part in parts().items():
        if agencies is not None and name not in agencies:
            continue
        _tell(progress, f"Writing what {name.replace('_', ' ')} sends")
        made[name] = part.make(
            World(city, offences, seed, _random(seed, crc32(name.encode())), wanted.others)
        )
        texts["partnership.toml"] += part.sources
        texts["targets.toml"] += part.targets
    texts["partnership.toml"] += neighbourhood_tables(city)
    others = {path: content for each in made.values() for path, content in each.files.items()}
    told = planted(seed, wanted, city, offences, police, street_rows) | {"near_repeats": near_told(near)}
    told["agencies"] = {name: each.planted for name, each in made.items()}
    return {
        TRUTHS_FILE: _as_json(told),
        **texts,
        **area_files(city),
        **{name: written.text for name, written in police.items()},
        **others,
        KEY_FILE: _key(seed),
    }


def _key(seed: int) -> str:
    """A key that is no secret: nobody in the example is real, and the same example must build alike."""
    return hashlib.sha512(f"invented {seed}".encode()).hexdigest() + "\n"


def _random(seed: int, part: int) -> np.random.Generator:
    """A stream of its own for each part, so that another truth leaves the city as it was."""
    return np.random.Generator(np.random.PCG64([seed, part]))


def _share_in_priority(city: City) -> float:
    people = city.residents[:, 0]
    return float(people[city.in_priority].sum() / people.sum())


def _without_figures(name: str) -> str:
    return _FIGURE.sub("some", _text(name))


def _text(name: str) -> str:
    return files("wulfrun.example").joinpath("text", *name.split("/")).read_text("utf-8")


def _as_json(content: dict[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _tell(progress: Callable[[str], None] | None, message: str) -> None:
    if progress:
        progress(message)
