"""A topic's page is put together from blocks, each of which a screen reader can find by its own name."""

from wulfrun.publication.blocks import Grid, Heading, Lead, topic_page


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
