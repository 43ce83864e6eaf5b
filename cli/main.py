"""The command line: one function for each verb."""

import argparse
import os
import subprocess
import sys

from cli import databases, paths, python_env, testing
from cli.console import Failure, bold, fail, note, say
from cli.odoo_conf import office

DEMO_DATABASE = "eoffice"


def main(arguments=None):
    """Run one command and give its exit code."""
    options = parser().parse_args(arguments)
    if not sys.platform.startswith("linux"):
        fail(Failure("this runs on Linux only", do="use Debian 12 or newer"))
        return 2
    try:
        return options.run(options) or 0
    except Failure as failure:
        fail(failure)
        return 1
    except KeyboardInterrupt:
        fail(Failure("interrupted", do="call again: what is done is kept"))
        return 130


def parser():
    """The argument parser, with a sub-parser for each verb."""
    top = argparse.ArgumentParser(
        prog="./eoffice", description="Electronic office of Kota Bekasi: run, test and develop."
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="COMMAND")

    def verb(name, run, text, *, server=True):
        sub = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        if server:
            sub.add_argument("--odoo", metavar="PATH", help="an Odoo 19.0 to use (EOFFICE_ODOO)")
            sub.add_argument("--db-url", metavar="URL", help="a PostgreSQL 15+ (EOFFICE_DB_URL)")
        return sub

    verb("setup", setup, "install everything, start nothing")
    sub = verb("test", test, "run all tests, or those that FILTER names")
    sub.add_argument("filter", nargs="?", help="an addon, file, class, method, or pure or demo")
    verb("env", env, "print the paths and variables that developing tools need")
    sub = verb("dev", dev, "run Odoo on a scratch database: dev DB -- ODOO-OPTIONS")
    sub.add_argument("database")
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    sub = verb("psql", psql, "psql on a database of this clone")
    sub.add_argument("database", nargs="?", default=DEMO_DATABASE)
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    return top


def _office(options, **more):
    return office(odoo=options.odoo, db_url=options.db_url, **more)


def setup(options):
    """Install everything for running, testing and linting, and make the template."""
    with _office(options, dev=True, browser=True) as ready:
        databases.ensure_template(ready)
        say(bold("everything is installed"))
        note(f"Odoo: {ready.odoo.root} ({ready.odoo.origin})")
        note(f"Python {python_env.version_of(ready.python)}: {ready.python}")
        note(f"PostgreSQL {ready.server.version}: {ready.server.host}")


def test(options):
    """Run the tests in databases of their own."""
    with _office(options, dev=True, browser=True) as ready:
        return testing.run(ready, options.filter)


def env(options):
    """Print what a developer's own tools need to reach the same Odoo and database."""
    with _office(options, dev=True, keep=True) as ready:
        ours = ready.environment()
        for name in sorted(ours):
            if name.startswith(("EOFFICE_", "PG")):
                say(f"{name}={ours[name]}")
        say(f"ADDONS_PATH={','.join(str(path) for path in ready.addons_path)}")
        say(f"STATE={paths.STATE}")


def dev(options):
    """Odoo with the shared configuration on a scratch database made from the template."""
    arguments = [a for a in options.arguments if a != "--"]
    with _office(options, dev=True, keep=True) as ready:
        databases.ensure(ready, options.database)
        return subprocess.call(
            ready.odoo_command(options.database, *arguments), env=ready.environment()
        )


def psql(options):
    """An interactive psql, or one fed from standard input."""
    arguments = [a for a in options.arguments if a != "--"]
    with _office(options, keep=True) as ready:
        return databases.psql_session(ready, options.database, arguments)
