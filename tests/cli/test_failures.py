"""What goes wrong for a user says what was tried and what to do, and is no traceback."""

import argparse
import errno
import socket

import pytest

from cli import main, postgres, server, system
from cli.console import Failure

URL = "postgresql://ani:rahasia@127.0.0.1:{port}/"


@pytest.fixture
def taken():
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def closed():
    """A port that nothing listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return other.getsockname()[1]


def bind_refused(monkeypatch, code):
    error = OSError(code, "refused")  # becomes PermissionError for EACCES
    monkeypatch.setattr(system, "_refused", lambda _port, _address: error)


def test_a_taken_port_is_told_before_anything_is_installed(monkeypatch, taken, capsys):
    monkeypatch.setattr(server, "running", lambda: None)
    monkeypatch.setattr(main, "_office", lambda *_a, **_k: pytest.fail("began to install"))
    assert main.main(["run", "--port", str(taken)]) == 1
    told = capsys.readouterr().err
    assert f"port {taken} is taken" in told
    assert "./eoffice run --port" in told


def test_an_office_that_runs_already_is_told(monkeypatch, capsys):
    found = {"pid": 1, "port": 8069, "address": "http://localhost:8069"}
    monkeypatch.setattr(server, "running", lambda: found)
    assert main.main(["run"]) == 1
    told = capsys.readouterr().err
    assert "runs already" in told
    assert "http://localhost:8069" in told
    assert "./eoffice stop" in told


@pytest.mark.parametrize("word", ["0", "65536", "99999", "-1", "abc"])
def test_no_port_at_all(word):
    with pytest.raises((argparse.ArgumentTypeError, ValueError)):
        main._port(word)
    with pytest.raises(SystemExit):
        main.parser().parse_args(["run", f"--port={word}"])


def test_a_port_for_root_only(monkeypatch):
    bind_refused(monkeypatch, errno.EACCES)
    with pytest.raises(Failure, match="only root may open port 80") as failure:
        system.require_port(80)
    assert "--port 8069" in failure.value.do


def test_an_address_of_another_machine(monkeypatch):
    bind_refused(monkeypatch, errno.EADDRNOTAVAIL)
    with pytest.raises(Failure, match=r"cannot listen on the address 192\.0\.2\.1") as failure:
        system.require_port(8069, "192.0.2.1")
    assert "--listen" in failure.value.do


@pytest.mark.parametrize("url", ["mysql://ani:rahasia@x/", "rahasia", URL.format(port="99x")])
def test_no_database_url(url):
    with pytest.raises(Failure, match="not the address of a PostgreSQL") as failure:
        postgres.parse_url(url)
    assert "postgresql://user:password@host:5432/" in failure.value.do
    assert "rahasia" not in str(failure.value)


def test_a_database_server_out_of_reach(closed):
    with pytest.raises(Failure, match=r"refused") as failure:
        postgres.connect(URL.format(port=closed))
    assert f"127.0.0.1, port {closed}, as ani" in failure.value.tried
    assert "see that the server runs" in failure.value.do
    assert "rahasia" not in str(failure.value)


class Answers:
    """Stands for ``Server.psql``: answers instead of a server."""

    def __init__(self, version="170002", role="ani", may_create="t"):
        self.version, self.role, self.may_create = version, role, may_create

    def __call__(self, sql, *_more, **_options):
        return [[self.version]] if "version" in sql else [[self.role, self.may_create]]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (Answers(version="140011"), "PostgreSQL 14 is too old: 15 or newer"),
        (Answers(version="90624"), "PostgreSQL 9 is too old"),
        (Answers(role="postgres"), "refuses to work as the database user postgres"),
        (Answers(may_create="f"), "ani may not create databases"),
    ],
)
def test_a_database_server_that_will_not_do(monkeypatch, answers, told):
    monkeypatch.setattr(postgres.Server, "psql", answers)
    with pytest.raises(Failure, match=told) as failure:
        postgres.connect(URL.format(port=5432))
    assert failure.value.do
    assert failure.value.lakukan


def test_a_database_server_that_will_do(monkeypatch):
    monkeypatch.setattr(postgres.Server, "psql", Answers())
    assert postgres.connect(URL.format(port=5432)).version == 17


def test_no_postgresql_at_all(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "find_binaries", lambda: None)
    with pytest.raises(Failure, match="no PostgreSQL 15") as failure:
        postgres._ensure_running()
    assert "/usr/lib/postgresql" in failure.value.tried
    assert "apt-get install postgresql" in failure.value.do


def test_a_failed_command_quotes_the_cause_and_not_the_farewell(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "print('ParseError: views/x.xml:4 has no such field')\n"
        "for i in range(40): print('2026-01-02 10:00:00,123 1 INFO db odoo: bye', i)\n"
        "sys.exit(1)\n"
    )
    with pytest.raises(Failure, match=r"ParseError: views/x\.xml:4") as failure:
        system.run_logged(["python3", script], tmp_path / "log", what="it failed")
    assert "bye" not in str(failure.value)
