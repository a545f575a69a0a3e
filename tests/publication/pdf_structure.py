"""What a printed document must have so that a screen reader can read it, and what it reads there.

`faults` gives a sentence for everything that is missing; `read_aloud` the text in the order of its tags.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

_UA = "http://www.aiim.org/pdfua/ns/id/"
_LISTS, _HEADINGS = ("L",), ("H1", "H2", "H3", "H4", "H5", "H6")


class Tag(NamedTuple):
    """One element of the structure: its name, the element, and the names above it."""

    name: str
    element: Any
    above: tuple[str, ...]


def faults(content: bytes) -> list[str]:
    """Everything a printed document lacks, in words; nothing where it is whole."""
    with pikepdf.open(BytesIO(content)) as pdf:
        found = [*_of_the_whole(pdf)]
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "there is no structure"]
        tags = list(walk(pdf))
        found += [*_of_headings(tags), *_of_tables(tags), *_of_the_rest(tags)]
        found += [*_of_links(pdf, tags), *_of_content(pdf, tags)]
    return found


def walk(pdf: pikepdf.Pdf) -> Iterator[Tag]:
    """Every element of the structure in the order it is read."""
    yield from _below(pdf.Root.StructTreeRoot.K[0], ())


def _below(element: Any, above: tuple[str, ...]) -> Iterator[Tag]:
    name = str(element.S)[1:]
    yield Tag(name, element, above)
    for child in _kids(element):
        if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == "/StructElem":
            yield from _below(child, (*above, name))


def _kids(element: Any) -> list[Any]:
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def _of_the_whole(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not str(root.get("/Lang", "")):
        yield "no language is set"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "there is no title"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not what a window shows"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "it is not marked as tagged"
    if "/Outlines" not in root:
        yield "there are no bookmarks"
    with pdf.open_metadata() as metadata:
        if metadata.get(f"{{{_UA}}}part") != "1":
            yield "it does not say that it is PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "the metadata have no title"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number} is not tabbed through in the order of its structure"


def _of_headings(tags: list[Tag]) -> Iterator[str]:
    levels = [int(tag.name[1]) for tag in tags if tag.name in _HEADINGS]
    if not levels or levels[0] != 1:
        yield "the first heading is not of level 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _of_tables(tags: list[Tag]) -> Iterator[str]:
    for tag in tags:
        if tag.name == "Table":
            within = list(_below(tag.element, ()))
            names = [each.name for each in within]
            heads = [each for each in within if each.name == "TH" and "THead" in each.above]
            if "TR" not in names or not heads:
                yield f"a table has no rows or no heads: {names[:6]}"
        if tag.name == "TH" and tag.element.get("/A", {}).get("/Scope") not in ("/Column", "/Row"):
            yield "the head of a row or column does not say its scope"
        if tag.name in ("TD", "TH") and tag.above[-1] != "TR":
            yield f"a cell stands in {tag.above[-1]}, not in a row"
        if tag.name == "Caption" and "Table" not in tag.above:
            yield "a caption belongs to no table"


def _of_the_rest(tags: list[Tag]) -> Iterator[str]:
    for tag in tags:
        if tag.name == "Figure" and not str(tag.element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"
        if tag.name == "LI" and tag.above[-1] not in _LISTS:
            yield f"an entry of a list stands in {tag.above[-1]}"
        if tag.name == "Link" and not any(
            isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/OBJR"
            for each in _kids(tag.element)
        ):
            yield "a link of the structure leads nowhere"


def _of_links(pdf: pikepdf.Pdf, tags: list[Tag]) -> Iterator[str]:
    tagged = {
        each.Obj.objgen
        for tag in tags
        for each in _kids(tag.element)
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/OBJR"
    }
    for number, page in enumerate(pdf.pages, start=1):
        for link in page.get("/Annots", []):
            if link.objgen not in tagged:
                yield f"a link on page {number} is not in the structure"
            if not str(link.get("/Contents", "")).strip():
                yield f"a link on page {number} has no words"


def _of_content(pdf: pikepdf.Pdf, tags: list[Tag]) -> Iterator[str]:
    """All that is painted is either read or said to be decoration."""
    read: dict[tuple[int, int], set[int]] = defaultdict(set)
    for tag in tags:
        for each in _kids(tag.element):
            if isinstance(each, int):
                read[tag.element.Pg.objgen].add(int(each))
    for number, page in enumerate(pdf.pages, start=1):
        open_marks: list[bool] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == "BMC":
                open_marks.append(operands[0] == "/Artifact")
            elif name == "BDC":
                mark = operands[1].get("/MCID") if isinstance(operands[1], pikepdf.Dictionary) else None
                open_marks.append(mark is not None and int(mark) in read[page.objgen])
            elif name == "EMC":
                open_marks.pop()
            elif name in ("Tj", "TJ", "Do") and not any(open_marks):
                yield f"something on page {number} is neither read nor decoration"
                break


def read_aloud(content: bytes) -> list[tuple[str, str]]:
    """(name of the element, text) in the order a screen reader takes; nothing of what figures draw."""
    spoken = _spoken(content)
    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        for tag in walk(pdf):
            if tag.name == "Figure":
                continue
            for each in _kids(tag.element):
                if isinstance(each, int):
                    parts = [
                        name
                        for name in (*tag.above, tag.name)
                        if name not in ("NonStruct", "Span", "Div", "Sect")
                    ]
                    found.append((parts[-1], spoken.get((pages[tag.element.Pg.objgen], int(each)), "")))
    return found


def _spoken(content: bytes) -> dict[tuple[int, int], str]:
    """The text of every marked piece: (page, its number there) -> text."""
    found: dict[tuple[int, int], str] = defaultdict(str)
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                mark = pdfium.FPDFPageObj_GetMarkedContentID(each.raw)
                size = pdfium.FPDFTextObj_GetText(each.raw, text.raw, None, 0)
                buffer = ctypes.create_string_buffer(size)
                pdfium.FPDFTextObj_GetText(
                    each.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
                )
                found[(number, mark)] += buffer.raw.decode("utf-16-le").rstrip("\0")
    return found
