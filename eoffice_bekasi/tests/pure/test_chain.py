"""The way of a letter: who is asked together, and who after whom."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.chain import (
    SETTLED,
    after,
    before,
    furthest_place,
    insert,
    next_steps,
    stages,
)


@dataclass(eq=False)
class Step:
    name: str
    with_previous: bool = False
    state: str = "waiting"
    asked_again: bool = False


STEPS = st.lists(
    st.builds(
        Step,
        name=st.just("step"),
        with_previous=st.booleans(),
        state=st.sampled_from(["waiting", "current", "done", "skipped", "returned", "forwarded"]),
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

    def test_who_comes_into_a_group_that_is_asked(self):
        chain = [Step("b", state="current"), Step("c", True), Step("d")]
        assert names(next_steps(chain)) == "c"

    def test_who_handed_it_on_is_not_waited_for(self):
        chain = [Step("a", state="forwarded"), Step("b", True, "done"), Step("c")]
        assert names(next_steps(chain)) == "c"

    def test_those_asked_again_are_asked_together(self):
        chain = [Step("a", asked_again=True), Step("b", asked_again=True), Step("c")]
        assert names(next_steps(chain)) == "ab"

    def test_nobody_else_until_all_asked_again_have_done(self):
        chain = [Step("a", state="done"), Step("b", state="current"), Step("c")]
        assert next_steps(chain) == []

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


class TestInsert:
    """Somebody new stands where he was put, and all others as before."""

    def chain(self):
        return [
            Step("a", state="done"),
            Step("b", state="current"),
            Step("c", True),
            Step("d"),
        ]

    def shape(self, steps, place, join=False):
        result = insert(steps, Step("x"), place, join)
        return "".join(f"{'+' if together else ' '}{step.name}" for step, together in result)

    def test_by_himself(self):
        assert self.shape(self.chain(), 2) == " a b+c x d"

    def test_together(self):
        assert self.shape(self.chain(), 1, join=True) == " a b+c+x d"

    def test_at_the_end(self):
        assert self.shape(self.chain(), 3) == " a b+c d x"

    def test_only_after_what_is_done(self):
        assert furthest_place(self.chain()) == 1
        assert furthest_place([Step("a", state="done")]) == 1
        assert furthest_place([]) == 0

    @given(STEPS, st.integers(0, 8), st.booleans())
    def test_the_stages_of_the_others_stay(self, chain, place, join):
        groups = stages(chain)
        if not groups:
            return
        place %= len(groups)
        new = Step("x")
        for step, together in insert(chain, new, place, join):
            step.with_previous = together
        result = [step for step, _together in insert(chain, new, place, join)]
        others = [[step for step in stage if step is not new] for stage in stages(result)]
        assert [stage for stage in others if stage] == groups
