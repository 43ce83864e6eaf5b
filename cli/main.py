"""The command line: one function for each verb."""

import argparse
import shutil
import subprocess
import sys

from cli import databases, paths, postgres, python_env, server, testing, translation
from cli import lint as linting
from cli.console import Failure, bold, confirm, fail, note, say
from cli.odoo_conf import office


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

    sub = verb("run", run, "install what is missing and start the office with its demo city")
    sub.add_argument("--port", type=_port, default=8069, help="the port to open (8069)")
    sub.add_argument("--listen", default="127.0.0.1", help="the address to open it on (127.0.0.1)")
    sub.add_argument("--no-demo", action="store_true", help="without demo data")
    sub.add_argument("--detach", action="store_true", help="go back to the prompt when ready")
    verb("stop", stop, "end the office and its database server", server=False)
    sub = verb("reset", reset, "delete this clone's database and files, after asking", server=False)
    sub.add_argument("--yes", action="store_true", help="do not ask")
    sub = verb("shell", shell, "an Odoo shell on the demo database, or a script from stdin")
    sub.add_argument("--database", default=server.DATABASE)
    verb("setup", setup, "install everything, start nothing")
    sub = verb("test", test, "run all tests, or those that FILTER names")
    sub.add_argument("filter", nargs="?", help="an addon, file, class, method, or pure or demo")
    sub = verb("lint", lint, "check the sources", server=False)
    sub.add_argument("--fix", action="store_true", help="repair what can be repaired")
    sub = verb("bench", bench, "measure: runs bench/NAME.py")
    sub.add_argument("name", nargs="?")
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    sub = verb("docs", docs, "make the documentation's pictures from the running product")
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    sub = verb("translate", translate, "bring the addons' .pot and id.po files up to date")
    sub.add_argument("addons", nargs="*", metavar="ADDON")
    verb("env", env, "print the paths and variables that developing tools need")
    sub = verb("dev", dev, "run Odoo on a scratch database: dev DB -- ODOO-OPTIONS")
    sub.add_argument("database")
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    sub = verb("psql", psql, "psql on a database of this clone")
    sub.add_argument("database", nargs="?", default=server.DATABASE)
    sub.add_argument("arguments", nargs=argparse.REMAINDER)
    return top


def _office(options, **more):
    return office(odoo=options.odoo, db_url=options.db_url, **more)


def _port(word):
    """A port's number from the command line."""
    number = int(word)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65535")
    return number


def run(options):
    """The office in the foreground, or in the background with ``--detach``."""
    server.require_room(options)  # before minutes of downloads, not after
    if options.detach:
        return server.detach([word for word in sys.argv[2:] if word != "--detach"])
    with _office(options) as ready:
        return server.run(ready, options)


def stop(_options):
    """End what runs in this clone."""
    ended = server.stop()
    ended_database = postgres.stop_unless_used()
    note("stopped" if ended or ended_database else "nothing was running")


def reset(options):
    """Delete the state of this clone; the cache of downloads stays."""
    if not paths.STATE.exists():
        note("there is nothing to delete")
        return 0
    question = f"Delete {paths.STATE} with the demo database and all its letters?"
    if not (options.yes or confirm(question)):
        note("nothing was deleted (--yes deletes without asking)")
        return 1
    server.stop()
    postgres.remove()
    shutil.rmtree(paths.STATE)
    note("deleted; ./eoffice run starts afresh")
    return 0


def shell(options):
    """Odoo's shell; a script piped in is run, and its error is our exit code."""
    with _office(options) as ready:
        if options.database not in ready.server.databases():
            raise Failure(
                f"there is no database {options.database} yet",
                do="./eoffice run makes it",
                lakukan="jalankan ./eoffice run dahulu",
            )
        command = [ready.python, ready.launcher, "shell", "-c", ready.conf]
        command += ["-d", options.database, "--no-http", "--log-level=warn"]
        return subprocess.call([str(word) for word in command], env=ready.environment())


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


def lint(options):
    """All checks of the sources; the exit code says whether one failed."""
    failed = linting.run(python_env.ensure_venv(dev=True), fix=options.fix)
    return 1 if failed else 0


def bench(options):
    """Run one of the measurements in ``bench/`` with Odoo and a database at hand."""
    known = sorted(path.stem for path in (paths.REPO / "bench").glob("[!_]*.py"))
    if options.name not in known:
        raise Failure(
            f"no benchmark is called {options.name}" if options.name else "which benchmark?",
            do=f"./eoffice bench NAME with one of: {', '.join(known) or '(none yet)'}",
            lakukan="sebutkan salah satu nama di atas",
        )
    with _office(options, dev=True) as ready:
        script = paths.REPO / "bench" / f"{options.name}.py"
        return _script(ready, script, options.arguments)


def docs(options):
    """Make the pictures from the running product, which is started when it does not run."""
    if not server.running() and server.detach([]):
        return 1
    with _office(options, dev=True, browser=True) as ready:
        script = paths.REPO / "docs" / "make_pictures.py"
        return _script(ready, script, options.arguments, EOFFICE_URL=server.running()["address"])


def _script(ready, script, arguments, **extra):
    """Run a Python script of the project in the virtual environment, from its root."""
    arguments = [word for word in arguments if word != "--"]
    environment = ready.environment(PYTHONPATH=paths.REPO, **extra)
    return subprocess.call([ready.python, script, *arguments], env=environment, cwd=paths.REPO)


def translate(options):
    """Export the terms of the addons and merge them into the Indonesian translations."""
    with _office(options, dev=True) as ready:
        return translation.run(ready, options.addons or ready.addons)


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
