"""Read a partnership's folder and the shipped library into one Definition; every mistake at once."""

from collections.abc import Collection
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from wulfrun.definition import linkage, model
from wulfrun.definition.alert import Alert
from wulfrun.definition.body import Body
from wulfrun.definition.check import cross_check
from wulfrun.definition.comparison import Comparison
from wulfrun.definition.consultation import Consultation, Voice
from wulfrun.definition.harm import HarmIndex
from wulfrun.definition.mistakes import told
from wulfrun.definition.plan import Plan
from wulfrun.definition.prose_places import check_prose
from wulfrun.definition.ranking import Judgement, Ranking
from wulfrun.definition.relation import Relation
from wulfrun.definition.rule import Rule
from wulfrun.definition.statutory_return import StatutoryReturn
from wulfrun.definition.survey import Question, Survey
from wulfrun.definition.toml_text import Table, read_front_matter, read_toml
from wulfrun.definition.topic_assessment import TopicAssessment
from wulfrun.words.errors import DefinitionError, Mistake, did_you_mean, raise_all

_ONE: dict[str, type[BaseModel]] = {
    "partnership": model.Partnership,
    "geography": model.Geography,
    "plan": Plan,
    "ranking": Ranking,
}
_MANY: dict[str, type[BaseModel]] = {
    "agency": model.Agency,
    "source": model.Source,
    "neighbourhood": model.Neighbourhood,
    "measure": model.Measure,
    "target": model.Target,
    "priority": model.Priority,
    "group": model.Group,
    "basket": model.Basket,
    "break": model.Break,
    "record": model.RecordType,
    "comparison": Comparison,
    "rule": Rule,
    "return": StatutoryReturn,
    "linkage": linkage.Linkage,
    "survey": Survey,
    "question": Question,
    "harm": HarmIndex,
    "relation": Relation,
    "alert": Alert,
    "body": Body,
    "consultation": Consultation,
    "voice": Voice,
    "assessment": TopicAssessment,
    "judgement": Judgement,
}
_FILES = (
    "partnership.toml",
    "measures.toml",
    "targets.toml",
    "alerts.toml",
    "strategy.toml",
    "ranking.toml",
    "voices.toml",
)


class _Reading:
    """What has been read so far, where each declaration stood, and what was wrong."""

    def __init__(self) -> None:
        self.content: dict[str, Any] = {name: {} for name in (*_MANY, "flag")}
        self.mistakes: list[Mistake] = []
        self.stood: dict[tuple[str, str], str] = {}

    def take(self, tables: Table, shown: str, replaces: bool = False) -> None:
        for name, content in tables.items():
            if name in _ONE:
                self._one(name, content, shown)
            elif name == "flag" and isinstance(content, dict):
                self.content["flag"].update(content)
                self.stood |= {("flag", key): shown for key in content}
            elif name in _MANY or name == "flag":
                self._many(name, content, shown, replaces)
            else:
                remedy = did_you_mean(name, [*_ONE, *_MANY])
                self.mistakes.append(Mistake(shown, "", f"there is no table [{name}].", remedy))

    def _one(self, name: str, content: Any, shown: str) -> None:
        if found := self._model(_ONE[name], content, shown, name):
            self.content[name] = found

    def _many(self, name: str, content: Any, shown: str, replaces: bool) -> None:
        if not isinstance(content, dict):
            self.mistakes.append(
                Mistake(shown, f"[{name}]", "this is not a table.", f"Write [{name}.a-name] instead.")
            )
            return
        for key, table in content.items():
            if key in self.content[name] and not replaces:
                first = self.stood[name, key]
                self.mistakes.append(
                    Mistake(shown, f"[{name}.{key}]", f"this name is taken in {first}.", "Give it another.")
                )
            self.stood[name, key] = shown
            if found := self._model(_MANY[name], table, shown, f"{name}.{key}"):
                self.content[name][key] = found

    def _model(self, kind: type[BaseModel], content: Any, shown: str, place: str) -> BaseModel | None:
        try:
            return kind.model_validate(content)
        except ValidationError as error:
            self.mistakes.extend(told(error, kind, shown, place))
            return None


def read(
    folder: Path, kinds: Collection[str], layouts: Collection[str], records: Collection[str]
) -> model.Definition:
    """The definition in a folder joined to the library; DefinitionError lists every mistake.

    `kinds`, `layouts` and `records` are the words a measure and a source may choose from: they are
    handed in because the code that knows them stands above this module.
    """
    if not (folder / "partnership.toml").is_file():
        raise DefinitionError(
            f"{folder}: there is no partnership.toml here. "
            f"Run 'wulfrun new {folder}' to make one, or name another folder."
        )
    reading = _Reading()
    for part in sorted(files("wulfrun.definition.library").iterdir(), key=lambda each: each.name):
        if part.name.endswith(".toml") and part.name != "downloads.toml":
            reading.take(
                read_toml(Path(str(part)), f"library/{part.name}", reading.mistakes), f"library/{part.name}"
            )
    own = _Reading()
    own.mistakes = reading.mistakes
    _read_folder(folder, own)
    own.mistakes.extend(_unknown_flags(own, set(reading.content["flag"])))
    for name in _ONE:
        if name in own.content:
            reading.content[name] = own.content[name]
    for name in (*_MANY, "flag"):
        reading.content[name].update(own.content[name])
    reading.stood.update(own.stood)
    # Where the table was there but could not be read, that has been told of already.
    if "partnership" not in reading.content and not any(
        "[partnership" in each.place or (each.file == "partnership.toml" and not each.place)
        for each in own.mistakes
    ):
        own.mistakes.append(
            Mistake(
                "partnership.toml",
                "",
                "there is no table [partnership].",
                "Add it with name, area_codes, area_name.",
            )
        )
    renamed = {"break": "breaks", "return": "returns"}
    content = {renamed.get(name, name): found for name, found in reading.content.items()}
    definition = model.Definition.model_construct(**content)
    crossed = cross_check(definition, kinds, layouts, records, reading.stood)
    raise_all([*own.mistakes, *crossed, *check_prose(folder, definition)])
    return definition


def _unknown_flags(own: _Reading, shipped: set[str]) -> list[Mistake]:
    """A folder may say what a flag means to it, but a flag that no record can carry is a mistake."""
    return [
        Mistake(own.stood["flag", name], "[flag]", f"there is no flag '{name}'.", did_you_mean(name, shipped))
        for name in own.content["flag"]
        if name not in shipped
    ]


def _read_folder(folder: Path, own: _Reading) -> None:
    for name in _FILES:
        if (folder / name).is_file():
            own.take(read_toml(folder / name, name, own.mistakes), name)
    for path in sorted((folder / "priorities").glob("*.md")):
        if not path.is_file():
            continue
        shown = f"priorities/{path.name}"
        # What names it shall not be told that there is none, where it is there and cannot be read.
        own.stood.setdefault(("priority", path.stem), shown)
        before = len(own.mistakes)
        head, prose = read_front_matter(path, shown, own.mistakes)
        if len(own.mistakes) == before:
            own.take({"priority": {path.stem: {**head, "prose": prose}}}, shown)
