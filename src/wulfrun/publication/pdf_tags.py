"""Puts right what WeasyPrint leaves open in the tags of a PDF, so that it meets PDF/UA-1.

A table that breaks over pages becomes one table again and the heads repeated on the next page are
decoration; heads of rows and columns say their scope; running heads are decoration; a chart's place is
given in the page's own measure; links say where they lead.
"""

from collections.abc import Iterable, Iterator
from typing import Any

_POINTS = 0.75  # of a CSS pixel

Element = Any
Objects = dict[int, Any]


def finish_tags(document: Any, pdf: Any) -> None:
    """WeasyPrint's last step before a PDF is written: `document` as laid out, `pdf` as pydyf holds it."""
    objects: Objects = {each.number: each for each in pdf.objects}
    root = _object(objects, pdf.catalog["StructTreeRoot"])
    whole = _object(objects, root["K"][0])
    boxes = [box for page in document.pages for box in page._page_box.descendants(placeholders=True)]
    _join_tables(objects, whole, {id(box.mark): id(box.element) for box in boxes if hasattr(box, "mark")})
    for element, above in _walk(objects, whole):
        _finish(objects, element, above)
    _hide_unread(objects, root, {id(element) for element, _ in _walk(objects, whole)}, pdf)
    _name_links(boxes)


def _object(objects: Objects, reference: Any) -> Any:
    return objects[int(bytes(reference).split()[0])]


def _children(objects: Objects, element: Element) -> list[Element]:
    found = (_object(objects, kid) for kid in element["K"] if isinstance(kid, bytes))
    return [each for each in found if each.get("Type") == "/StructElem"]


def _walk(
    objects: Objects, element: Element, above: tuple[str, ...] = ()
) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Every element from the top, with the tags that stand above it."""
    yield element, above
    for child in _children(objects, element):
        yield from _walk(objects, child, (*above, str(element["S"])))


def _join_tables(objects: Objects, whole: Element, cells: dict[int, int]) -> None:
    """The parts of a table on following pages give their rows to the first part.

    `cells`: which cell of the HTML each cell of the structure is; all parts show the same heads.
    """
    first: dict[int, Element] = {}
    parts = [pair for pair in _with_parents(objects, whole) if pair[1]["S"] == "/Table"]
    for parent, table in parts:
        heads = (each for each, above in _walk(objects, table) if each["S"] == "/TH" and "/THead" in above)
        head = next(heads, None)
        if head is None or cells[id(head)] not in first:
            first[cells[id(head)] if head else id(table)] = table
            continue
        begun = first[cells[id(head)]]
        for child in _children(objects, table):
            if child["S"] != "/THead":
                child["P"] = begun.reference
                begun["K"].append(child.reference)
        parent["K"].remove(table.reference)


def _with_parents(objects: Objects, element: Element) -> Iterator[tuple[Element, Element]]:
    for child in _children(objects, element):
        yield element, child
        yield from _with_parents(objects, child)


def _finish(objects: Objects, element: Element, above: tuple[str, ...]) -> None:
    tag = element["S"]
    if tag == "/TH":
        element["A"]["Scope"] = "/Column" if "/THead" in above else "/Row"
        element.pop("ID", None)
    elif tag == "/TD":
        element["A"].pop("Headers", None)
    elif tag == "/Caption" and "/Table" not in above:
        element["S"] = "/P"
    elif tag == "/Link" and not any(_is_annotation(objects, kid) for kid in element["K"]):
        element["S"] = "/Span"
    elif tag == "/L":
        _lift_entries(objects, element)
    elif tag == "/Figure":
        height = _object(objects, element["Pg"])["MediaBox"][3]
        left, top, right, bottom = (_POINTS * each for each in element["A"]["BBox"])
        element["A"]["BBox"][:] = [left, height - bottom, right, height - top]


def _is_annotation(objects: Objects, kid: Any) -> bool:
    return isinstance(kid, bytes) and _object(objects, kid).get("Type") == "/OBJR"


def _lift_entries(objects: Objects, element: Element) -> None:
    """Terms and meanings stand in a box of their own in HTML; entries of a list stand in the list."""
    lifted: list[Any] = []
    for kid in element["K"]:
        child = _object(objects, kid)
        within = _children(objects, child) if child["S"] == "/Div" else []
        if within and all(each["S"] == "/LI" for each in within):
            for each in within:
                each["P"] = element.reference
            lifted += [each.reference for each in within]
        else:
            lifted.append(kid)
    element["K"][:] = lifted


def _hide_unread(objects: Objects, root: Element, read: set[int], pdf: Any) -> None:
    """What no element holds is decoration: running heads, page numbers, heads of tables shown again."""
    numbered = _object(objects, root["ParentTree"])["Nums"]
    places = dict(zip(numbered[::2], numbered[1::2], strict=True))
    for number, reference in enumerate(pdf.page_references):
        held = places[number]
        unread = {place for place, each in enumerate(held) if id(_object(objects, each)) not in read}
        for place in unread:
            held[place] = "null"
        stream = _object(objects, _object(objects, reference)["Contents"]).stream
        for at in range(len(stream) - 1):
            if isinstance(stream[at], dict) and stream[at].get("MCID") in unread:
                stream[at - 1], stream[at], stream[at + 1] = "/Artifact", "", b"BMC"


def _name_links(boxes: Iterable[Any]) -> None:
    for box in boxes:
        if box.link_annotation and box.element is not None:
            words = " ".join("".join(box.element.itertext()).split())
            if words:
                box.link_annotation["Contents"].string = words
