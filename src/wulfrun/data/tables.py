"""The columns of every table that one part of the build hands to another."""

import pyarrow as pa

FLAGS = {
    "domestic": 1,
    "hate_race": 2,
    "hate_faith": 4,
    "hate_orientation": 8,
    "hate_disability": 16,
    "hate_transgender": 32,
    "firearm": 64,
    "knife": 128,
    "alcohol": 256,
    "business": 512,
    "drugs": 1024,
    "metal": 2048,
    "repeat": 4096,
    "detected": 8192,
    "retained": 1 << 14,
    "planned_exit": 1 << 15,
    "waited_3_weeks": 1 << 16,
    "justice": 1 << 17,
    "high_risk": 1 << 18,
    "third_party": 1 << 19,
    "police_unaware": 1 << 20,
    "reoffended": 1 << 21,
    "deliberate": 1 << 22,
    "night": 1 << 23,
}

_TEXT, _WHOLE, _NUMBER, _YES = pa.string(), pa.int64(), pa.float64(), pa.bool_()


def _schema(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


RECORDS = _schema(
    key=pa.uint64(),
    month=pa.int32(),
    code=_TEXT,
    flags=pa.int32(),
    area=_TEXT,
    n=pa.int32(),
    file=_TEXT,
)
CUBE = _schema(
    record=_TEXT,
    code=_TEXT,
    flags=pa.int32(),
    month=pa.int32(),
    area=_TEXT,
    file=_TEXT,
    n=_WHOLE,
)
# One kept row of a file about persons, fires, answers ...: who, when, where, and what else was said.
# `who` and `other` are keyed pseudonyms (0 for none), `day` and `until` days since 1970, `more` JSON,
# `sealed` the agency's own reference, encrypted, so that the restricted side can name a person again.
SAID = _schema(
    who=_WHOLE,
    other=_WHOLE,
    day=pa.int32(),
    until=pa.int32(),
    more=_TEXT,
    sealed=pa.binary(),
)
EVENTS = pa.schema([*RECORDS, *SAID])
# Where and between which minutes each kept row of a placed layout lies, as the file says: coordinates in
# millionths of a degree or tenths of a metre, minutes since 1970. Never released; POINTS is its reading.
WHERE = _schema(x=pa.int32(), y=pa.int32(), start=pa.int32(), end=pa.int32())
POINTS = _schema(
    code=_TEXT,
    flags=pa.int32(),
    month=pa.int32(),
    area=_TEXT,
    x=_NUMBER,
    y=_NUMBER,
    start=_WHOLE,
    end=_WHOLE,
)
PEOPLE = _schema(
    record=_TEXT, code=_TEXT, flags=pa.int32(), month=pa.int32(), area=_TEXT, file=_TEXT, who=_WHOLE
)
ANSWERS = _schema(
    record=_TEXT,
    question=_TEXT,
    code=_TEXT,
    flags=pa.int32(),
    month=pa.int32(),
    area=_TEXT,
    file=_TEXT,
    weight=_NUMBER,
)
MEMBER = _schema(smallest=_TEXT, area=_TEXT, level=_TEXT)
EXPOSURE = _schema(of=_TEXT, area=_TEXT, year=pa.int32(), value=_NUMBER)
FIGURES = _schema(
    measure=_TEXT,
    area_code=_TEXT,
    area_name=_TEXT,
    area_level=_TEXT,
    period=_TEXT,
    period_kind=_TEXT,
    numerator=_NUMBER,
    denominator=_NUMBER,
    value=_NUMBER,
    lower=_NUMBER,
    upper=_NUMBER,
    suppressed=_YES,
    note=_TEXT,
)
TARGETS = _schema(
    target=_TEXT,
    title=_TEXT,
    measure=_TEXT,
    area_code=_TEXT,
    area_name=_TEXT,
    baseline_period=_TEXT,
    baseline=_NUMBER,
    end_period=_TEXT,
    target_value=_NUMBER,
    target_percent=_NUMBER,
    latest_period=_TEXT,
    latest=_NUMBER,
    change_percent=_NUMBER,
    lower=_NUMBER,
    upper=_NUMBER,
    status=_TEXT,
    probability=_NUMBER,
    projected=_NUMBER,
    projected_lower=_NUMBER,
    projected_upper=_NUMBER,
    needed_per_month=_NUMBER,
    owner=_TEXT,
    note=_TEXT,
)
GAP = _schema(
    measure=_TEXT,
    baseline_period=_TEXT,
    latest_period=_TEXT,
    priority_before=_NUMBER,
    priority_after=_NUMBER,
    rest_before=_NUMBER,
    rest_after=_NUMBER,
    ratio=_NUMBER,
    lower=_NUMBER,
    upper=_NUMBER,
    relative_before=_NUMBER,
    relative_after=_NUMBER,
    absolute_before=_NUMBER,
    absolute_after=_NUMBER,
    verdict=_TEXT,
    note=_TEXT,
)
SIGNALS = _schema(
    measure=_TEXT,
    area_code=_TEXT,
    area_level=_TEXT,
    period=_TEXT,
    value=_NUMBER,
    centre=_NUMBER,
    lower=_NUMBER,
    upper=_NUMBER,
    rule=_TEXT,
    segment=_WHOLE,
    chart=_TEXT,
)
RECEIPTS = _schema(
    file=_TEXT,
    path=_TEXT,
    sha256=_TEXT,
    bytes=_WHOLE,
    source=_TEXT,
    agency=_TEXT,
    layout=_TEXT,
    record=_TEXT,
    rows_read=_WHOLE,
    accepted=_WHOLE,
    duplicate=_WHOLE,
    outside=_WHOLE,
    refused=_WHOLE,
    unplaced=_WHOLE,
    without_key=_WHOLE,
    identical=_WHOLE,
    first_month=_TEXT,
    last_month=_TEXT,
    rejects=_TEXT,
    note=_TEXT,
)
QUALITY = _schema(
    kind=_TEXT,
    record=_TEXT,
    source=_TEXT,
    period=_TEXT,
    found=_TEXT,
    effect=_TEXT,
    severity=_TEXT,
)
COVERAGE = _schema(
    record=_TEXT,
    month=_TEXT,
    status=_TEXT,
    reason=_TEXT,
    rows=_WHOLE,
    placed_share=_NUMBER,
)
AREAS = _schema(
    code=_TEXT,
    name=_TEXT,
    level=_TEXT,
    priority=_YES,
    residents=_NUMBER,
    parts=pa.int32(),
)
BREAKS = _schema(measure=_TEXT, when=_TEXT, title=_TEXT, severity=_TEXT, reason=_TEXT)

RELEASED = {
    "figures": FIGURES,
    "targets": TARGETS,
    "gap": GAP,
    "signals": SIGNALS,
    "receipts": RECEIPTS,
    "quality": QUALITY,
    "coverage": COVERAGE,
    "areas": AREAS,
    "breaks": BREAKS,
}
