"""Maps of areas by kind: each area has one of a few words instead of a number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wulfrun.publication import chart_frame as framing
from wulfrun.publication import chart_parts as parts
from wulfrun.publication import chart_style as style
from wulfrun.publication.chart_frame import Key
from wulfrun.publication.chart_model import SUPPRESSED, Caption, Chart, listed
from wulfrun.publication.maps import box_of, fitted, rounded


@dataclass(frozen=True)
class Kind:
    """A kind of area: its word, its colour, and whether it is outlined so that it is told without colour."""

    word: str
    colour: str
    outlined: bool = False


@dataclass(frozen=True)
class Kinded:
    """An area with its kind's word; '' where it is suppressed."""

    code: str
    name: str
    word: str


def kind_map(
    caption: Caption, shapes: dict[str, Any], areas: Sequence[Kinded], kinds: Sequence[Kind]
) -> Chart:
    """Areas in the colour of their kind; the outlined kinds lie on top, suppressed areas are hatched.

    `shapes` is a GeoJSON FeatureCollection in National Grid metres whose features have the property `code`.
    Raises ValueError where there is no shape.
    """
    features = [(str(each["properties"]["code"]), each["geometry"]) for each in shapes["features"]]
    features = [(code, geometry) for code, geometry in features if geometry]
    room, projection, metres = fitted(box_of(geometry for _, geometry in features))
    words = {each.code: each.word for each in areas}
    looks = {each.word: each for each in kinds}
    drawn = [
        {"type": "Feature", "fill": _fill(words.get(code), looks), "geometry": rounded(geometry, metres),
         "outlined": code in words and words[code] in looks and looks[words[code]].outlined}
        for code, geometry in features
    ]  # fmt: skip
    paint = {"field": "fill", "type": "nominal", "scale": None}
    border = {"type": "geoshape", "clip": False, "stroke": "#7d8a96", "strokeWidth": 0.7}
    outline = {"type": "geoshape", "clip": False, "filled": False, "stroke": style.INK, "strokeWidth": 3}
    layers = [{**style.layer(drawn, border, fill=paint), "projection": projection}]
    if top := [each for each in drawn if each["outlined"]]:
        layers.append({**style.layer(top, outline), "projection": projection})
    used = [each for each in kinds if each.word in words.values()]
    keys = [Key("bar", each.colour, each.word) for each in used]
    fills = {each["fill"] for each in drawn}
    keys += [Key("hatch", style.HATCH, "Suppressed")] if style.HATCH in fills else []
    keys += [Key("bar", style.GAP, "No data")] if style.GAP in fills else []
    spec = framing.frame(layers, room, caption.units, keys)
    ordered = sorted(areas, key=lambda each: (each.name, each.code))
    rows = [(each.name, each.word or SUPPRESSED) for each in ordered]
    return parts.make(caption, _alt(caption, ordered, used), spec, ("Area", caption.units), rows)


def _fill(word: str | None, looks: Mapping[str, Kind]) -> str:
    if word is None:
        return style.GAP
    return looks[word].colour if word else style.HATCH


def _alt(caption: Caption, areas: Sequence[Kinded], used: Sequence[Kind]) -> str:
    text = f"Map of {parts.what(caption)} for {len(areas)} areas."
    for kind in used:
        names = [each.name for each in areas if each.word == kind.word]
        text += f" {kind.word}: {len(names)}"
        text += f" ({listed(names)})." if kind.outlined else "."
    hidden = sum(not each.word for each in areas)
    return text + (f" Suppressed small numbers: {hidden}." if hidden else "")
