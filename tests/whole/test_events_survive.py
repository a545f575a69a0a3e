"""What rows say beside what is counted is kept from build to build: derivations have nothing else."""

from pathlib import Path


def test_a_finished_build_keeps_the_events_that_the_next_one_derives_from(usual: Path) -> None:
    records = usual / "store" / "records"
    kept = {path.name.removesuffix(".said.parquet") for path in records.glob("*.said.parquet")}
    assert kept
    assert kept <= {path.stem for path in records.glob("*.json")}
