"""Trees given by superiors, and terms that collide."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi.tools.hierarchy import circles, levels
from odoo.addons.eoffice_bekasi.tools.terms import Term, collisions

GRAPHS = st.dictionaries(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 14)), max_size=12)
DAYS = st.integers(0, 30).map(lambda day: date(2025, 1, 1) + timedelta(day))


def goes_round(graph, member):
    """Whether a member comes back to itself, by walking."""
    place = graph[member]
    for _step in range(len(graph) + 1):
        if place == member:
            return True
        place = graph.get(place)
    return False


class TestTree:
    """Who stands on a circle; in which order a tree can be made."""

    def test_example(self):
        graph = {"a": "b", "b": "a", "c": "a", "d": None, "e": "e"}
        assert circles(graph) == {"a", "b", "e"}

    @given(GRAPHS)
    def test_circles_are_the_walked_ones(self, graph):
        assert circles(graph) == {member for member in graph if goes_round(graph, member)}

    @given(GRAPHS)
    def test_superiors_come_first(self, graph):
        wrong = circles(graph)
        tree = {key: None if value in wrong else value for key, value in graph.items()}
        tree = {key: value for key, value in tree.items() if key not in wrong}
        groups = levels(tree)
        assert sorted(member for group in groups for member in group) == sorted(tree)
        place = {member: number for number, group in enumerate(groups) for member in group}
        for member, superior in tree.items():
            if superior in place:
                assert place[superior] < place[member]

    def test_deep(self):
        """A long chain in the worst order takes no time and no recursion."""
        chain = {number: number + 1 for number in range(20_000)}
        assert not circles(chain)
        assert len(levels(chain)) == 20_000


class TestTerms:
    """Two terms of one post that share a day are found."""

    def test_the_day_after_is_free(self):
        first = Term("post", "a", "definitif", date(2025, 1, 1), date(2025, 1, 31))
        second = Term("post", "b", "definitif", date(2025, 2, 1))
        assert collisions([second, first]) == []
        second.start = date(2025, 1, 31)
        assert collisions([second, first]) == [(first, second)]

    @given(st.lists(st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 10))), max_size=8))
    def test_found_when_there_are_any(self, spans):
        terms = [
            Term(
                *("post", place, "definitif", start),
                None if length is None else start + timedelta(length),
            )
            for place, (start, length) in enumerate(spans)
        ]

        def share(one, other):
            return one.runs_on(other.start) and other.runs_on(one.start)

        pairs = [
            (one, other)
            for place, one in enumerate(terms)
            for other in terms[place + 1 :]
            if share(one, other)
        ]
        found = collisions(terms)
        assert all(share(one, other) for one, other in found)
        assert bool(found) == bool(pairs)
