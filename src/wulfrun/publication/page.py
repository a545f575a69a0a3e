"""What a page is, and how it is rendered: Jinja templates over GOV.UK Frontend, no clock, no JavaScript."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader, pass_context
from jinja2.runtime import Context
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from wulfrun.assessment.target_findings import chance_words
from wulfrun.assessment.wording import (
    base_of,
    day_words,
    figure_text,
    inside,
    kind_of,
    number,
    points,
    sentence,
    told,
)
from wulfrun.publication.chart_model import Chart
from wulfrun.publication.embed_code import embed_code
from wulfrun.publication.language import TAGS, lang_of, message, translated, translations, when_in
from wulfrun.publication.picture_size import picture_size
from wulfrun.publication.reuse.address import canonical
from wulfrun.publication.shelf import LEVEL_PLURALS, LEVEL_WORDS, Row

_FOLDERS = ("measures", "areas", "topics", "documents")
_LISTED_BESIDE = {"targets": "targets.html"}
_MARK = re.compile("\ue000(\\d+)\ue001")
SECTIONS = (
    ("index.html", message("Overview")),
    ("targets.html", message("Targets")),
    ("priorities.html", message("Priorities")),
    ("documents/index.html", message("Documents")),
    ("measures/index.html", message("Measures")),
    ("areas/index.html", message("Areas")),
    ("gap.html", message("Closing the gap")),
    ("topics/index.html", message("Topics")),
    ("data-quality.html", message("Data quality")),
    ("sources.html", message("Sources")),
)


@dataclass(frozen=True)
class Page:
    """One page: its path under the site, its title, the template that shows it and what that is given.

    `charts` are those on it; `about` is what a list of pages says of it.
    """

    path: str
    title: str
    template: str
    content: Mapping[str, Any] = field(default_factory=dict)
    trail: Sequence[tuple[str, str]] = ()
    charts: tuple[Chart, ...] = ()
    about: str = ""


@dataclass
class Citations:
    """The figures that pages have shown, so that each is explained."""

    shown: dict[str, dict[tuple[str, str, str], Row]] = field(default_factory=lambda: defaultdict(dict))

    def cite(self, row: Row) -> str:
        """Note that a figure is shown; give the address of its explanation, from the site's root."""
        key = (row["measure"], row["area_code"], row["period"])
        base = base_of(row["measure"])
        self.shown[base][key] = row
        return f"explanations/{base}.html#{anchor(*key)}"


def anchor(measure: str, area: str, period: str) -> str:
    """The place of a figure on its explanation page: a text without spaces or slashes.

    >>> anchor("psa1.rate", "X08000001", "year to 2008-03"), anchor("psa1", "X08000001", "2007/08 Q1")
    ('rate.X08000001.year-to-2008-03', 'X08000001.2007_08-Q1')
    """
    suffix = measure.partition(".")[2]
    return f"{suffix + '.' if suffix else ''}{area}.{addressed(period)}"


def addressed(text: str) -> str:
    """A code or a period as it stands in addresses: without spaces or slashes.

    >>> addressed("2007/08 Q1")
    '2007_08-Q1'
    """
    return text.replace("/", "_").replace(" ", "-")


def slug(text: object) -> str:
    """A text as part of an address or an anchor.

    >>> slug("data/police 2003.csv")
    'data-police-2003-csv'
    """
    return re.sub(r"[^A-Za-z0-9_]+", "-", str(text))


