"""What every test of fetching needs: a partnership, a zip, settings that do not wait."""

import io
import zipfile
from pathlib import Path
from random import Random

from archive_server import Publisher

from wulfrun.data.fetch import Fetched, fetch
from wulfrun.data.fetch_http import Settings
from wulfrun.definition.model import Agency, Definition, Partnership, Source, Strategy

ARCHIVE = "/police/data/archive/2024-06.zip"


def a_zip(size: int = 300_000) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            zipfile.ZipInfo("2024-06/2024-06-west-midlands-street.csv"), Random(1).randbytes(size)
        )
    return content.getvalue()


def a_definition(**changes: object) -> Definition:
    whole: dict[str, object] = {
        "partnership": Partnership(
            name="Test",
            area_codes=("E08000031",),
            area_name="Wolverhampton",
            strategy=Strategy(start="2022/23", end="2024/25"),
            baseline="2022/23",
        ),
        "agency": {"police": Agency(name="Police"), "home-office": Agency(name="Home Office")},
        "source": {
            "street": Source(layout="police-street", agency="police", expected=("2023-01", "2024-06")),
            "tables": Source(layout="recorded-crime-csp", agency="home-office"),
        },
    }
    return Definition(**(whole | changes))  # type: ignore[arg-type]


def quick(here: Publisher, waits: list[float] | None = None, attempts: int = 4) -> Settings:
    return Settings(
        attempts=attempts,
        pause=0.0,
        timeout=30.0,
        sleep=(lambda _: None) if waits is None else waits.append,
        instead={
            "https://data.police.uk": f"{here.base}/police",
            "https://www.gov.uk": f"{here.base}/gov",
            "https://assets.publishing.service.gov.uk": f"{here.base}/assets",
            "https://services1.arcgis.com": f"{here.base}/ons",
            "https://www.nomisweb.co.uk": f"{here.base}/nomis",
        },
    )


def fetch_one(folder: Path, here: Publisher, name: str, settings: Settings | None = None) -> Fetched:
    found = fetch(folder, a_definition(), settings=settings or quick(here), only=[name], year=2024)
    assert len(found) == 1
    return found[0]
