"""The invented people: seeded, with the errors agencies make, and a truth that fits the lists."""

import csv

import numpy as np
import pytest

from wulfrun.example.people import AGENCIES, people_files


def _rows(text: str) -> list[dict[str, str]]:
    lines = text.splitlines()
    return list(csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ","))


def test_the_same_seed_gives_the_same_people() -> None:
    one, same, other = (people_files(np.random.default_rng(seed), 200) for seed in (1, 1, 2))
    assert one == same
    assert one.files != other.files


def test_the_truth_names_every_row_once_and_its_pairs_are_counted() -> None:
    made = people_files(np.random.default_rng(3), 400)
    truth = _rows(made.files["data/police/restricted/people-truth.csv"])
    listed = [
        (agency, next(iter(row.values())))
        for agency in AGENCIES
        for row in _rows(made.files[f"data/{agency}/restricted/people.csv"])
    ]
    assert sorted(listed) == sorted((row["agency"], row["reference"]) for row in truth)
    assert len(set(listed)) == len(listed) == made.records
    known = [row["person"] for row in truth]
    sizes = [known.count(person) for person in set(known)]
    assert made.true_pairs == sum(size * (size - 1) // 2 for size in sizes)
    assert made.people_in_several == sum(size > 1 for size in sizes)


@pytest.mark.parametrize("share", [0.1, 0.8])
def test_the_planted_share_known_to_several_agencies_is_there(share: float) -> None:
    made = people_files(np.random.default_rng(4), 1000, share)
    assert made.people_in_several / 1000 == pytest.approx(share, abs=0.05)


def test_the_lists_disagree_as_lists_do() -> None:
    """Of people whom two lists hold, some are spelt otherwise, some moved, some have no date of birth."""
    made = people_files(np.random.default_rng(5), 1500)
    person = {
        (row["agency"], row["reference"]): row["person"]
        for row in _rows(made.files["data/police/restricted/people-truth.csv"])
    }
    police = {
        person["police", row["Nominal Ref"]]: row
        for row in _rows(made.files["data/police/restricted/people.csv"])
    }
    pairs = [
        (police[who], row)
        for row in _rows(made.files["data/primary_care_trust/restricted/people.csv"])
        if (who := person["primary_care_trust", row["client_ref"]]) in police
    ]
    surname = sum(a["Surname"] != b["surname"].upper() for a, b in pairs) / len(pairs)
    moved = sum(a["Post Code"] != b["postcode"].upper() for a, b in pairs) / len(pairs)
    undated = sum(not a["DOB"] or not b["birth_date"] for a, b in pairs) / len(pairs)
    exchanged = sum(a["Forenames"] == b["surname"].upper() for a, b in pairs)
    assert 0.05 < surname < 0.35 and 0.2 < moved < 0.55 and 0.02 < undated < 0.12 and exchanged > 0
