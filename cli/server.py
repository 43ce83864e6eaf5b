"""``./eoffice run`` and ``stop``: the office with its demo city, behind nginx."""

import csv
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress

from cli import databases, front, odoo_source, paths, system
from cli.console import Failure, bold, note, say, step
from cli.files import locked, tree_digest, try_lock, write
from cli.odoo_conf import configuration

DATABASE = "eoffice"
ACCOUNTS = paths.REPO / "eoffice_bekasi" / "demo" / "accounts.csv"
WORKERS = 2
# what the log-in page and the first screen load
COMPILE_BUNDLES = """
for name in ("web.assets_frontend", "web.assets_frontend_lazy", "web.assets_web"):
    bundle = env["ir.qweb"]._get_asset_bundle(name, css=True, js=True)
    bundle.js()
    bundle.css()
env.cr.commit()
"""
READY_LIMIT = 180  # seconds for Odoo to answer after its start
CODE_PARAMETER = "eoffice.code_digests"
DEMO_PARAMETER = "eoffice.demo"


def require_room(options):
    """Raise Failure when this clone's office runs already, or its port is another's."""
    if running():
        raise _runs_already()
    system.require_port(options.port, options.listen)


def _runs_already():
    return Failure(
        "the office of this clone runs already",
        tried=_running_address() or "",
        do="./eoffice stop ends it",
        lakukan="./eoffice stop menghentikannya",
    )


def run(office, options):
    """Install or upgrade what changed, start Odoo and nginx, and stay until interrupted."""
    with paths.state("run.lock").open("a") as lock:
        if not try_lock(lock):
            raise _runs_already()
        system.require_port(options.port, options.listen)
        nginx = odoo_source.find_nginx()
        _bring_up_to_date(office, demo=not options.no_demo)
        return _serve(office, nginx, options)


def _bring_up_to_date(office, demo):
    """Install our addons into the demo database, or upgrade those whose code changed."""
    code = {addon: tree_digest([paths.REPO / addon]) for addon in office.addons}
    if DATABASE not in office.server.databases():
        _install(office, demo)
        _set_parameters(office, {DEMO_PARAMETER: demo})
    else:
        known = json.loads(_parameter(office, CODE_PARAMETER) or "{}")
        changed = [addon for addon in code if known.get(addon) != code[addon]]
        if demo != (_parameter(office, DEMO_PARAMETER) != "False"):
            has = "no" if demo else "the"
            note(f"the database has {has} demo data already; ./eoffice reset makes a new one")
        if not changed:
            return
        _upgrade(office, changed)
    _set_parameters(office, {CODE_PARAMETER: json.dumps(code)})


def _install(office, demo):
    """Make the demo database under another name, so that a half-made one never counts."""
    template = databases.ensure_template(office)
    building = f"{DATABASE}-building"
    with step(f"database {DATABASE}: {', '.join(office.addons)}" + (", demo city" if demo else "")):
        databases.drop(office, building)
        databases.copy(office, template, building, demo=demo)
        flag = "--with-demo" if demo else "--without-demo"
        what = "the addons could not be installed"
        _change_addons(office, building, "-i", ",".join(office.addons), flag, what=what)
        _refuse_failed_demo(office, building)
        _make_bundles(office, building)
        databases.rename(office, building, DATABASE)


def _upgrade(office, changed):
    """Bring changed addons' data and tables up to date; install those that are new."""
    rows = office.server.psql(
        "SELECT name FROM ir_module_module WHERE state = 'installed'", DATABASE
    )
    installed = {row[0] for row in rows}
    with step(f"code has changed, upgrading {', '.join(changed)}"):
        old = [addon for addon in changed if addon in installed]
        new = [addon for addon in changed if addon not in installed]
        verbs = (["-u", ",".join(old)] if old else []) + (["-i", ",".join(new)] if new else [])
        _change_addons(office, DATABASE, *verbs, what="the addons could not be upgraded")


