"""The numbers of a document's web pages and of its PDF, chapter by chapter, to be held side by side."""

import re
from pathlib import Path
from typing import Any

import html5lib
from pdf_structure import read_aloud

_NUMBER = re.compile(r"[−-]?\d+|suppressed")
_PAGE = re.compile(r"\(page\s+\d+\)")
_LEFT_OUT = ("nav", "details", "h1", "script")


def numbers_in(text: str) -> list[str]:
    """Every run of digits with its sign, and every place where a small number is kept back."""
    return _NUMBER.findall(text)


def spoken_chapters(content: bytes) -> tuple[str, list[str]]:
    """What stands on the cover, and what is read in each chapter after its title."""
    chapters, cover, last = [""], "", ""
    for name, text in read_aloud(content):
        if name == "H1" and last != "H1":
            chapters.append("")
        elif name != "H1":
            chapters[-1] += f" {text}"
        last = name
    cover, *found = chapters
    contents = "Contents" in [text for name, text in read_aloud(content) if name == "H1"]
    return cover, [_PAGE.sub("", each) for each in found[contents:-1]]


def shown_chapters(site: Path, name: str, cover: str) -> list[str]:
    """What the pages of a document show after their titles; nothing of what its cover says."""
    first = _main(site / "documents" / name / "index.html")
    pages = [
        (site / "documents" / name / "index.html").parent / each.get("href", "").rpartition("/")[2]
        for nav in first.iter("nav")
        for each in nav.iter("a")
    ]
    if not pages:
        return [_text(first, cover)]
    return [_text(_main(page), "") for page in pages]


def _main(path: Path) -> Any:
    root = html5lib.HTMLParser(namespaceHTMLElements=False).parse(path.read_text("utf-8"))
    return next(root.iter("main"))


def _text(element: Any, cover: str) -> str:
    own = " ".join("".join(element.itertext()).split())
    hidden = "govuk-visually-hidden" in (element.get("class") or "")
    on_cover = element.tag == "p" and own and own in " ".join(cover.split())
    if element.tag in _LEFT_OUT or hidden or on_cover:
        return ""
    parts = [element.text or ""]
    for place, child in enumerate(element, start=int(element.get("start", 1))):
        # Paper shows the numbers that a browser puts before the entries of a list.
        parts += [f" {place} "] if (element.tag, child.tag) == ("ol", "li") else []
        parts += [_text(child, cover), child.tail or ""]
    return " ".join(parts)


def differing(site: Path, name: str) -> list[str]:
    """A sentence for every chapter whose PDF does not hold the numbers of its page, in their order."""
    cover, spoken = spoken_chapters((site / "documents" / f"{name}.pdf").read_bytes())
    shown = shown_chapters(site, name, cover)
    if len(spoken) != len(shown):
        return [f"{name}: {len(spoken)} chapters are printed, {len(shown)} are shown"]
    found = []
    for number, (read, seen) in enumerate(zip(spoken, shown, strict=True), start=1):
        printed, published = numbers_in(read), numbers_in(seen)
        if printed != published:
            at = next(
                (
                    place
                    for place, pair in enumerate(zip(printed, published, strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(printed), len(published)),
            )
            found.append(
                f"{name}, chapter {number}, number {at + 1}: printed {printed[at - 2 : at + 3]}, "
                f"shown {published[at - 2 : at + 3]}"
            )
    return found
