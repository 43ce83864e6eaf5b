"""The office: Odoo, its Python, its database server and our addons, ready to be started."""

import ast
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from cli import odoo_source, paths, postgres, python_env, system
from cli.files import write

LAUNCHER = paths.REPO / "cli" / "odoo_bin.py"
SERVER_WIDE = ("base", "web", "rpc", "queue_job")
FIXUP_ADDON = "eoffice_dev_fixups"


def manifest(addon):
    """The manifest of one of our addons as a dict; empty while it is missing or broken."""
    path = paths.REPO / addon / "__manifest__.py"
    try:
        return ast.literal_eval(path.read_text())
    except (OSError, SyntaxError, ValueError):
        return {}


@dataclass
class Office:
    """Everything needed to start Odoo on some database."""

    odoo: odoo_source.Odoo
    python: Path
    oca: Path
    server: postgres.Server

    @property
    def addons(self):
        """Our own addons."""
        return paths.own_addons()

    @property
    def addons_path(self):
        """The folders that Odoo looks for addons in, ours first."""
        fixups = [paths.FIXUPS] if self.fixups else []
        return [paths.REPO, self.oca, *fixups, *self.odoo.addons]

    @property
    def fixups(self):
        """The development addon that stands in for a file Odoo lacks, where it does."""
        return [FIXUP_ADDON] if self.odoo.needs_fixups else []

    @property
    def launcher(self):
        """The script that starts Odoo."""
        return LAUNCHER

    @property
    def data_dir(self):
        """Odoo's data folder, with sessions and files."""
        return paths.STATE / "odoo"

    @property
    def conf(self):
        """Odoo's configuration file, written by ``prepare``."""
        return paths.STATE / "odoo.conf"

    def filestore(self, database):
        """The folder with a database's attachments."""
        return self.data_dir / "filestore" / database

    def environment(self, **extra):
        """The environment for Odoo and everything that is to find the database."""
        return system.clean_environment(
            **self.server.environment,
            EOFFICE_ODOO_ROOT=self.odoo.root,
            EOFFICE_ODOO_CONF=self.conf,
            EOFFICE_ODOO_BIN=LAUNCHER,
            EOFFICE_PYTHON=self.python,
            **extra,
        )

    def odoo_command(self, database, *arguments):
        """The command line that starts Odoo on a database with our configuration."""
        return [str(self.python), str(LAUNCHER), "-c", str(self.conf), "-d", database, *arguments]

    def prepare(self):
        """Write the configuration file that all commands share."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        write(self.conf, configuration(self), mode=0o600)


def configuration(office, **changes):
    """The text of an Odoo configuration; ``changes`` add to or replace options."""
    server = office.server
    options = {
        "addons_path": ",".join(str(path) for path in office.addons_path),
        "data_dir": office.data_dir,
        "admin_passwd": _master_password(),
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "db_sslmode": server.sslmode or "prefer",
        # without these, read-only cursors go to a server at libpq's default place
        "db_replica_host": server.host,
        "db_replica_port": server.port,
        "list_db": False,
        "http_interface": "127.0.0.1",
        "server_wide_modules": ",".join(SERVER_WIDE),
        "screenshots": paths.STATE / "screenshots",
    } | changes
    if server.password:
        options["db_password"] = server.password
    lines = ["[options]", *(f"{name} = {value}" for name, value in options.items())]
    return "\n".join([*lines, "", "[queue_job]", "channels = root:2,root.eoffice_scan:1", ""])


def _master_password():
    """A random password for the database manager, the same for all of a clone's files."""
    path = paths.state("master-password")
    if not path.exists():
        write(path, secrets.token_urlsafe(24), mode=0o600)
    return path.read_text()


@contextmanager
def office(*, odoo=None, db_url=None, dev=False, browser=False, keep=False):
    """Install what is missing, start the database, and give an Office for the block."""
    found = postgres.find_binaries()
    system.install_packages(system.missing_packages(postgres_found=bool(found), browser=browser))
    parts = _together(
        odoo=lambda: odoo_source.find_or_fetch(odoo),
        python=lambda: python_env.ensure_venv(dev=dev),
    )
    oca = python_env.ensure_oca(parts["python"])
    with _server(db_url, keep) as server:
        ready = Office(parts["odoo"], parts["python"], oca, server)
        ready.prepare()
        yield ready


@contextmanager
def _server(db_url, keep):
    db_url = db_url or os.environ.get("EOFFICE_DB_URL")
    if db_url:
        yield postgres.connect(db_url)
    else:
        with postgres.embedded(keep=keep) as server:
            yield server


def _together(**tasks):
    """Do tasks at the same time and give their results by name; raise the first failure."""
    results, failures = {}, []

    def run(name, task):
        try:
            results[name] = task()
        except BaseException as error:  # noqa: BLE001 (raised again by the caller)
            failures.append(error)

    threads = [Thread(target=run, args=item, daemon=True) for item in tasks.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return results
