"""``./eoffice translate``: fresh ``.pot`` files, and ``id.po`` files with the same terms."""

import os
import subprocess

from cli import databases, paths
from cli.console import step
from cli.system import run_logged

LANGUAGE = "id"


def run(office, addons):
    """Install the addons in a database of its own, export their terms, merge; give 0."""
    database = f"i18n-{os.getpid()}"
    template = databases.ensure_template(office)
    log = paths.state("log", "translate.log")
    environment = office.environment()
    try:
        with step(f"terms of {', '.join(addons)}"):
            databases.drop(office, database)
            databases.copy(office, template, database, fast=True)
            names = ",".join(addons)
            install = ["-i", names, "--stop-after-init", "--no-http", "--max-cron-threads=0"]
            run_logged(
                office.odoo_command(database, *install),
                log,
                what="the addons could not be installed",
                env=environment,
            )
            # Odoo writes each template into the addon's own i18n folder
            for addon in addons:
                (paths.REPO / addon / "i18n").mkdir(exist_ok=True)
            export = ["i18n", "export", "-c", office.conf, "-d", database, *addons]
            run_logged(
                [office.python, office.launcher, *export],
                log,
                what="the terms could not be exported",
                env=environment,
            )
    finally:
        databases.drop(office, database)
    merge = [office.python, paths.REPO / "cli" / "merge_po.py", LANGUAGE]
    return subprocess.call([*merge, *(paths.REPO / addon for addon in addons)])
