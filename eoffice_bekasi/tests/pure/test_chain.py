"""The way of a letter: who is asked together, and who after whom."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.chain import (
    SETTLED,
    after,
    before,
    next_steps,
    stages,
)


@dataclass(eq=False)
class Step:
    name: str
    with_previous: bool = False
    state: str = "waiting"


STEPS = st.lists(
    st.builds(
        Step,
        name=st.just("step"),
        with_previous=st.booleans(),
        state=st.sampled_from(["waiting", "current", "done", "skipped", "returned"]),
    ),
    max_size=8,
)


def names(steps):
    return "".join(step.name for step in steps)


class TestStages:
    """Who is asked together, and who one after another."""

    def test_one_after_another(self):
        assert [names(stage) for stage in stages([Step("a"), Step("b")])] == ["a", "b"]

    def test_together(self):
        chain = [Step("a", True), Step("b"), Step("c", True), Step("d")]
        assert [names(stage) for stage in stages(chain)] == ["a", "bc", "d"]

    @given(STEPS)
    def test_nobody_is_lost(self, chain):
        assert [step for stage in stages(chain) for step in stage] == chain


class TestNextSteps:
    """The next are asked when all before have done, and not sooner."""

    def test_a_group_is_asked_at_once(self):
        chain = [Step("a", state="done"), Step("b"), Step("c", True), Step("d")]
        assert names(next_steps(chain)) == "bc"

    def test_the_next_waits_for_the_whole_group(self):
        chain = [Step("b", state="current"), Step("c", True, "done"), Step("d")]
        assert next_steps(chain) == []

    def test_who_is_skipped_is_not_waited_for(self):
        assert names(next_steps([Step("a", state="skipped"), Step("b")])) == "b"

    def test_one_of_a_group_is_asked_again(self):
        chain = [Step("a", state="done"), Step("b", True), Step("c")]
        assert names(next_steps(chain)) == "b"

    @given(STEPS)
    def test_nobody_is_asked_before_those_ahead_have_done(self, chain):
        asked = next_steps(chain)
        for step in asked:
            assert all(one.state in SETTLED for one in before(chain, step))
            assert step.state == "waiting"


class TestPlaces:
    @given(STEPS)
    def test_before_and_after_leave_out_the_stage_itself(self, chain):
        for stage in stages(chain):
            for step in stage:
                assert [*before(chain, step), *stage, *after(chain, step)] == chain
