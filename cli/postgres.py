"""PostgreSQL: an embedded cluster of this clone, or an existing server.

The embedded cluster listens on a Unix socket only and lets in nobody but the user of the
clone (and the unprivileged user that it runs as): ``peer`` authentication with a map.
"""

import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cli import paths
from cli.console import Failure, note, step
from cli.files import locked, try_lock, write
from cli.system import as_user, clean_environment, is_root, run_logged, service_user

OLDEST = 15
ROLE = "eoffice"
PORT = 5432  # names the socket; nothing listens on TCP
EXTENSIONS = ("pg_trgm", "unaccent", "btree_gist")
INITDB = ("-E", "UTF8", "--locale=C.UTF-8", "--auth=peer", "--data-checksums")
SETTINGS = """\
# written by ./eoffice
listen_addresses = ''
unix_socket_directories = '{sockets}'
port = {port}
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
max_wal_size = 2GB
checkpoint_completion_target = 0.9
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_duration_statement = 5000
"""


@dataclass
class Server:
    """A PostgreSQL to connect to, as Odoo and libpq name its parts."""

    host: str
    port: int
    user: str
    password: str = ""
    sslmode: str = ""
    version: int = 0
    embedded: bool = False
    bin: Path | None = None

    @property
    def environment(self):
        """The libpq variables that lead to this server."""
        named = {
            "PGHOST": self.host,
            "PGPORT": str(self.port),
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGSSLMODE": self.sslmode,
        }
        return {name: value for name, value in named.items() if value}

    def psql(self, sql, database="postgres", user=None):
        """Run SQL and give the rows as lists of text; raise Failure when it fails."""
        environment = clean_environment(**self.environment, PGCONNECT_TIMEOUT=10)
        if user:
            environment["PGUSER"] = user
        done = subprocess.run(
            [self.program("psql"), "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database],
            input=sql,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        if done.returncode:
            raise Failure(
                f"PostgreSQL refused: {done.stderr.strip()}",
                tried=f"{sql[:100]} on database {database}",
            )
        return [line.split("\t") for line in done.stdout.splitlines()]

    def program(self, name):
        """The path of a PostgreSQL program such as psql."""
        return str(self.bin / name) if self.bin else name

    def databases(self):
        """The names of all databases."""
        return {row[0] for row in self.psql("SELECT datname FROM pg_database")}


def find_binaries():
    """The folder with PostgreSQL's programs, newest version first; None when absent."""
    packaged = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    places = {int(place.parent.name): place for place in packaged}
    for version, place in sorted(places.items(), reverse=True):
        if version < OLDEST:
            break
        if all((place / name).exists() for name in ("initdb", "pg_ctl", "psql")):
            return place
    if found := shutil.which("initdb"):
        place = Path(found).resolve().parent
        if _binaries_version(place) >= OLDEST and (place / "pg_ctl").exists():
            return place
    return None


def _binaries_version(place):
    asked = subprocess.run(
        [place / "initdb", "--version"], capture_output=True, text=True, check=False
    )
    digits = asked.stdout.split()[-1].split(".")[0] if asked.stdout else ""
    return int(digits) if digits.isdigit() else 0


# -- an existing server ---------------------------------------------------------------


def parse_url(url):
    """A Server from ``postgresql://user:password@host:port/``; Failure when it is no such URL."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
        parts = parts._replace(scheme="")
    if parts.scheme not in {"postgresql", "postgres"}:
        raise Failure(
            "--db-url is not the address of a PostgreSQL",  # itself it may hold a password
            do="use postgresql://user:password@host:5432/",
            lakukan="pakai postgresql://user:password@host:5432/",
        )
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return Server(
        host=unquote(query.get("host") or parts.hostname or ""),
        port=int(query.get("port") or port or 5432),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sslmode=query.get("sslmode", ""),
    )


def connect(url):
    """The existing server at ``url``, checked: reachable, 15 or newer, may make databases."""
    server = parse_url(url)
    server.bin = find_binaries()
    try:
        version = int(server.psql("SHOW server_version_num")[0][0]) // 10000
    except Failure as failure:
        raise Failure(
            failure.what,
            tried=f"to connect to {server.host or 'the local socket'}, port {server.port}, "
            f"as {server.user or 'oneself'} (--db-url or EOFFICE_DB_URL)",
            do="see that the server runs, lets this machine in, and knows user and password",
            lakukan="pastikan server berjalan, dapat dijangkau, dan pengguna serta sandinya benar",
        ) from failure
    check_version(version)
    server.version = version
    ((role, may_create),) = server.psql(
        "SELECT rolname, rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    if role == "postgres":
        raise Failure(
            "Odoo refuses to work as the database user postgres",
            do="CREATE ROLE eoffice LOGIN CREATEDB PASSWORD '…', and use it in --db-url",
            lakukan="buat peran lain dengan CREATEDB lalu pakai di --db-url",
        )
    if may_create != "t":
        raise Failure(
            f"the database user {role} may not create databases",
            do=f"ALTER ROLE {role} CREATEDB",
            lakukan=f"jalankan ALTER ROLE {role} CREATEDB",
        )
    return server


def check_version(version):
    """Raise Failure for a PostgreSQL older than we support."""
    if version < OLDEST:
        raise Failure(
            f"PostgreSQL {version} is too old: {OLDEST} or newer is needed",
            do="name a newer server with --db-url, or leave it out for an embedded one",
            lakukan="pakai server yang lebih baru, atau biarkan kosong untuk yang tertanam",
        )


# -- the embedded cluster -------------------------------------------------------------


@contextmanager
def embedded(keep=False):
    """The embedded cluster, running for as long as the block lasts.

    Whoever started it stops it again, unless others still use it (each user holds a shared
    lock on one file) or ``keep`` says that it is to go on.
    """
    gate = paths.state("pg-start.lock")
    with paths.state("pg-users.lock").open("a") as users:
        with locked(gate):
            server, started = _ensure_running()
            try_lock(users, shared=True)
        try:
            yield server
        finally:
            if started and not keep:
                with locked(gate):
                    if try_lock(users):
                        stop()


def stop():
    """Stop the embedded cluster; answer whether one was running."""
    data = _data_folder()
    if not data or not _running(data):
        return False
    _pg_ctl(data, "stop", "-m", "fast")
    return True


def stop_unless_used():
    """Stop the embedded cluster unless a command of this clone still uses it."""
    with paths.state("pg-users.lock").open("a") as users, locked(paths.state("pg-start.lock")):
        if try_lock(users):
            return stop()
    note("the database server stays: another ./eoffice command uses it")
    return False


def home():
    """The folder of the embedded cluster, or None before the first start."""
    noted = paths.state("pg.path")
    return Path(noted.read_text().strip()) if noted.exists() else None


def remove():
    """Stop the embedded cluster and delete it with everything in it."""
    stop()
    if folder := home():
        shutil.rmtree(folder, ignore_errors=True)
        paths.state("pg.path").unlink()


def _data_folder():
    folder = home()
    return folder / "data" if folder else None


def _ensure_running():
    """The running cluster as a Server, and whether it had to be started."""
    binaries = find_binaries()
    if binaries is None:
        raise Failure(
            f"no PostgreSQL {OLDEST} or newer",
            tried="/usr/lib/postgresql/*/bin, and initdb on the PATH",
            do="apt-get install postgresql, or name a server with --db-url",
            lakukan="pasang postgresql, atau tunjuk server dengan --db-url",
        )
    sockets = paths.sockets() / "pg"
    sockets.mkdir(exist_ok=True)
    user = service_user()
    shutil.chown(sockets, user)
    folder = home() or _choose_home(user)
    data = folder / "data"
    binaries = _same_version(data, binaries)
    server = Server(
        host=str(sockets),
        port=PORT,
        user=ROLE,
        version=_binaries_version(binaries),
        embedded=True,
        bin=binaries,
    )
    if not (folder / "ready").exists():
        _create(folder, user, server)
        return server, True
    if _running(data):
        return server, False
    _configure(data, user, sockets)
    _start(data)
    return server, True


def _choose_home(user):
    """A folder below the state folder, or outside where ``user`` could not reach it."""
    folder = paths.state("pg")
    folder.mkdir(exist_ok=True)
    reach = subprocess.run(["test", "-x", folder], check=False, **as_user(user))
    if reach.returncode:
        folder = Path("/var/lib/eoffice") / paths.clone_key()
        note(f"the user {user} cannot reach this clone: the database goes to {folder}")
        folder.mkdir(parents=True, exist_ok=True)
    shutil.chown(folder, user, user if is_root() else None)
    write(paths.state("pg.path"), f"{folder}\n")
    return folder


def _same_version(data, binaries):
    """The programs that match an existing cluster's version."""
    mark = data / "PG_VERSION"
    if not mark.exists():
        return binaries
    version = int(mark.read_text())
    if _binaries_version(binaries) == version:
        return binaries
    matching = Path(f"/usr/lib/postgresql/{version}/bin")
    if (matching / "pg_ctl").exists():
        return matching
    raise Failure(
        f"the database was made by PostgreSQL {version}, whose programs are gone",
        do=f"apt-get install postgresql-{version}, or start afresh with ./eoffice reset",
        lakukan=f"pasang postgresql-{version}, atau mulai lagi dengan ./eoffice reset",
    )


def _create(folder, user, server):
    """Make the cluster: anew, so that one left half-made does no harm."""
    data = folder / "data"
    with step(f"PostgreSQL {server.version} cluster"):
        if data.exists():
            if _running(data):
                _pg_ctl(data, "stop", "-m", "immediate")
            shutil.rmtree(data)
        _as(
            user,
            [server.bin / "initdb", "-D", data, "-U", "postgres", *INITDB],
            "could not make a database cluster",
        )
        _configure(data, user, Path(server.host))
        _start(data)
        role = f"CREATE ROLE {ROLE} LOGIN CREATEDB;"
        server.psql(role, user="postgres")
        extensions = "".join(f"CREATE EXTENSION IF NOT EXISTS {name};" for name in EXTENSIONS)
        # as Odoo itself does it: indexes want functions that promise not to change
        extensions += "ALTER FUNCTION unaccent(text) IMMUTABLE;"
        server.psql(extensions, database="template1", user="postgres")
        (folder / "ready").touch()


def _configure(data, user, sockets):
    """Write our settings and who may log in: only ourselves, under either name."""
    myself = "root" if is_root() else user
    people = {myself, user}
    _own(data / "eoffice.conf", SETTINGS.format(sockets=sockets, port=PORT), user)
    _own(
        data / "pg_ident.conf",
        "".join(f"eoffice {one} postgres\neoffice {one} {ROLE}\n" for one in sorted(people)),
        user,
    )
    _own(data / "pg_hba.conf", "local all all peer map=eoffice\n", user)
    main = data / "postgresql.conf"
    include = "include 'eoffice.conf'\n"
    if include not in main.read_text():
        _own(main, main.read_text() + include, user)


def _own(path, text, user):
    write(path, text, mode=0o600)
    shutil.chown(path, user)


def _start(data):
    _pg_ctl(data, "start", "-l", data.parent / "postgres.log")


def _running(data):
    """Whether a server runs on ``data`` (its pid file names a living process)."""
    if not (data / "postmaster.pid").exists():
        return False
    user = _owner(data)
    asked = subprocess.run(
        [_pg_ctl_program(data), "status", "-D", data],
        capture_output=True,
        check=False,
        cwd="/",
        **as_user(user),
    )
    return asked.returncode == 0


def _pg_ctl_program(data):
    return _same_version(data, find_binaries()) / "pg_ctl"


def _pg_ctl(data, action, *arguments):
    command = [_pg_ctl_program(data), action, "-D", data, "-w", "-t", "60", "-s", *arguments]
    _as(_owner(data), command, f"could not {action} PostgreSQL (its log: {data.parent})")


def _owner(data):
    return data.owner()


def _as(user, command, what):
    run_logged(
        command,
        paths.state("log", "postgres.log"),
        what=what,
        do="read the log; ./eoffice reset makes a new cluster",
        lakukan="baca log; ./eoffice reset membuat klaster baru",
        env=clean_environment(LC_ALL="C.UTF-8"),
        cwd="/",
        close_fds=True,
        start_new_session=True,
        **as_user(user),
    )
