"""What one declaration says of another must be so."""

from wulfrun.definition.check import cross_check
from wulfrun.definition.model import (
    Basket,
    Break,
    Definition,
    Measure,
    Partnership,
    Priority,
    Target,
    Where,
)

PLACE = Partnership(name="Place", area_codes=("P",), area_name="Place")


def _places(**declared: object) -> list[str]:
    definition = Definition(partnership=PLACE, **declared)  # type: ignore[arg-type]
    return [each.place for each in cross_check(definition, ("count", "rate", "share"), (), ("offence",), {})]


def test_a_definition_of_nothing_contradicts_nothing() -> None:
    assert _places() == []


def test_every_name_that_leads_nowhere_is_found_where_it_stands() -> None:
    lost = Where(group=("a",), basket="b", flag=("c",))
    assert _places(
        measure={"m": Measure(title="M", of="offence", where=lost, part_of="n")},
        target={"t": Target(measure="x", baseline="2003/04", end="2004/05", reach=1)},
        priority={"p": Priority(title="P", measures=("x",), targets=("y",))},
        basket={"b2": Basket(title="B", groups=("a",))},
        **{"break": {"k": Break(title="K", when="2008-04-01", groups=("a",))}},
    ) == [
        "[measure.m.where]", "[measure.m.where]", "[measure.m.where]", "[measure.m]", "[target.t]",
        "[priority.p]", "[priority.p]", "[basket.b2]", "[break.k]",
    ]  # fmt: skip


def test_a_measure_may_speak_only_of_measures_that_there_are() -> None:
    spoken = {"measures": ("n",), "side": "how"}
    measure = Measure.model_validate({"title": "M", "of": "offence", "speaks_of": spoken})
    assert _places(measure={"m": measure}) == ["[measure.m]"]


def test_what_a_share_is_of_is_looked_at_too() -> None:
    share = Measure(title="M", of="offence", kind="share", out_of=Where(group=("a",)))
    assert _places(measure={"m": share}) == ["[measure.m.out_of]"]


def test_a_target_has_one_aim_and_two_years_in_order() -> None:
    def target(**given: object) -> list[str]:
        whole = {"measure": "m", "baseline": "2003/04", "end": "2007/08", **given}
        return _places(measure={"m": Measure(title="M", of="offence")}, target={"t": Target(**whole)})  # type: ignore[arg-type]

    assert target(reach=5) == target(close_gap=True) == target(change_percent=-20) == []
    assert target() == target(reach=5, change_percent=-20) == ["[target.t]"]
    assert target(reach=5, baseline="2007/08") == ["[target.t]"]
    assert target(reach=5, end="year to 2006-09") == []


def test_a_name_whose_own_declaration_is_wrong_is_not_told_twice() -> None:
    definition = Definition(
        partnership=PLACE, target={"t": Target(measure="m", baseline="2003/04", end="2004/05", reach=1)}
    )
    stood = {("measure", "m"): "measures.toml"}
    assert cross_check(definition, (), (), (), stood) == []
    assert len(cross_check(definition, (), (), (), {})) == 1
