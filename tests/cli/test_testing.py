"""A filter becomes Odoo's test tags or pytest's arguments."""

import pytest

from cli import paths, testing
from cli.console import Failure

ADDONS = ["eoffice_bekasi", "eoffice_bekasi_report"]


@pytest.fixture
def repo(tmp_path):
    """A small project with one test of each kind."""
    files = {
        "eoffice_bekasi/tests/test_flow.py": "class TestFlow(A):\n    def test_sign(self): ...",
        "eoffice_bekasi/tests/pure/test_number.py": "def test_number(): ...",
        "eoffice_bekasi_report/tests/test_page.py": "class TestPage(A):\n    def test_sign(self): ...",
        "tests/cli/test_x.py": "class TestX:\n    def test_x(self): ...",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_without_filter_everything_runs(repo):
    selection = testing.select(None, ADDONS, repo)
    assert selection.tags["eoffice_bekasi"] == ["/eoffice_bekasi", "-eoffice_demo"]
    assert set(selection.tags) == set(ADDONS)
    assert selection.pure == ["tests", "eoffice_bekasi/tests/pure"]
    assert selection.demo


def test_addon(repo):
    selection = testing.select("eoffice_bekasi", ADDONS, repo)
    assert list(selection.tags) == ["eoffice_bekasi"]
    assert selection.pure == ["eoffice_bekasi/tests/pure"]
    assert not selection.demo


def test_file(repo):
    selection = testing.select("eoffice_bekasi/tests/test_flow.py", ADDONS, repo)
    assert selection.tags == {"eoffice_bekasi": ["/eoffice_bekasi/tests/test_flow.py"]}
    assert selection.pure == []


def test_absolute_file(repo):
    path = str(repo / "eoffice_bekasi/tests/pure/test_number.py")
    assert testing.select(path, ADDONS, repo).pure == ["eoffice_bekasi/tests/pure/test_number.py"]


@pytest.mark.parametrize("wanted", ["TestFlow", "TestFlow.test_sign"])
def test_class_and_method(repo, wanted):
    assert testing.select(wanted, ADDONS, repo).tags == {
        "eoffice_bekasi": [f"/eoffice_bekasi:{wanted}"]
    }


def test_method_in_several_addons(repo):
    assert testing.select("test_sign", ADDONS, repo).tags == {
        "eoffice_bekasi": ["/eoffice_bekasi.test_sign"],
        "eoffice_bekasi_report": ["/eoffice_bekasi_report.test_sign"],
    }


def test_pure_names(repo):
    assert testing.select("test_number", ADDONS, repo).pure == [
        "eoffice_bekasi/tests/pure/test_number.py::test_number"
    ]
    assert testing.select("TestX.test_x", ADDONS, repo).pure == [
        "tests/cli/test_x.py::TestX::test_x"
    ]


def test_an_unknown_name_is_refused(repo):
    with pytest.raises(Failure, match="no test answers"):
        testing.select("TestNowhere", ADDONS, repo)


def test_a_file_outside_of_the_addons_is_refused(repo):
    (repo / "other.py").touch()
    with pytest.raises(Failure, match="belongs to no addon"):
        testing.select("other.py", ADDONS, repo)


def test_a_split_addon_has_each_file_in_one_part():
    halves = testing.split("eoffice_bekasi")
    assert len(halves) == 2
    files = [tag for half in halves for tag in half if tag.startswith("/")]
    folder = paths.REPO / "eoffice_bekasi" / "tests"
    assert sorted(files) == sorted(
        f"/eoffice_bekasi/tests/{p.name}" for p in folder.glob("test_*.py")
    )
    assert all(f"-{testing.DEMO_TAG}" in half for half in halves)
