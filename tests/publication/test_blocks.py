"""A topic's page is put together from blocks, each of which a screen reader can find by its own name."""

from collections.abc import Sequence

from wulfrun.publication.blocks import Block, Grid, Heading, Lead, topic_page
from wulfrun.publication.page import Citations, environment


def test_no_two_tables_of_a_page_bear_one_name() -> None:
    blocks = [
        Grid("By year", ["Year"], []),
        Heading("Robbery"),
        Grid("By year", ["Year"], []),
        Grid("By year", ["Year"], []),
    ]
    page = topic_page("t", "T", "", blocks)
    captions = [each.caption for each in page.content["blocks"] if isinstance(each, Grid)]
    assert captions == ["By year", "By year: robbery", "By year: table 3"]


def test_a_page_stands_among_the_topics_and_says_what_it_shows() -> None:
    page = topic_page("fires", "Fires", "What burnt", [Lead("Fires fell.")])
    assert (page.path, page.about, page.trail[-1]) == (
        "topics/fires.html",
        "What burnt",
        ("topics/index.html", "Topics"),
    )


def shown(blocks: Sequence[Block], printing: bool) -> str:
    made = environment({}, Citations())
    page = made.from_string('{% import "blocks.html" as shown with context %}{{ shown.show(blocks) }}')
    return page.render(blocks=blocks, root="", printing=printing)


def test_a_folded_table_opens_on_demand_on_the_web_and_is_open_on_paper() -> None:
    blocks = [Grid("Volume", ["Problem"], [("Robbery",)], folded=True)]
    web, paper = (shown(blocks, printing) for printing in (False, True))
    assert web.index("<details") < web.index("Volume</span></summary>") < web.index("Robbery")
    assert web.index("Robbery") < web.index("</details>")
    assert "<details" not in paper and "Robbery" in paper


def test_a_table_named_as_its_heading_does_not_say_so_twice() -> None:
    table = Grid("Robbery", ["Year"], [("2007/08",)])
    hidden = '<caption class="govuk-visually-hidden">Robbery</caption>'
    assert hidden in shown([Heading("Robbery"), table], printing=False)
    assert hidden not in shown([Heading("Burglary"), table], printing=False)
