"""Say in the user's words what pydantic found wrong with a declaration."""

import types
import typing
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wulfrun.words.errors import Mistake, did_you_mean


def told(error: ValidationError, model: type[BaseModel], shown: str, place: str) -> list[Mistake]:
    """One Mistake for each thing pydantic found, with the table, what was found and what is allowed."""
    found = error.errors()
    # A list all of whose items are wrong is told as empty, too: only the items are worth telling.
    above = {each["loc"][:end] for each in found for end in range(len(each["loc"]))}
    return [
        _mistake(each, model, shown, place)
        for each in found
        if each["type"] != "too_short" or each["loc"] not in above
    ]


def _mistake(each: ErrorDetails, model: type[BaseModel], shown: str, place: str) -> Mistake:
    # What stands in a list is counted from 1, as people count.
    path = [str(part + 1) if isinstance(part, int) else part for part in each["loc"]]
    found, context = each.get("input"), each.get("ctx") or {}
    table, key = ".".join([place, *path[:-1]]) if place else ".".join(path[:-1]), path[-1] if path else ""
    where = f"[{table}]" if table else "at the top"
    kind = each["type"]
    if kind == "extra_forbidden":
        allowed = _settings(_model_at(model, path[:-1]))
        return Mistake(shown, where, f"there is no setting '{key}'.", did_you_mean(key, allowed))
    if kind == "missing":
        return Mistake(shown, where, f"'{key}' is missing.", f"Add a line such as {key} = ...")
    what = f"'{key}' is {found!r}."
    if len(path) > 1 and isinstance(each["loc"][-1], int):
        what = f"number {key} of '{path[-2]}' is {found!r}."
        where = f"[{'.'.join([*([place] if place else []), *path[:-2]])}]"
    if kind == "literal_error":
        allowed = [
            word.strip().strip("'") for word in str(context["expected"]).replace(" or ", ", ").split(",")
        ]
        return Mistake(shown, where, what, did_you_mean(str(found), allowed))
    if kind == "too_short":
        return Mistake(shown, where, f"'{key}' is empty.", "Give at least one.")
    if kind == "string_too_short":
        return Mistake(shown, where, f"'{key}' is empty.", "Write at least a word.")
    if kind == "value_error":
        return Mistake(shown, where, f"'{key}' is not right:", _sentence(str(context["error"])))
    if not path or kind == "model_type":
        inside = f"[{'.'.join([place, *path])}]" if place else where
        return Mistake(shown, inside, f"this is {found!r}.", "Expected a table of settings.")
    return Mistake(shown, where, what, f"{_expected(each)}.")


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def _expected(each: ErrorDetails) -> str:
    words = (
        each["msg"].replace("Input should be", "Expected").replace("valid tuple", "list in square brackets")
    )
    return words.replace("a valid string", 'text in quotation marks, such as "..."')


def _settings(model: type[BaseModel] | None) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()] if model else []


def _model_at(model: type[BaseModel] | None, path: list[str]) -> type[BaseModel] | None:
    """The model that a path of keys leads to, through dictionaries and lists."""
    for part in path:
        if model is None:
            return None
        by_key = {field.alias or name: field for name, field in model.model_fields.items()}
        if part in by_key:
            model = _inner_model(by_key[part].annotation)
    return model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin = typing.get_origin(annotation)
    if origin in (dict, tuple, typing.Union, types.UnionType):
        for inner in typing.get_args(annotation):
            if found := _inner_model(inner):
                return found
    return None
