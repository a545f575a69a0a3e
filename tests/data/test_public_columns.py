"""Numbers of every place are read from public files as they are published, by name and year."""

from pathlib import Path

import pytest

from wulfrun.data.public_columns import nearest_year, read_column
from wulfrun.definition.comparison import PublicColumn
from wulfrun.words.errors import DataError

TEXT = (
    'Partnership,Year,Residents,Domain\n"London, City of",2006,"7,200",all\nLeeds,2006,750000,all\n'
    "Leeds,2007,760000,all\nLeeds,2007,1,part\nNowhere,2007,:,all\n"
)


def _column(tmp_path: Path, **changed: object) -> PublicColumn:
    (tmp_path / "people.csv").write_text(TEXT, "utf-8")
    usual = {"file": "people.csv", "area": "Partnership", "value": "Residents", "year_column": "Year"}
    return PublicColumn.model_validate({**usual, "where": {"Domain": "all"}, **changed})


def test_places_are_known_by_any_published_spelling(tmp_path: Path) -> None:
    found = read_column(_column(tmp_path), tmp_path)
    assert found == {("city of london", 2006): 7200, ("leeds", 2006): 750000, ("leeds", 2007): 760000}


def test_the_nearest_year_stands_for_one_that_is_not_there(tmp_path: Path) -> None:
    found = read_column(_column(tmp_path), tmp_path)
    assert [nearest_year(found, "leeds", year) for year in (2001, 2007, 2030)] == [750000, 760000, 760000]
    assert nearest_year(found, "york", 2007) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "People"}, "has no column 'People'"),
        ({"where": {"Domain": "none"}}, "no row has a number under 'Residents' where Domain = none"),
        ({"file": "gone.csv"}, "is declared for a comparison and is not there"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_column(_column(tmp_path, **changed), tmp_path)
