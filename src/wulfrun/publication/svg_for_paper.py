"""Charts as a printer takes them: words that stand centred or to the right are given their own beginning.

WeasyPrint draws such words as a picture of its own, whose edge cuts into the first letter on a screen.
"""

import re
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

_TEXT = re.compile(
    r'<text text-anchor="(?P<anchor>middle|end)" transform="(?P<transform>[^"]*)"(?P<rest>[^>]*)>'
    r"(?P<words>[^<]*)</text>"
)
_SIZE = re.compile(r'font-size="([\d.]+)px"')
_MISSING = 0.56  # of the size: the usual width of a letter that the font does not have


def for_paper(svg: str) -> str:
    """An SVG whose words all begin where they are placed; the drawing is the same."""
    return _TEXT.sub(_begun, svg)


def _begun(text: re.Match[str]) -> str:
    size = _SIZE.search(text["rest"])
    if size is None:
        return text[0]
    width = words_width(unescape(text["words"]), float(size[1]), 'font-weight="bold"' in text["rest"])
    back = width / 2 if text["anchor"] == "middle" else width
    moved = f"{text['transform']} translate({-back:.3f},0)"
    return f'<text transform="{moved}"{text["rest"]}>{text["words"]}</text>'


def words_width(words: str, size: float, bold: bool = False) -> float:
    """How wide words are in the font that documents are printed in, letter beside letter."""
    widths, units = _widths("Bold" if bold else "Regular")
    return sum(widths.get(ord(letter), _MISSING * units) for letter in words) * size / units


@cache
def _widths(style: str) -> tuple[dict[int, int], int]:
    from fontTools.ttLib import TTFont

    path = str(files("wulfrun.publication") / "print" / f"LiberationSans-{style}.ttf")
    with TTFont(path) as font:
        held: Any = font
        letters, widths = held.getBestCmap(), held["hmtx"]
        return {code: widths[name][0] for code, name in letters.items()}, held["head"].unitsPerEm
