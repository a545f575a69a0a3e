"""Episodes of one person join into journeys: 21 days carry one on, 22 do not, and agencies do not matter."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lives import episode, number

from wulfrun.data.derived._journeys import Episode, Journey, episodes_of, journeys

LAST = number("2008-06-30")


def joined(*rows: dict[str, object]) -> list[Journey]:
    return journeys(episodes_of(rows, LAST))


def test_a_modality_that_starts_21_days_after_the_discharge_carries_the_journey_on() -> None:
    # Published convention: discharged 1 March, next modality 22 March, both days counted as 21 days apart.
    found = joined(episode(1, "2005-01-10", "2005-03-01"), episode(1, "2005-03-22", "2005-06-01", agency="B"))
    assert [(each.start, each.end) for each in found] == [(number("2005-01-10"), number("2005-06-01"))]


def test_a_modality_that_starts_22_days_after_the_discharge_is_a_journey_of_its_own() -> None:
    found = joined(episode(1, "2005-01-10", "2005-03-01"), episode(1, "2005-03-23", "2005-06-01", agency="B"))
    assert [each.start for each in found] == [number("2005-01-10"), number("2005-03-23")]


def test_episodes_that_overlap_are_one_journey_until_the_last_discharge() -> None:
    found = joined(
        episode(1, "2005-01-10", "2005-12-01"),
        episode(1, "2005-02-01", "2005-03-01", agency="B"),
        episode(1, "2005-12-20", "2006-01-15", agency="C"),
    )
    assert [(each.start, each.end) for each in found] == [(number("2005-01-10"), number("2006-01-15"))]


def test_an_open_episode_carries_everything_after_it_on() -> None:
    found = joined(episode(1, "2005-01-10"), episode(1, "2007-01-10", "2007-02-01", agency="B"))
    assert [(each.start, each.end) for each in found] == [(number("2005-01-10"), None)]


def test_two_persons_never_share_a_journey() -> None:
    found = joined(episode(1, "2005-01-10", "2005-03-01"), episode(2, "2005-03-02", "2005-06-01"))
    assert [each.who for each in found] == [1, 2]


def test_retention_is_a_property_of_the_journey_and_not_of_the_episode() -> None:
    first, second = ("2005-01-10", "2005-02-20"), ("2005-03-01", "2005-04-10")
    (found,) = joined(episode(1, *first), episode(1, *second, agency="B"))
    assert all(number(end) - number(start) < 84 for start, end in (first, second))
    assert found.retained


@pytest.mark.parametrize(
    ("end", "reason", "retained"),
    [
        ("2005-04-04", "dropped out", True),  # 84 days
        ("2005-04-03", "dropped out", False),  # 83 days
        ("2005-02-01", "treatment completed drug free", True),
        ("2005-02-01", "referred on", True),
        ("2005-02-01", "died", False),
        ("2005-02-01", "prison", False),
    ],
)
def test_twelve_weeks_or_a_planned_exit_before_is_retention(end: str, reason: str, retained: bool) -> None:
    (found,) = joined(episode(1, "2005-01-10", end, reason))
    assert found.retained is retained


def test_the_last_discharge_says_how_the_journey_ended() -> None:
    (found,) = joined(
        episode(1, "2005-01-10", "2005-03-01", "referred on"),
        episode(1, "2005-03-05", "2005-03-20", "dropped out", agency="B"),
    )
    assert not found.planned
    assert not found.retained


def test_effective_treatment_counts_from_triage() -> None:
    (found,) = joined(episode(1, "2005-02-01", "2005-04-20", triage="2005-01-10"))
    assert (found.retained, found.effective) == (False, True)


def test_an_episode_sent_again_is_one_and_the_row_that_tells_its_end_is_kept() -> None:
    (found,) = joined(episode(1, "2005-01-10"), episode(1, "2005-01-10", "2005-03-01"))
    assert found.end == number("2005-03-01")
    assert len(found.episodes) == 1


def test_a_discharge_after_the_last_day_of_the_data_has_not_happened_yet() -> None:
    (found,) = journeys(episodes_of([episode(1, "2005-01-10", "2080-03-01")], LAST))
    assert (found.end, found.planned) == (None, False)


def test_a_client_without_a_modality_has_no_journey() -> None:
    none = episode(1, "2005-01-10", "2005-02-01") | {"day": None}
    assert joined(none) == []


def test_the_strongest_substance_names_the_journey() -> None:
    (found,) = joined(
        episode(1, "2005-01-10", "2005-03-01", code="cannabis"),
        episode(1, "2005-03-05", "2005-04-01", code="opiates and crack", agency="B"),
    )
    assert found.substance == "opiates and crack"


@given(
    some.lists(
        some.tuples(some.integers(1, 3), some.integers(0, 400), some.integers(0, 120)),
        min_size=1,
        max_size=12,
    )
)
def test_every_episode_is_in_one_journey_and_journeys_of_a_person_lie_more_than_21_days_apart(
    stays: list[tuple[int, int, int]],
) -> None:
    episodes = [
        Episode(who, str(at), start, start + length, "opiates")
        for at, (who, start, length) in enumerate(stays)
    ]
    found = journeys(episodes)
    assert sorted(each.agency for journey in found for each in journey.episodes) == sorted(
        each.agency for each in episodes
    )
    for before, after in pairwise(found):
        assert before.end is not None
        assert before.who != after.who or after.start - before.end > 21
    for journey in found:
        days = {day for each in journey.episodes for day in range(each.start, (each.end or 0) + 22)}
        assert journey.end is not None
        assert days >= set(range(journey.start, journey.end + 1))
