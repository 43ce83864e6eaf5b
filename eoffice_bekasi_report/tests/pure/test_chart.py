"""Boxes and lines of the printed chart."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.eoffice_bekasi_report.tools import chart
from odoo.addons.eoffice_bekasi_report.tools.chart import Node

TREES = st.recursive(
    st.builds(Node, st.just("Jabatan")),
    lambda below: st.builds(
        Node, st.just("Jabatan"), children=st.lists(below, min_size=1, max_size=14)
    ),
    max_leaves=60,
)


def wide(*sizes):
    """Return a tree with so many children on each level."""
    children = [wide(*sizes[1:]) for _number in range(sizes[0])] if sizes else []
    return Node("Jabatan", children=children)


def nodes(root):
    yield root
    for child in root.children:
        yield from nodes(child)


@given(TREES)
def test_everybody_is_drawn(root):
    """Each has one box, leaders of a page a box on each of their pages as well."""
    pages = chart.draw(root)
    drawn = [id(box.node) for page in pages for box in page.boxes]
    assert set(drawn) == {id(node) for node in nodes(root)}
    below = [id(box.node) for page in pages for box in page.boxes[1:]]
    assert len(below) == len(set(below))


@given(TREES)
def test_nothing_leaves_the_page_or_lies_on_another(root):
    for page in chart.draw(root):
        for box in page.boxes:
            assert box.x >= -0.01
            assert box.x + box.width <= chart.WIDTH + 0.01
            assert box.y + box.height <= chart.HEIGHT + 0.01
        for one, other in combinations(page.boxes, 2):
            apart = (
                one.x + one.width <= other.x + 0.01
                or other.x + other.width <= one.x + 0.01
                or one.y + one.height <= other.y + 0.01
                or other.y + other.height <= one.y + 0.01
            )
            assert apart, (one, other)
        for x, y, width, height in page.lines:
            assert min(width, height) > 0
            assert x >= -0.01 and x + width <= chart.WIDTH + 0.5
            assert y >= -0.01 and y + height <= chart.HEIGHT + 0.5


@given(TREES)
def test_who_goes_on_elsewhere_is_found_there(root):
    pages = chart.draw(root)
    for page in pages:
        for box in page.boxes[1:]:
            if box.page:
                assert pages[box.page - 1].leader is box.node
                assert not pages[box.page - 1].continued
            else:
                drawn = {id(other.node) for other in page.boxes}
                assert {id(child) for child in box.node.children} <= drawn


def test_a_dinas_is_one_page():
    assert len(chart.draw(wide(5, 3))) == 1


def test_a_city_breaks_at_those_who_lead_much():
    """40 dinas below one: pages of bands; the leader stands on each."""
    city = wide(40, 4)
    pages = chart.draw(city)
    assert len(pages) == 7
    assert all(page.boxes[0].node is city for page in pages)
    assert [page.continued for page in pages] == [False] + [True] * 6


def test_a_column_that_is_too_tall_gets_its_own_page():
    root = Node("Wali Kota", children=[wide(30), wide(2)])
    first, second, *_more = chart.draw(root)
    assert [box.page for box in first.boxes[1:3]] == [2, 0]
    assert second.leader is root.children[0]


def test_prune_and_count():
    tree = wide(3, 4, 5)
    assert chart.count(tree) == 1 + 3 + 12 + 60
    assert chart.count(chart.prune(tree, 1)) == 1
    assert chart.count(chart.prune(tree, 3)) == 16
    assert chart.count(chart.prune(tree, 9)) == chart.count(tree)
    assert chart.count(tree) == 76
