"""The bodies of a partnership are told with their members and those they answer to, by name."""

from typing import Any

from tests.assessment.book_by_hand import book_of, definition_of, rows_of

from wulfrun.assessment.topics.bodies import BODIES, assess
from wulfrun.assessment.topics.topic import Known


def test_members_and_the_body_above_are_told_by_name() -> None:
    declared = {
        "agency": {"police": {"name": "The Police"}, "fire": {"name": "Fire Authority"}},
        "body": {
            "board": {"title": "Board", "kind": "board", "members": ["police", "fire"]},
            "group": {"title": "Group", "kind": "group", "reports_to": "board", "since": "2008-04-01"},
        },
    }
    empty: Any = None
    known = Known(definition_of(**declared), empty, book_of(rows_of([1.0])), 0, empty, empty, {}, [], empty)
    board, group = assess(known)[BODIES]
    assert (board["members"], board["reports_to"], board["since"]) == ("The Police; Fire Authority", "", "")
    assert (group["members"], group["reports_to"], group["since"]) == ("", "Board", "2008-04-01")
