"""Locks, files made whole, ports, logs of commands, and the words of failures."""

import socket
import sys

import pytest

from cli import files, postgres, system
from cli.console import Failure


def test_a_lock_is_held_and_given_back(tmp_path):
    path = tmp_path / "x.lock"
    with files.locked(path), path.open("a") as other:
        assert not files.try_lock(other)
    with path.open("a") as other:
        assert files.try_lock(other)


def test_shared_locks_go_together(tmp_path):
    path = tmp_path / "x.lock"
    with path.open("a") as one, path.open("a") as two, path.open("a") as three:
        assert files.try_lock(one, shared=True)
        assert files.try_lock(two, shared=True)
        assert not files.try_lock(three)


def test_a_folder_appears_only_when_it_is_whole(tmp_path):
    target = tmp_path / "made"
    with pytest.raises(ValueError, match="broken"), files.new_folder(target) as part:
        (part / "half").touch()
        assert not target.exists()
        raise ValueError("broken")
    assert list(tmp_path.iterdir()) == []
    with files.new_folder(target) as part:
        (part / "whole").touch()
    assert (target / "whole").exists()


def test_what_an_interrupted_download_left_is_swept(tmp_path):
    (tmp_path / "made.part-old").mkdir()
    with files.new_folder(tmp_path / "made"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_write_replaces_in_one_go(tmp_path):
    path = tmp_path / "sub" / "x"
    files.write(path, "one", mode=0o600)
    files.write(path, "two", mode=0o600)
    assert path.read_text() == "two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["x"]


def test_tree_digest_sees_code_but_not_tests(tmp_path):
    (tmp_path / "a" / "tests").mkdir(parents=True)
    (tmp_path / "a" / "m.py").write_text("1")
    before = files.tree_digest([tmp_path / "a"])
    (tmp_path / "a" / "tests" / "t.py").write_text("1")
    assert files.tree_digest([tmp_path / "a"]) == before
    (tmp_path / "a" / "m.py").write_text("2")
    assert files.tree_digest([tmp_path / "a"]) != before


def test_a_taken_port_is_named_with_a_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Failure) as caught:
            system.require_port(port)
    assert f"port {port} is taken" in str(caught.value)
    assert "--port" in caught.value.do


def test_a_failed_command_quotes_its_log(tmp_path):
    code = "print('the reason'); raise SystemExit(3)"
    with pytest.raises(Failure, match="the reason"):
        system.run_logged([sys.executable, "-c", code], tmp_path / "log", what="it failed")


def test_a_full_disk_is_named(tmp_path):
    code = "print('cp: No space left on device'); raise SystemExit(1)"
    with pytest.raises(Failure) as caught:
        system.run_logged([sys.executable, "-c", code], tmp_path / "log", what="it failed")
    assert "free some disk space" in caught.value.do


def test_an_absent_program_is_a_failure(tmp_path):
    with pytest.raises(Failure, match="absent-program"):
        system.run_logged(["absent-program"], tmp_path / "log", what="it failed")


def test_the_environment_leads_nowhere_else(monkeypatch):
    monkeypatch.setenv("PGHOST", "elsewhere")
    monkeypatch.setenv("ODOO_RC", "elsewhere")
    environment = system.clean_environment(PGUSER="me")
    assert "PGHOST" not in environment
    assert "ODOO_RC" not in environment
    assert environment["PGUSER"] == "me"


@pytest.mark.parametrize("version", [9, 14])
def test_an_old_server_is_refused(version):
    with pytest.raises(Failure, match=f"PostgreSQL {version} is too old"):
        postgres.check_version(version)


def test_a_database_url_is_taken_apart():
    server = postgres.parse_url("postgresql://me:se%40cret@db.example:5433/?sslmode=require")
    assert (server.host, server.port, server.user) == ("db.example", 5433, "me")
    assert (server.password, server.sslmode) == ("se@cret", "require")
    assert postgres.parse_url("postgresql://me@/?host=/run/pg").host == "/run/pg"
