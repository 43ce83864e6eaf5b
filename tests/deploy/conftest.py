"""What the deployment tests read: the compose file, and what ``./eoffice run`` would write."""

import configparser
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from cli import odoo_conf, paths, server

DEPLOY = paths.REPO / "deploy"


def options(text):
    """An Odoo configuration as {section: {option: value}}."""
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {name: dict(parser[name]) for name in parser.sections()}


@pytest.fixture(scope="session")
def compose():
    """The compose file as data, merges resolved."""
    return yaml.safe_load((paths.REPO / "docker-compose.yml").read_text())


@pytest.fixture(scope="session")
def dockerfile():
    """The image's Dockerfile, with continued lines joined."""
    return (DEPLOY / "odoo" / "Dockerfile").read_text().replace("\\\n", " ")


@pytest.fixture(scope="session")
def deployed():
    """Odoo's configuration in the image."""
    return options((DEPLOY / "odoo" / "odoo.conf").read_text())


@pytest.fixture
def run(monkeypatch):
    """Odoo's configuration as ``./eoffice run`` writes it."""
    monkeypatch.setattr(odoo_conf, "_master_password", lambda: "secret")
    database = SimpleNamespace(
        host="/run/pg", port=5432, user="eoffice", password=None, sslmode=None
    )
    odoo = SimpleNamespace(addons=[Path("/odoo/addons")], needs_fixups=False)
    office = odoo_conf.Office(odoo, Path("/venv/bin/python"), Path("/oca"), database)
    return options(server.run_configuration(office, 8070, 8071))
