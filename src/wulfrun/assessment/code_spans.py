"""Which rows have a code that counted in their month."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wulfrun.definition.model import CodeSpan
from wulfrun.words.periods import month_of_day


def fitting(table: pa.Table, spans: Sequence[CodeSpan]) -> npt.NDArray[np.bool_]:
    """Which rows of a table with `code` and `month` have, in their month, a code of one of the spans."""
    codes = pc.dictionary_encode(table["code"].combine_chunks().cast(pa.string()))
    index, words = np.asarray(codes.indices), codes.dictionary.to_pylist()
    month = np.asarray(table["month"])
    found = np.zeros(len(table), bool)
    for span in spans:
        named = np.array([word in span.codes for word in words], bool)[index]
        if span.valid_from:
            named &= month >= month_of_day(span.valid_from)
        if span.valid_to:
            named &= month <= month_of_day(span.valid_to)
        found |= named
    return found