def markdown(text: str, root: str = "") -> Markup:
    """Prose as HTML: headings go two steps down, links look as elsewhere; raw HTML is shown as text.

    Links that begin with '/' lead from `root`, the site's own. A picture becomes a link to it: no page asks
    another site for anything.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _linked_picture)
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 2)}"
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("class", "govuk-link")
                href = str(inner.attrGet("href") or "")
                if href.startswith("/") and not href.startswith("//"):
                    inner.attrSet("href", root + href[1:])
    return Markup(parser.renderer.render(tokens, parser.options, {}))


def _linked_picture(
    _: RendererHTML, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
) -> str:
    href, words = str(tokens[at].attrGet("src") or ""), tokens[at].content
    return str(Markup('<a class="govuk-link" href="{}">{}</a>').format(href, words or href))


def _plain_environment() -> Environment:
    loader = ChoiceLoader(
        [
            PackageLoader("wulfrun.publication"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    return Environment(
        loader=loader,
        undefined=ChainableUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def environment(measures: Mapping[str, Row], citations: Citations, language: str = "en") -> Environment:
    """The Jinja environment of one site, whose `figure` notes every figure that it shows.

    `language`: that of the words of templates; sentences made from figures stay English, and say so.
    """
    made = _plain_environment()
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]

    @pass_context
    def figure(context: Context, row: Row | None, decimals: int | None = None) -> Markup:
        """A figure as a link to its explanation; words where there is none."""
        if row is None:
            return Markup('<span class="wf-none">no figure</span>')
        href = context["root"] + citations.cite(row)
        if row["suppressed"]:
            return Markup('<a class="wf-figure wf-none" href="{}">suppressed</a>').format(href)
        if row["value"] is None:
            return Markup('<a class="wf-figure wf-none" href="{}">no figure</a>').format(href)
        declared = measures.get(base_of(row["measure"]), {})
        text = figure_text(row["value"], kind_of(row["measure"], declared))
        return Markup('<a class="wf-figure" href="{}"><data value="{}">{}</data></a>').format(
            href, repr(float(row["value"])), text
        )

    @pass_context
    def interval(context: Context, row: Row | None) -> str:
        """The 95% interval of a figure, as '12.1 to 13.4'."""
        if (
            row is None
            or row["suppressed"]
            or row["value"] is None
            or row["lower"] is None
            or row["upper"] is None
        ):
            return "not known"
        kind = kind_of(row["measure"], measures.get(base_of(row["measure"]), {}))
        kind = "rate" if kind == "count" and row["upper"] < 10 else kind
        ends = [round(row[end]) if kind == "count" else row[end] for end in ("lower", "upper")]
        return f"{figure_text(ends[0], kind)} to {figure_text(ends[1], kind)}"

    @pass_context
    def explained(context: Context, row: Row | None) -> str:
        """The address of a figure's explanation from this page."""
        return str(context["root"] + citations.cite(row)) if row is not None else ""

    @pass_context
    def prose(context: Context, text: str, rows: Sequence[Row] = ()) -> Markup:
        """Markdown whose marks are figures, each a link to its explanation."""
        html = markdown(text, context["root"])
        # Text pasted from a word processor may hold these marks as symbols of its own: they show nothing.
        return Markup(
            _MARK.sub(
                lambda found: figure(context, rows[int(found[1])]) if int(found[1]) < len(rows) else "", html
            )
        )

    made.globals.update(
        figure=figure,
        interval=interval,
        explained=explained,
        sections=SECTIONS,
        markdown=markdown,
        prose=prose,
        anchor=anchor,
        picture_size=picture_size,
        embed_code=embed_code,
        language=TAGS[language],
        in_english=Markup("") if language == "en" else Markup(' lang="{}"').format(TAGS["en"]),
    )
    made.filters.update(
        when=partial(when_in, language),
        lang=partial(lang_of, language),
        sentence=sentence,
        number=number,
        points=points,
        chance=chance_words,
        figure_text=figure_text,
        base=base_of,
        lower_first=inside,
        slug=slug,
        day=day_words,
        told=told,
        canonical=canonical,
        word=partial(translated, language),
        level_word=lambda level: LEVEL_WORDS.get(level, level),
        level_words=lambda level: LEVEL_PLURALS.get(level, level),
    )
    return made


def render(made: Environment, page: Page, common: Mapping[str, Any]) -> str:
    """The HTML of a page; every address in it is relative, so that the site works from a folder."""
    root = "../" * page.path.count("/")
    trail = [(root + path, title) for path, title in page.trail]
    here = {"page": page, "root": root, "trail": trail, "section": _section(page)}
    html = made.get_template(page.template).render({**common, **page.content, **here})
    return "\n".join(line.rstrip() for line in html.splitlines() if line.strip()) + "\n"


def _section(page: Page) -> str:
    folder = page.path.partition("/")[0]
    return f"{folder}/index.html" if folder in _FOLDERS else _LISTED_BESIDE.get(folder, page.path)
