"""A small invented release with every case a page must show, written by the release's writers."""

from pathlib import Path
from typing import Any

from small_judgements import gap, receipts, targets
from small_tables import BASE, CITY, FIRST, LAST, MISSING, NEIGHBOURHOODS, Row, areas, figures, signals

from wulfrun.data.release import Release, sha256, write_json, write_rows
from wulfrun.data.tables import RELEASED
from wulfrun.definition.model import Definition
from wulfrun.words.periods import month_name


def definition(**changes: Any) -> Definition:
    """What the invented partnership declared."""
    return Definition.model_validate(
        {
            "partnership": {
                "name": "Exampleton Community Safety Partnership",
                "area_codes": [CITY],
                "area_name": "Exampleton",
                "strategy": {"start": "2005/06", "end": "2007/08"},
                "baseline": "2003/04",
                "invented": True,
                "contact": "safer@exampleton.example",
            }
            | changes,
            "agency": {"police": {"name": "Exampleton Police", "role": "police"}},
            "source": {
                "extract": {
                    "layout": "police-extract",
                    "agency": "police",
                    "title": "Recorded crime extract",
                    "licence": "Open Government Licence v3.0",
                }
            },
            "measure": {
                "psa1": _count("PSA1 basket of ten crime types", where={"basket": "psa1"}),
                "domestic-burglary": _count(
                    "Domestic burglary",
                    per="households",
                    part_of="psa1",
                    theme="Burglary",
                    where={"group": ["domestic-burglary"]},
                ),
                "robbery": _count("Robbery", theme="Violence", where={"code": ["34B"]}),
                "racially-aggravated": _count(
                    "Racially aggravated offences", theme="Violence", where={"code": ["8P"]}
                ),
                "domestic-abuse": _count(
                    "Domestic abuse offences",
                    theme="Violence",
                    better="higher",
                    suppress_below=5,
                    smallest_level="neighbourhood",
                    where={"flag": ["domestic"]},
                    better_because="More reports are the aim: much domestic abuse is never reported",
                ),
                "asb": _count(
                    "Anti-social behaviour",
                    of="street",
                    unit="incidents",
                    theme="Disorder",
                    approximates="Calls to the police, not every incident",
                ),
                "detections": _count(
                    "Robberies detected",
                    kind="share",
                    scale=100,
                    per=None,
                    better="higher",
                    theme="Violence",
                    where={"code": ["34B"], "flag": ["detected"]},
                    out_of={"code": ["34B"]},
                ),
            },
            "target": {
                "cut-psa1": {
                    "title": "Cut the basket by a fifth",
                    "measure": "psa1",
                    "baseline": "2003/04",
                    "end": "2007/08",
                    "change_percent": -20,
                }
            },
            "priority": {
                "burglary": {
                    "title": "Safer homes",
                    "order": 1,
                    "measures": ["domestic-burglary", "psa1"],
                    "targets": ["cut-psa1"],
                    "prose": "Homes come **first**.\n\n# Why\n\n- Locks\n- Lights\n\n<b>x</b>",
                    "actions": [
                        {"title": "Fit 500 locks", "owner": "Council", "due": "2007-06-30", "status": "done"}
                    ],
                },
            },
            "group": {
                "domestic-burglary": {
                    "title": "Domestic burglary",
                    "spans": [
                        {"codes": ["28A", "29"], "valid_to": "2017-03-31"},
                        {"codes": ["28E"], "valid_from": "2017-04-01"},
                    ],
                }
            },
            "basket": {"psa1": {"title": "PSA1", "groups": ["domestic-burglary"]}},
            "flag": {"domestic": "Domestic abuse", "detected": "Detected"},
        }
    )


def _count(title: str, **more: Any) -> Row:
    return {"title": title, "of": "offence", "per": "residents", "theme": "All crime"} | more


def shapes() -> Row:
    """Six squares of four kilometres."""
    features = []
    for place, name in enumerate(NEIGHBOURHOODS):
        x, y = 390000.0 + 4000 * (place % 3), 295000.0 + 4000 * (place // 3)
        ring = [[x, y], [x + 4000, y], [x + 4000, y + 4000], [x, y + 4000], [x, y]]
        features.append(
            {
                "type": "Feature",
                "properties": {"code": f"N{place + 1:02d}", "name": name},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def write_release(folder: Path, **changes: Any) -> Release:
    """Write the release into a folder; `changes` alter the partnership's own table."""
    tables = {
        "figures": figures(),
        "targets": targets(),
        "gap": gap(),
        "signals": signals(),
        "receipts": receipts(),
        "areas": areas(),
        "quality": [
            {
                "kind": "missing month",
                "record": "street",
                "source": "extract",
                "period": "2006-11",
                "found": "No file for November 2006",
                "effect": "2006/07 is not compared",
                "severity": "blocks",
            }
        ],
        "coverage": [
            {
                "record": record,
                "month": month_name(month),
                "rows": 100,
                "placed_share": 0.98,
                "status": "missing" if (record, month) == ("street", MISSING) else "complete",
                "reason": "No file" if (record, month) == ("street", MISSING) else "",
            }
            for record in ("offence", "street")
            for month in range(FIRST, LAST + 1)
        ],
        "breaks": [
            {
                "measure": "asb",
                "when": "2005-04-01",
                "title": "New incident standard",
                "severity": "do-not-join",
                "reason": "Incidents were counted in a new way",
            }
        ],
    }
    for name in RELEASED:
        write_rows(folder, name, tables[name])
    write_json(folder / "definition.json", definition(**changes).snapshot())
    write_json(folder / "shapes" / "neighbourhood.geojson", shapes())
    for measure in BASE:
        (folder / "sql").mkdir(exist_ok=True)
        (folder / "sql" / f"{measure}.sql").write_text(f"SELECT sum(n) FROM cube -- {measure}\n", "utf-8")
    write_json(
        folder / "changes.json",
        {
            "edition": "2008-01-31",
            "files": [{"path": "data/police/2003.csv", "what": "new"}],
            "figures": [
                {
                    "measure": "psa1",
                    "area_name": "Exampleton",
                    "period": "2006/07",
                    "before": 17000.0,
                    "after": 17012.0,
                }
            ],
        },
    )
    edition = {"published": "2008-01-31", "through": "2007-12", "release": "20080131-abc122"}
    write_json(folder / "editions.json", [edition])
    write_json(
        folder / "manifest.json",
        {
            "release": "20080415-abc123",
            "wulfrun": "0.1.0",
            "inputs": [],
            "definition_sha256": "0" * 64,
            "seed": 0,
            "through": "2008-03",
            "tables": {name: sha256(folder / f"{name}.parquet") for name in RELEASED},
        },
    )
    return Release(folder)