def _change_addons(office, database, *arguments, what):
    system.run_logged(
        office.odoo_command(
            database,
            *arguments,
            "--stop-after-init",
            "--no-http",
            "--max-cron-threads=0",
        ),
        paths.state("log", "install.log"),
        what=what,
        do="read the log; mend the addon and call again",
        lakukan="baca log, perbaiki addon, lalu ulangi",
        env=office.environment(),
    )


def _make_bundles(office, database):
    """Compile the web client's style and script files, so that the first page comes fast."""
    command = [office.python, office.launcher, "shell", "-c", office.conf, "-d", database]
    system.run_logged(
        [*command, "--no-http"],
        paths.state("log", "install.log"),
        what="the web client could not be compiled",
        env=office.environment(),
        script=COMPILE_BUNDLES,
    )


def _refuse_failed_demo(office, database):
    """Odoo only warns when demo data do not load; here that is a failure."""
    failed = office.server.psql("SELECT count(*) FROM ir_demo_failure", database)[0][0]
    if failed != "0":
        raise Failure(
            "the demo data could not be loaded",
            tried=f"see {paths.LOGS / 'install.log'}",
            do="mend the demo data, or use --no-demo",
            lakukan="perbaiki data demo, atau pakai --no-demo",
        )


# -- parameters -----------------------------------------------------------------------


def _parameter(office, key):
    rows = office.server.psql(
        f"SELECT value FROM ir_config_parameter WHERE key = '{key}'", DATABASE
    )
    return rows[0][0] if rows else None


def _set_parameters(office, values):
    """Write system parameters while Odoo does not run."""
    for key, value in values.items():
        office.server.psql(
            "INSERT INTO ir_config_parameter (key, value, create_date, write_date) "
            f"VALUES ('{key}', '{value}', now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC') "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            DATABASE,
        )


# -- serving --------------------------------------------------------------------------


