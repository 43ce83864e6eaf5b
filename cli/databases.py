"""Databases: a template with Odoo's own addons installed, and copies of it to work on."""

import json
import shutil
import subprocess
from contextlib import suppress

from cli import paths
from cli.console import Failure, step
from cli.files import digest, locked, new_folder, write
from cli.odoo_conf import manifest
from cli.system import run_logged

# each database signs its sessions and names itself: a copy must not share these
IDENTITY = ("database.uuid", "database.secret", "database.create_date")
LANGUAGES = "id_ID"


def outside_dependencies(addons):
    """The addons that ours depend on and that are not ours, sorted."""
    needed = {name for addon in addons for name in manifest(addon).get("depends", [])}
    return sorted((needed | {"base", "web", "mail", "queue_job"}) - set(addons))


def ensure_template(office):
    """The name of a database with all that our addons build on, made when absent.

    It carries the languages but no demo data and none of our addons. Its name is made of
    what went into it, so a newer Odoo or another dependency makes a new one. A dump in the
    cache spares other clones the making.
    """
    modules = outside_dependencies(office.addons)
    name = _template_name(office, modules)
    with locked(paths.state("template.lock"), "waiting for the template database"):
        if name in office.server.databases():
            return name
        with step(f"template database with {', '.join(modules)}"):
            building = f"{name}-building"
            drop(office, building)
            dump = paths.cache() / f"{name}-pg{office.server.version}"
            with locked(
                paths.cache() / f"{dump.name}.lock", "waiting for another clone's template"
            ):
                if dump.is_dir():
                    _restore(office, dump, building)
                else:
                    _install(office, modules, building)
                    _dump(office, building, dump)
            rename(office, building, name)
        _note_template(office, name, modules)
    return name


def _template_name(office, modules):
    key = digest(office.odoo.key, office.oca.parts[-3], json.dumps(modules), LANGUAGES)
    return f"template-{key}"


def _install(office, modules, building):
    """Install Odoo's addons in a new database, upon a smaller template where there is one."""
    start = _smaller_template(office, modules)
    if start:
        _create(office, building, start)
        shutil.copytree(office.filestore(start), office.filestore(building))
    else:
        _create(office, building, _empty(office))
    run_logged(
        office.odoo_command(
            building,
            "-i",
            ",".join(modules + office.fixups),
            f"--load-language={LANGUAGES}",
            "--without-demo",
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
        ),
        paths.state("log", "template.log"),
        what="Odoo's own addons could not be installed",
        env=office.environment(),
    )


def _dump(office, database, target):
    """Put a database and its files into the cache."""
    with new_folder(target) as part:
        command = [office.server.program("pg_dump"), "-Fc", "-Z1", "-f", part / "dump", database]
        _pg(office, command, "could not dump the template")
        if office.filestore(database).is_dir():
            shutil.copytree(office.filestore(database), part / "filestore")


def _restore(office, dump, database):
    """Make a database of what ``_dump`` has put into the cache."""
    _create(office, database, _empty(office))
    command = [office.server.program("pg_restore"), "-j2", "--no-owner", "--no-acl"]
    command += ["--no-comments", "-d", database, dump / "dump"]
    _pg(office, command, "could not restore the template")
    if (dump / "filestore").is_dir():
        shutil.copytree(dump / "filestore", office.filestore(database), dirs_exist_ok=True)
    office.server.psql("ANALYZE", database)


def _pg(office, command, what):
    run_logged(command, paths.state("log", "template.log"), what=what, env=office.environment())


def _empty(office):
    """What a new database starts from: ours has the extensions in template1."""
    return "template1" if office.server.embedded else "template0"


def _note_template(office, name, modules):
    """Note which addons a template holds, and drop templates of an Odoo that is gone."""
    write(paths.state("templates", f"{name}.json"), json.dumps(modules))
    for note in paths.state("templates", "").glob("*.json"):
        if note.stem != _template_name(office, json.loads(note.read_text())):
            drop(office, note.stem)
            note.unlink()


def _smaller_template(office, modules):
    """The largest template of the same Odoo that holds nothing but some of ``modules``."""
    found = []
    existing = office.server.databases()
    for note in paths.state("templates", "").glob("*.json"):
        held = json.loads(note.read_text())
        same_odoo = note.stem == _template_name(office, held)
        if same_odoo and note.stem in existing and set(held) <= set(modules):
            found.append((len(held), note.stem))
    return max(found)[1] if found else None


def ensure(office, name):
    """Make database ``name`` from the template when it is absent; answer whether it was."""
    if name in office.server.databases():
        return False
    copy(office, ensure_template(office), name)
    return True


def copy(office, source, target, *, demo=False, fast=False):
    """Make ``target`` as a copy of ``source``, files and all, with an identity of its own.

    ``demo`` marks what is installed as having demo data: then Odoo loads the demo data of
    addons installed later, ours, without its own samples. ``fast`` gives up durability
    after a crash for speed, which is what a test database wants.
    """
    with locked(paths.state("template.lock"), "waiting for the template database"):
        _create(office, target, source)
    shutil.rmtree(office.filestore(target), ignore_errors=True)
    if office.filestore(source).is_dir():
        shutil.copytree(office.filestore(source), office.filestore(target))
    keys = ", ".join(f"'{key}'" for key in IDENTITY[:2])
    sql = f"UPDATE ir_config_parameter SET value = gen_random_uuid()::text WHERE key IN ({keys});"
    if demo:
        sql += "UPDATE ir_module_module SET demo = true WHERE state = 'installed';"
    if fast:
        sql += f'ALTER DATABASE "{target}" SET synchronous_commit = off;'
    office.server.psql(sql, target)


def rename(office, old, new):
    """Give a database and its files another name."""
    office.server.psql(f'ALTER DATABASE "{old}" RENAME TO "{new}"')
    shutil.rmtree(office.filestore(new), ignore_errors=True)
    if office.filestore(old).is_dir():
        office.filestore(old).rename(office.filestore(new))


def drop(office, name):
    """Delete a database and its files, closing connections to it.

    Autovacuum may be at work there. FORCE may not end it, for it is nobody's; without FORCE
    PostgreSQL ends it itself, and waits a few seconds for that.
    """
    forced = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    try:
        office.server.psql(forced)
    except Failure:
        with suppress(Failure):
            office.server.psql(forced.removesuffix(" WITH (FORCE)"))
        office.server.psql(forced)
    shutil.rmtree(office.filestore(name), ignore_errors=True)


def _create(office, name, template):
    office.server.psql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING \'UTF8\'')


def psql_session(office, name, arguments):
    """An interactive psql on database ``name``; gives its exit code."""
    command = [office.server.program("psql"), "-d", name, *arguments]
    return subprocess.call(command, env=office.environment())
