"""What is deployed is what ``./eoffice run`` runs: same addons, same options, same closed doors."""

import ctypes.util
import re

import pytest

from cli import front, odoo_conf, paths, system

DEPLOY = paths.REPO / "deploy"
#: Options that say where something is, and so differ from one machine to another.
PLACES = {
    "addons_path",
    "admin_passwd",
    "data_dir",
    "db_host",
    "db_password",
    "db_port",
    "db_replica_host",
    "db_replica_port",
    "db_sslmode",
    "db_user",
    "gevent_port",
    "http_interface",
    "http_port",
    "screenshots",
}


def test_same_options(run, deployed):
    """Every option that ``run`` sets stands in the image's configuration with the same value."""
    wanted = {key: value for key, value in run["options"].items() if key not in PLACES}
    workers = int(wanted.pop("workers"))
    assert wanted.items() <= deployed["options"].items()
    assert int(deployed["options"]["workers"]) >= workers >= 2
    assert deployed["queue_job"] == run["queue_job"]


def test_same_server_wide_modules(deployed):
    assert tuple(deployed["options"]["server_wide_modules"].split(",")) == odoo_conf.SERVER_WIDE
    assert "queue_job" in odoo_conf.SERVER_WIDE, "its runner starts only when loaded so"


def test_database_manager_is_off(run, deployed):
    for options in (run["options"], deployed["options"]):
        assert options["list_db"] == "False"
        assert options["dbfilter"] == f"^{options['db_name']}$"
        assert options["proxy_mode"] == "True"


def test_same_addons(dockerfile):
    """Each of our addons is copied into the image, and nothing that is no addon any more."""
    copied = re.findall(r"^COPY (eoffice_\w+) /opt/eoffice/addons/(\w+)$", dockerfile, re.M)
    assert all(source == target for source, target in copied)
    assert sorted(source for source, _ in copied) == paths.own_addons()


def test_addons_path_is_what_the_image_has(dockerfile, deployed):
    ours, oca, odoo = deployed["options"]["addons_path"].split(",")
    assert f"/opt/eoffice/addons/{paths.own_addons()[0]}".startswith(ours)
    assert oca == "/opt/eoffice/oca/odoo/addons", "the inner folder of pip's target"
    assert "--target /opt/eoffice/oca " in dockerfile
    assert odoo == "/usr/lib/python3/dist-packages/odoo/addons", "where Odoo's package puts them"


def test_same_python_packages(dockerfile):
    """The image installs the very lock files that ``run`` installs, and nothing beside them."""
    installs = re.findall(r"pip install(.*?)(?:&&|$)", dockerfile, re.M)
    wanted = {re.search(r"-r \S*/requirements/(\S+)", line)[1] for line in installs}
    assert wanted == {"runtime.txt", "oca.txt"}
    assert len(installs) == 2
    for name in wanted:
        for line in (paths.REQUIREMENTS / name).read_text().splitlines():
            if line and not line.startswith("#"):
                assert re.fullmatch(r"[\w.-]+==[\w.]+", line), f"not pinned: {line}"


def test_same_system_libraries(monkeypatch, dockerfile):
    """Libraries and fonts that ``run`` installs are in the image."""
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(system, "has_apt", lambda: True)
    monkeypatch.setattr(system, "package_installed", lambda name: False)
    # the image's Ubuntu, like Debian 13, has merged it into fonts-liberation
    wanted = set(system.missing_packages(postgres_found=True)) - {"fonts-liberation2"}
    assert wanted
    installed = re.search(r"apt-get install -y --no-install-recommends(.*?)&&", dockerfile)[1]
    assert wanted <= set(installed.split())


def test_launcher_is_the_same(dockerfile):
    """Odoo is started by the script that ``run`` uses, from where the image has Odoo."""
    assert odoo_conf.LAUNCHER == paths.REPO / "cli" / "odoo_bin.py"
    assert "COPY cli/odoo_bin.py" in dockerfile
    wrapper = (DEPLOY / "odoo" / "odoo").read_text()
    assert "EOFFICE_ODOO_ROOT=/usr/lib/python3/dist-packages" in wrapper
    assert "EOFFICE_ODOO_ROOT" in odoo_conf.LAUNCHER.read_text()


def test_build_context_has_what_is_copied(dockerfile):
    """What the Dockerfile copies is not kept out by .dockerignore."""
    kept = [
        line[1:]
        for line in (paths.REPO / ".dockerignore").read_text().split()
        if line.startswith("!")
    ]
    for line in re.findall(r"^COPY (.+)$", dockerfile, re.M):
        words = [word for word in line.split() if not word.startswith("--")]
        for source in words[:-1]:
            assert (paths.REPO / source).exists(), source
            assert any(source.startswith(one.rstrip("*")) for one in kept), (
                f"{source} is kept out by .dockerignore"
            )


# -- nginx ------------------------------------------------------------------------------


def directive(text, name):
    """The values of a directive, wherever it stands."""
    return sorted(set(re.findall(rf"^\s*{name} ([^;]+);", text, re.M)))


@pytest.fixture(scope="module")
def nginx_of_run():
    """nginx's configuration as ``run`` writes it, files that it includes put in."""
    text = front.configuration(8069, 8070, 8071, "127.0.0.1")
    return re.sub(r"include (\S+closed\.conf);", lambda found: open(found[1]).read(), text)


@pytest.fixture(scope="module")
def nginx_deployed():
    """nginx's configuration in production, closed doors put in."""
    text = (DEPLOY / "nginx" / "eoffice.conf.template").read_text()
    closed = (DEPLOY / "nginx" / "closed.conf").read_text()
    return text.replace("include /etc/nginx/eoffice/closed.conf;", closed)


def test_same_closed_doors(nginx_of_run, nginx_deployed):
    pattern = r"location ~\* (\S+) \{ return 404; \}"
    assert re.findall(pattern, nginx_of_run) == re.findall(pattern, nginx_deployed) != []


@pytest.mark.parametrize(
    "name",
    [
        "client_max_body_size",
        "proxy_read_timeout",
        "proxy_connect_timeout",
        "proxy_buffers",
        "proxy_buffer_size",
        "proxy_redirect",
        "proxy_set_header",
        "gzip_types",
    ],
)
def test_same_proxy(nginx_of_run, nginx_deployed, name):
    assert directive(nginx_of_run, name) == directive(nginx_deployed, name) != []
