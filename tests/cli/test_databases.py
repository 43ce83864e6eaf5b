"""Deleting a database, also one that PostgreSQL itself is working on."""

from types import SimpleNamespace

import pytest

from cli import databases
from cli.console import Failure


class Server:
    """Refuses the first ``refusals`` statements, and remembers what it was asked."""

    def __init__(self, refusals):
        self.refusals, self.asked = refusals, []

    def psql(self, statement):
        self.asked.append(statement)
        if len(self.asked) <= self.refusals:
            raise Failure("PostgreSQL refused: must be a member of the role")


@pytest.fixture
def office(tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    return SimpleNamespace(server=None, filestore=lambda _name: files, files=files)


@pytest.mark.parametrize("refusals", [0, 1, 2])
def test_autovacuum_is_waited_for(office, refusals):
    office.server = Server(refusals)
    databases.drop(office, "coba")
    assert office.server.asked[0] == 'DROP DATABASE IF EXISTS "coba" WITH (FORCE)'
    if refusals:
        assert office.server.asked[1] == 'DROP DATABASE IF EXISTS "coba"'
    assert not office.files.exists()


def test_a_server_that_refuses_for_good_is_told(office):
    office.server = Server(9)
    with pytest.raises(Failure):
        databases.drop(office, "coba")
    assert office.files.exists()
