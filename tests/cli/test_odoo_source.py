"""Only Odoo 19.0 is accepted, wherever it is pointed at."""

import pytest

from cli import odoo_source
from cli.console import Failure

RELEASE = "RELEASE_LEVELS = []\nversion_info = ({}, FINAL, 0, '')\n"


@pytest.fixture
def make(tmp_path):
    """A function that makes the release file of an Odoo of some version."""

    def call(version, folder="."):
        root = tmp_path / folder
        (root / "odoo" / "addons" / "web").mkdir(parents=True)
        (root / "odoo" / "release.py").write_text(RELEASE.format(version))
        return root

    return call


@pytest.mark.parametrize(
    ("version", "series"),
    [("19, 0, 0", "19.0"), ("18, 0, 0", "18.0"), ("'saas~19', 1, 0", "saas~19.1")],
)
def test_release_is_read_without_running_it(make, version, series):
    assert odoo_source.release_of(make(version)) == series


def test_no_odoo_has_no_release(tmp_path):
    assert odoo_source.release_of(tmp_path) is None
    assert odoo_source.root_of(tmp_path) is None


@pytest.mark.parametrize("inside", ["", "odoo", "odoo/release.py"])
def test_found_from_the_folder_or_inside(make, inside):
    root = make("19, 0, 0")
    assert odoo_source.root_of(root / inside) == root.resolve()


def test_found_below_an_unpacked_package(make, tmp_path):
    root = make("19, 0, 0", odoo_source.DIST_PACKAGES)
    assert odoo_source.root_of(tmp_path) == root.resolve()


def test_another_series_is_refused(make):
    with pytest.raises(Failure, match=r"18\.0.*is not Odoo 19\.0"):
        odoo_source.find_or_fetch(str(make("18, 0, 0")))


def test_environment_names_an_odoo(make, monkeypatch):
    root = make("19, 0, 0")
    monkeypatch.setenv("EOFFICE_ODOO", str(root))
    assert odoo_source.find_or_fetch().root == root.resolve()


def test_a_wrong_path_is_said_to_be_wrong(tmp_path):
    with pytest.raises(Failure, match="no Odoo at"):
        odoo_source.find_or_fetch(str(tmp_path))


def test_a_missing_file_asks_for_the_fixups(make):
    root = make("19, 0, 0")
    odoo = odoo_source.check_series(root, "test")
    assert odoo.needs_fixups
    file = root / "odoo" / "addons" / odoo_source.LEFT_OUT
    file.parent.mkdir(parents=True)
    file.touch()
    assert not odoo.needs_fixups
