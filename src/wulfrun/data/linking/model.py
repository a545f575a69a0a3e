"""The linkage model: what is compared, at which levels, and which pairs are compared at all.

Fellegi and Sunter (1969), 'A theory for record linkage', JASA 64:1183-1210, as Splink fits it: m is the share
of true pairs at a level, u that of pairs of different people; log2(m/u) is the level's weight.
"""

from collections.abc import Sequence
from typing import Any

from wulfrun.data.linking.protect import WORDS
from wulfrun.words.errors import BuildError

# Dice coefficient of two Bloom filters: one letter changed in a name of seven gives about 0.75.
VERY_LIKE, LIKE = 0.80, 0.65
SEED = 2008
# The share of true pairs that the plain rules find, as Splink asks for it; see docs/how-to/link-people.md.
PLAIN_RECALL = 0.75
PLAIN_RULES = (("forename", "surname", "born"), ("forename", "born", "postcode"))
TRAINED_WITHIN = (("born",), ("forename", "surname"))
COMPARED_WITHIN = (
    ("born",),
    ("forename", "surname"),
    ("surname_sound", "forename_formal"),
    ("surname", "postcode"),
    ("forename_formal", "outward", "born_year"),
    ("surname_sound", "forename_initial", "born_year"),
)
_EXCHANGED = "forename_l = surname_r and surname_l = forename_r and forename_l != surname_l"
_SWAPPED_NAMES = "l.forename = r.surname and l.surname = r.forename"
_SWAPPED_DATE = "l.born = r.born_swapped and l.surname_sound = r.surname_sound"
COMPARED = ("forename", "surname", "born", "postcode", "sex")
DIFFERENT = "all other comparisons"


def splink() -> Any:
    """Splink, loaded when it is needed; BuildError with the remedy where it is not installed."""
    try:
        import splink as found
    except ImportError as error:
        raise BuildError(
            "Linking people needs Splink, which is not installed. Install it with the extra 'link': "
            "pip install 'wulfrun[link]' (or uv sync --extra link)."
        ) from error
    return found


def settings() -> dict[str, Any]:
    """The settings handed to Splink, in its own words."""
    block_on = splink().block_on
    return {
        "link_type": "link_only",
        "comparisons": [_forename(), _surname(), _born(), _postcode(), _sex()],
        "blocking_rules_to_generate_predictions": [
            *(block_on(*columns).create_blocking_rule_dict("duckdb") for columns in COMPARED_WITHIN),
            {"blocking_rule": _SWAPPED_NAMES, "sql_dialect": "duckdb"},
            {"blocking_rule": _SWAPPED_DATE, "sql_dialect": "duckdb"},
        ],
        "retain_matching_columns": True,  # for the level each comparison reached; the rest is dropped at once
        "retain_intermediate_calculation_columns": False,
        "max_iterations": 50,
        "linker_uid": "wulfrun",
    }


def _forename() -> dict[str, Any]:
    return _comparison(
        "forename",
        [
            _missing("forename"),
            _same("forename", "same forename", common_names_count_less=True),
            _level(_EXCHANGED, "forename and surname exchanged"),
            _same("forename_formal", "one is a short form of the other"),
            _level(
                f"{_dice('forename')} >= {VERY_LIKE}", f"forenames very like (Dice {VERY_LIKE:.2f} or more)"
            ),
            _level(f"{_dice('forename')} >= {LIKE}", f"forenames like (Dice {LIKE:.2f} or more)"),
            _level(
                _both("(initial_only_l or initial_only_r)", "forename_initial_l = forename_initial_r"),
                "one is only an initial, and it agrees",
            ),
        ],
    )


def _surname() -> dict[str, Any]:
    # Exchanged names are one piece of evidence, weighed once, under the forename: here they say nothing more.
    weighed = f"surname_l is null or surname_r is null or ({_EXCHANGED})"
    return _comparison(
        "surname",
        [
            {"sql_condition": weighed, "label_for_charts": "missing or exchanged", "is_null_level": True},
            _same("surname", "same surname", common_names_count_less=True),
            _level(
                f"{_dice('surname')} >= {VERY_LIKE}", f"surnames very like (Dice {VERY_LIKE:.2f} or more)"
            ),
            _level(f"{_dice('surname')} >= {LIKE}", f"surnames like (Dice {LIKE:.2f} or more)"),
            _same("surname_sound", "surnames sound the same"),
        ],
    )


def _born() -> dict[str, Any]:
    day, month, year = (f"born_{part}_l = born_{part}_r" for part in ("day", "month", "year"))
    two = " or ".join(f"({_both(*pair)})" for pair in ((day, month), (day, year), (month, year)))
    return _comparison(
        "born",
        [
            _missing("born"),
            _same("born", "same date of birth"),
            _level("born_l = born_swapped_r", "day and month exchanged"),
            _level(two, "two of day, month and year agree"),
        ],
    )


def _postcode() -> dict[str, Any]:
    # Where one side knows only the outward part, the whole postcode is null and cannot be equal.
    return _comparison(
        "postcode",
        [
            _missing("outward"),
            _same("postcode", "same postcode"),
            _same("outward", "same outward part of the postcode"),
        ],
    )


def _sex() -> dict[str, Any]:
    return _comparison("sex", [_missing("sex"), _same("sex", "same sex")])


def _comparison(name: str, levels: Sequence[dict[str, Any]]) -> dict[str, Any]:
    other = {"sql_condition": "ELSE", "label_for_charts": DIFFERENT}
    return {"output_column_name": name, "comparison_levels": [*levels, other]}


def _missing(column: str) -> dict[str, Any]:
    condition = f"{column}_l is null or {column}_r is null"
    return {"sql_condition": condition, "label_for_charts": "missing", "is_null_level": True}


def _same(column: str, label: str, *, common_names_count_less: bool = False) -> dict[str, Any]:
    level = _level(f"{column}_l = {column}_r", label)
    return level | {"tf_adjustment_column": column} if common_names_count_less else level


def _level(condition: str, label: str) -> dict[str, Any]:
    return {"sql_condition": condition, "label_for_charts": label}


def _both(*conditions: str) -> str:
    return " and ".join(conditions)


def _dice(name: str) -> str:
    """The Dice coefficient of two Bloom filters: twice the bits in both over the bits in each together."""

    # A count of bits is a whole number of one byte, which a sum of them outgrows.
    first, *others = (f"bit_count({name}_bits_{n}_l & {name}_bits_{n}_r)" for n in range(WORDS))
    both = " + ".join([f"cast({first} as integer)", *others])
    return f"(2.0 * ({both}) / ({name}_bits_set_l + {name}_bits_set_r))"
