"""What a partnership decided about an alert: a month of a measure in an area that stood out."""

import re
from datetime import date
from typing import Literal, NamedTuple

from pydantic import Field

from wulfrun.definition.declared import Declared

_KEY = re.compile(r"([^:]+):([^:]+):(\d{4}-(?:0[1-9]|1[0-2]))")


class Alert(Declared):
    """A decision about one alert, named [alert."measure:area:YYYY-MM"]; it is published beside the alert."""

    decision: Literal["look into", "explained", "action", "no action"]
    by: str = Field(min_length=1, description="Who decided: a role or a group, not a person's name")
    when: date
    note: str = Field("", description="The reason, in words for the public")


class AlertName(NamedTuple):
    """The measure, the area's code and the month (2008-03) that an alert is about."""

    measure: str
    area: str
    month: str


def alert_name(key: str) -> AlertName | None:
    """The parts of an alert's name; None where it is not written as one.

    >>> alert_name("burglary:N03:2008-03")
    AlertName(measure='burglary', area='N03', month='2008-03')
    >>> alert_name("burglary 2008-13") is None
    True
    """
    found = _KEY.fullmatch(key)
    return AlertName(*found.groups()) if found else None
