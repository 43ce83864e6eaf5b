"""Bring the database up to date before Odoo starts: install our addons, or upgrade them.

Runs in the image as the compose service ``update`` and ends. It can be run again at any
time: nothing is done when the database has been made with this very code, and what broke
off is taken up again. It never deletes anything.
"""

import hashlib
import logging
import os
import secrets
import subprocess
import sys
from pathlib import Path

ADDONS = Path("/opt/eoffice/addons")
DATABASE = "eoffice"
LANGUAGES = "id_ID"
DIGEST = "eoffice.code_digest"

_logger = logging.getLogger("bring_up")


def own_addons(folder=ADDONS):
    """The names of our addons in the image, sorted."""
    return sorted(path.parent.name for path in folder.glob("*/__manifest__.py"))


def code_digest(folder=ADDONS):
    """A digest of all files of our addons."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(f"{path.relative_to(folder)}\0".encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def plan(addons, installed, noted, code):
    """The Odoo arguments that bring a database up to date, one list for each call.

    :param list addons: our addons
    :param set installed: those that the database has installed
    :param str noted: the digest of the code it was last made with, None before the first time
    :param str code: the digest of the code as it is now
    """
    if noted == code:
        return []
    if noted is None:
        # also where a first installation broke off: Odoo goes on with what is missing
        return [["-i", ",".join(addons), f"--load-language={LANGUAGES}", "--without-demo"]]
    missing = [addon for addon in addons if addon not in installed]
    known = [addon for addon in addons if addon in installed]
    calls = [["-i", ",".join(missing), "--without-demo"]] if missing else []
    return calls + ([["-u", ",".join(known)]] if known else [])


def parameters(url):
    """System parameters: the address that links and QR codes carry, and where pages are made."""
    return {
        "web.base.url": url.rstrip("/"),
        "web.base.url.freeze": "True",
        "report.url": "http://127.0.0.1:8069",
    }


def main():
    """Bring the database up to date; answer with an exit code."""
    addons, code = own_addons(), code_digest()
    installed, noted = state()
    calls = plan(addons, installed, noted, code)
    for arguments in calls:
        _logger.info("odoo %s", " ".join(arguments))
        subprocess.run(
            ["/entrypoint.sh", "odoo", "-d", DATABASE, *arguments]
            + ["--stop-after-init", "--no-http", "--workers=0", "--max-cron-threads=0"],
            check=True,
        )
    with connect(DATABASE) as connection, connection.cursor() as cursor:
        if noted is None:
            cursor.execute(
                "UPDATE res_users SET password = %s WHERE login = 'admin'", [admin_hash()]
            )
        for key, value in (parameters(os.environ["EOFFICE_URL"]) | {DIGEST: code}).items():
            cursor.execute(
                "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
                "VALUES (%s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC') "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )
    _logger.info("up to date: %s", ", ".join(addons))
    return 0


def state():
    """What the database has: the set of installed addons, and the digest noted there."""
    with connect("postgres") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            return set(), None
    with connect(DATABASE) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('ir_config_parameter')")
        if cursor.fetchone()[0] is None:
            return set(), None
        cursor.execute("SELECT name FROM ir_module_module WHERE state = 'installed'")
        installed = {row[0] for row in cursor.fetchall()}
        cursor.execute("SELECT value FROM ir_config_parameter WHERE key = %s", [DIGEST])
        row = cursor.fetchone()
        return installed, row[0] if row else None


def admin_hash():
    """Odoo's hash of the administrator's first password; of a random one where none is given."""
    from passlib.context import CryptContext

    path = os.environ.get("ADMIN_PASSWORD_FILE")
    password = Path(path).read_text().strip() if path else ""
    context = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=600_000)
    return context.hash(password or secrets.token_urlsafe(32))


def connect(database):
    """A connection to a database on the server that the environment names."""
    import psycopg2

    return psycopg2.connect(
        dbname=database,
        host=os.environ["HOST"],
        port=os.environ.get("PORT", "5432"),
        user=os.environ["USER"],
        password=Path(os.environ["PASSWORD_FILE"]).read_text().strip(),
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s")
    sys.exit(main())
