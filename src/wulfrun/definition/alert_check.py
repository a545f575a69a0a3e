"""Check that decisions name alerts as alerts are named, and measures that there are."""

from collections.abc import Iterator, Mapping

from wulfrun.definition.alert import alert_name
from wulfrun.definition.model import Definition
from wulfrun.words.errors import Mistake, did_you_mean

FILE = "alerts.toml"


def check_alerts(definition: Definition, stood: Mapping[tuple[str, str], str]) -> Iterator[Mistake]:
    """Every decision whose name can be no alert's; whether there is such an alert the build finds out."""
    for key in definition.alert:
        shown, place = stood.get(("alert", key), FILE), f'[alert."{key}"]'
        name = alert_name(key)
        if name is None:
            yield Mistake(
                shown,
                place,
                "this is not the name of an alert.",
                'Copy it from the page; it reads [alert."measure:area:YYYY-MM"].',
            )
        elif name.measure not in definition.measure and ("measure", name.measure) not in stood:
            yield Mistake(
                shown,
                place,
                f"it names the measure '{name.measure}', which is not declared.",
                did_you_mean(name.measure, definition.measure),
            )
