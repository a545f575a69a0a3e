"""The judgements and receipts of the small invented release: targets of every status, gaps, files."""

from typing import Any

from small_tables import CITY, Row


def targets() -> list[Row]:
    """One target of each status."""
    base = {
        "area_code": CITY,
        "area_name": "Exampleton",
        "baseline_period": "2003/04",
        "end_period": "2007/08",
        "latest_period": "2007/08",
        "owner": "Exampleton Police",
        "note": "",
    }
    later = {
        "end_period": "2009/10",
        "latest_period": "year to 2008-03",
        "projected_lower": 15000.0,
        "projected_upper": 19000.0,
    }

    def row(name: str, title: str, measure: str, status: str, **more: Any) -> Row:
        return base | {"target": name, "title": title, "measure": measure, "status": status} | more

    numbers = {
        "baseline": 21000.0,
        "target_value": 16800.0,
        "target_percent": -20.0,
        "latest": 16100.0,
        "change_percent": -23.3,
        "lower": -24.8,
        "upper": -21.8,
    }
    small = {
        "baseline": 360.0,
        "target_value": 288.0,
        "target_percent": -20.0,
        "latest": 331.0,
        "change_percent": -8.1,
        "lower": -20.9,
        "upper": 6.8,
    }
    ahead = numbers | later | {"projected": 16200.0}
    return [
        row("cut-psa1", "Cut the basket by a fifth", "psa1", "achieved", **numbers),
        row("cut-racial", "Cut racially aggravated offences", "racially-aggravated", "not achieved", **small),
        row("on-track", "Keep cutting the basket", "psa1", "on track", probability=0.91, **ahead),
        row("at-risk", "Cut robbery", "robbery", "at risk", probability=0.5, needed_per_month=41.5, **ahead),
        row(
            "off-track",
            "Raise reports of domestic abuse",
            "domestic-abuse",
            "off track",
            probability=0.004,
            needed_per_month=160.0,
            **(ahead | {"target_percent": 40.0}),
        ),
        row(
            "unknown",
            "Cut anti-social behaviour",
            "asb",
            "cannot be said",
            target_percent=-10.0,
            latest_period=None,
            note="November 2006 is missing",
        ),
        row(
            "close-gap",
            "Close the gap in burglary",
            "domestic-burglary",
            "achieved",
            **{
                "area_code": "PRIORITY",
                "area_name": "Priority neighbourhoods",
                "baseline": 1.64,
                "latest": 1.34,
                "change_percent": -18.3,
                "lower": -29.0,
                "upper": -6.0,
            },
        ),
    ]


def gap() -> list[Row]:
    """A gap that narrows and one of which nothing can be said."""
    known = {"baseline_period": "2003/04", "latest_period": "2007/08"}
    return [
        known
        | {
            "measure": "domestic-burglary",
            "priority_before": 920.0,
            "priority_after": 510.0,
            "rest_before": 1120.0,
            "rest_after": 760.0,
            "ratio": 0.817,
            "lower": 0.71,
            "upper": 0.94,
            "relative_before": 1.64,
            "relative_after": 1.34,
            "absolute_before": 4.5,
            "absolute_after": 1.6,
            "verdict": "narrowing",
            "note": "",
        },
        known | {"measure": "asb", "verdict": "cannot be said", "note": "November 2006 is missing"},
    ]


def receipts() -> list[Row]:
    """Two files, all of whose rows are accounted for."""
    found = []
    for file, (path, record) in enumerate(
        [("data/police/2003.csv", "offence"), ("data/police/street.csv", "street")]
    ):
        found.append(
            {
                "file": f"file{file}",
                "path": path,
                "sha256": f"{file:x}" * 64,
                "bytes": 1000,
                "source": "extract",
                "agency": "police",
                "layout": "police-extract",
                "record": record,
                "rows_read": 1000,
                "accepted": 900,
                "duplicate": 50,
                "outside": 30,
                "refused": 20,
                "unplaced": 5,
                "without_key": 0,
                "identical": 0,
                "first_month": "2003-04",
                "last_month": "2008-03",
                "rejects": "",
                "note": "",
            }
        )
    return found
