"""What the one-shot service ``update`` would do to a database."""

import importlib.util

import pytest

from cli import paths

ADDONS = ["eoffice_bekasi", "eoffice_bekasi_report"]


@pytest.fixture(scope="module")
def bring_up():
    path = paths.REPO / "deploy" / "odoo" / "bring_up.py"
    spec = importlib.util.spec_from_file_location("bring_up", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_first_time_installs_all_without_demo(bring_up):
    [call] = bring_up.plan(ADDONS, set(), None, "new")
    assert call[:2] == ["-i", "eoffice_bekasi,eoffice_bekasi_report"]
    assert "--without-demo" in call
    assert "--load-language=id_ID" in call


def test_a_first_time_that_broke_off_is_gone_on_with(bring_up):
    [call] = bring_up.plan(ADDONS, {"eoffice_bekasi"}, None, "new")
    assert call[0] == "-i"


def test_same_code_does_nothing(bring_up):
    assert bring_up.plan(ADDONS, set(ADDONS), "same", "same") == []


def test_other_code_upgrades(bring_up):
    assert bring_up.plan(ADDONS, set(ADDONS), "old", "new") == [["-u", ",".join(ADDONS)]]


def test_new_addon_is_installed_and_the_rest_upgraded(bring_up):
    calls = bring_up.plan(ADDONS, {"eoffice_bekasi"}, "old", "new")
    assert [call[:2] for call in calls] == [
        ["-i", "eoffice_bekasi_report"],
        ["-u", "eoffice_bekasi"],
    ]


def test_digest_sees_a_change_and_no_bytecode(bring_up, tmp_path):
    addon = tmp_path / "eoffice_bekasi"
    addon.mkdir()
    (addon / "__manifest__.py").write_text("{}")
    first = bring_up.code_digest(tmp_path)
    (addon / "__pycache__").mkdir()
    (addon / "__pycache__" / "x.pyc").write_text("x")
    assert bring_up.code_digest(tmp_path) == first
    (addon / "new.py").write_text("")
    assert bring_up.code_digest(tmp_path) != first
    assert bring_up.own_addons(tmp_path) == ["eoffice_bekasi"]


def test_same_addons_and_parameters_as_run(bring_up):
    """The names and parameters that ``run`` uses, so that links and QR codes agree."""
    assert bring_up.own_addons(paths.REPO) == paths.own_addons()
    source = (paths.REPO / "cli" / "server.py").read_text()
    for key in bring_up.parameters("https://eoffice.example/"):
        assert f'"{key}"' in source
    assert bring_up.parameters("https://eoffice.example/")["web.base.url"] == (
        "https://eoffice.example"
    )


def test_admin_password_is_hashed_as_odoo_does(bring_up, tmp_path, monkeypatch):
    from passlib.context import CryptContext

    secret = tmp_path / "admin_password"
    secret.write_text("benar kuda baterai\n")
    monkeypatch.setenv("ADMIN_PASSWORD_FILE", str(secret))
    context = CryptContext(["pbkdf2_sha512"])
    assert context.verify("benar kuda baterai", bring_up.admin_hash())
    monkeypatch.delenv("ADMIN_PASSWORD_FILE")
    assert not context.verify("admin", bring_up.admin_hash())
