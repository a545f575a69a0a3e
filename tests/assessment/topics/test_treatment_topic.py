"""How long people stay, with those who are still there; nothing that few people make."""

import pytest

from wulfrun.assessment.topics.treatment import WEEKS, stay_rows


def _stays(*groups: tuple[int, int, bool]) -> list[dict[str, object]]:
    """How many people, for how many days, and whether they left."""
    return [
        {"period": "2007/08", "days": days, "ended": ended}
        for count, days, ended in groups
        for _ in range(count)
    ]


def _shares(*groups: tuple[int, int, bool]) -> dict[int, object]:
    return {row["weeks"]: row.get("share") for row in stay_rows(_stays(*groups))}


def test_the_share_still_there_after_so_many_weeks() -> None:
    found = _shares((10, 20, True), (20, 60, True), (30, 200, True), (40, 400, True))
    assert found == {4: 90.0, 12: 70.0, 26: 70.0, 52: 40.0}


def test_whoever_leaves_on_the_84th_day_was_there_for_12_weeks() -> None:
    assert _shares((20, 84, True), (80, 500, True))[12] == 100.0
    assert _shares((20, 83, True), (80, 500, True))[12] == 80.0


def test_who_is_still_there_is_no_leaver_and_counts_for_as_long_as_watched() -> None:
    # Fifty are watched for 100 days only; of the sixty watched longer fifty leave at 150 days.
    found = _shares((50, 100, False), (50, 150, True), (10, 400, False))
    assert found[12] == 100.0
    assert found[26] == pytest.approx(100 * 10 / 60)


def test_what_is_too_early_to_tell_is_not_yet_mature_and_not_nought() -> None:
    rows = {row["weeks"]: row for row in stay_rows(_stays((60, 40, False), (10, 10, True)))}
    assert rows[4]["share"] is not None
    assert rows[12].get("share") is None
    assert rows[12]["note"].startswith("not yet mature")


@pytest.mark.parametrize("few", [1, 2, 3, 4])
def test_a_step_that_few_make_is_kept_back_with_all_that_follow(few: int) -> None:
    found = _shares((few, 20, True), (40, 60, True), (60, 500, True))
    assert found == dict.fromkeys(WEEKS)
    later = _shares((20, 20, True), (few, 60, True), (60, 500, True))
    assert later[4] is not None
    assert later[12] is later[52] is None


def test_few_who_stay_are_kept_back() -> None:
    assert _shares((40, 20, True), (3, 500, True)) == dict.fromkeys(WEEKS)