def _serve(office, nginx, options):
    http, gevent = system.free_ports(2, options.port + 1)
    host = "localhost" if options.listen in {"127.0.0.1", "0.0.0.0"} else options.listen
    address = f"http://{host}:{options.port}"
    _set_parameters(
        office,
        {
            "web.base.url": address,
            "web.base.url.freeze": "True",
            "report.url": f"http://127.0.0.1:{http}",
        },
    )
    conf = paths.state("run.conf")
    write(conf, run_configuration(office, http, gevent), mode=0o600)
    started = time.monotonic()
    log = paths.LOGS / "odoo.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    processes = []
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with log.open("ab") as stream:
            command = [office.python, office.launcher, "-c", conf]
            processes.append(
                subprocess.Popen(
                    [str(word) for word in command],
                    env=office.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=stream,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
            )
        processes.append(front.start(nginx, options.port, http, gevent, options.listen))
        with step("starting Odoo"):
            _wait_until_ready(f"http://127.0.0.1:{http}", processes, log)
        # the websocket's process loads everything at its first request: let that be this one
        threading.Thread(
            target=_knock, args=(f"http://127.0.0.1:{gevent}/websocket",), daemon=True
        ).start()
        note_running(options.port, address)
        _welcome(address, time.monotonic() - started, demo=not options.no_demo)
        return _watch(processes, log)
    finally:
        for process in reversed(processes):
            system.end_group(process)
        paths.state("run.json").unlink(missing_ok=True)


def run_configuration(office, http, gevent):
    """Odoo's configuration for ``run``: as deployed, but on the loopback interface."""
    return configuration(
        office,
        db_name=DATABASE,
        dbfilter=f"^{DATABASE}$",
        http_port=http,
        gevent_port=gevent,
        proxy_mode=True,
        workers=WORKERS,
        max_cron_threads=1,
        limit_time_real=300,
        limit_time_cpu=120,
    )


def note_running(port, address):
    """Leave word of the running office for ``stop`` and ``docs``."""
    write(
        paths.state("run.json"),
        json.dumps({"pid": os.getpid(), "port": port, "address": address}),
    )


def running():
    """What runs in this clone: a dict with pid, port and address, or None."""
    try:
        found = json.loads(paths.state("run.json").read_text())
    except (OSError, ValueError):
        return None
    return found if system.alive(found["pid"]) else None


def _running_address():
    found = running()
    return found["address"] if found else None


def _interrupt(_number, _frame):
    raise KeyboardInterrupt


def _wait_until_ready(base, processes, log):
    """Ask Odoo's health page until it answers; Failure when it dies or takes too long."""
    limit = time.monotonic() + READY_LIMIT
    while time.monotonic() < limit:
        for process in processes:
            if process.poll() is not None:
                raise _died(log)
        try:
            with urllib.request.urlopen(f"{base}/web/health?db_server_status=1", timeout=5) as page:
                if page.status == 200:
                    # the first real page loads the registry: do it before anyone waits for it
                    urllib.request.urlopen(f"{base}/web/login", timeout=120).close()
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Failure(
        f"Odoo did not answer within {READY_LIMIT} s",
        tried=f"{base}/web/health; its log is {log}",
        do="read the log",
        lakukan="baca log",
    )


def _knock(url):
    with suppress(OSError):
        urllib.request.urlopen(url, timeout=60).close()


def _died(log):
    lines = log.read_text(errors="replace").splitlines()[-12:]
    tail = "\n".join(f"    {line}" for line in lines)
    return Failure(
        f"Odoo or nginx ended by itself\n{tail}",
        tried=f"all of it: {log}, {paths.LOGS / 'nginx.log'}",
        do="read the log; ./eoffice reset starts afresh",
        lakukan="baca log; ./eoffice reset memulai dari awal",
    )


def _watch(processes, log):
    """Stay until interrupted (code 0) or until one of the servers dies (Failure)."""
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
    except KeyboardInterrupt:
        say()
        note("stopping")
        return 0
    raise _died(log)


# -- what the user is told ------------------------------------------------------------


def accounts(path=ACCOUNTS):
    """The demo accounts as dicts, those to be shown first."""
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return sorted(rows, key=lambda row: not (row.get("show") or "").strip())


def _welcome(address, seconds, demo):
    say()
    say(bold(f"The office is open: {address}") + f"  ({seconds:.0f} s)")
    if not demo:
        say("  admin / admin (change it at once)")
    found = accounts() if demo else []
    shown = [row for row in found if (row.get("show") or "").strip()] or found[:8]
    if shown:
        say()
        widths = {
            key: max(len(str(row.get(key) or "")) for row in shown)
            for key in ("login", "password", "jabatan", "role")
        }
        for row in shown:
            say("  " + "  ".join(str(row.get(k) or "").ljust(w) for k, w in widths.items()))
        say(f"  {len(found)} accounts in all: {ACCOUNTS.relative_to(paths.REPO)}")
    say()
    say(f"Ctrl-C or ./eoffice stop ends it; log: {paths.LOGS / 'odoo.log'}")


# -- detaching and stopping -----------------------------------------------------------


def detach(arguments, log_limit=900):
    """Start ``run`` again in the background, show its output until it is ready, and leave."""
    output = paths.state("log", "run.log")
    output.write_text("")
    process = subprocess.Popen(
        [sys.executable, str(paths.REPO / "cli" / "__main__.py"), "run", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=output.open("ab"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    limit = time.monotonic() + log_limit
    with output.open() as reader:
        while time.monotonic() < limit:
            ended = process.poll() is not None
            found = running()
            say_rest(reader)
            if ended:
                return process.returncode or 1
            if found and found["pid"] == process.pid:
                time.sleep(0.3)
                say_rest(reader)
                return 0
            time.sleep(0.2)
    raise Failure("the office did not start in time", tried=f"see {output}", do="read the log")


def say_rest(reader):
    """Print what has come into an open file since the last look."""
    if text := reader.read():
        print(text, end="", flush=True)


def stop():
    """End the running office; answer whether there was one."""
    found = running()
    if found:
        system.end_process(found["pid"], seconds=60)
    with locked(paths.state("run.lock"), "waiting for the office to end"):
        pass
    return bool(found)
