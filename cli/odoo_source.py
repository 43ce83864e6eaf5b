"""Finds Odoo 19.0, or fetches it: given, installed, Debian's package, Git, in this order."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cli import paths
from cli.console import Failure, step
from cli.files import locked, new_folder
from cli.system import JARINGAN, NETWORK, has_apt, package_installed, run_logged

SERIES = "19.0"
GIT_URL = "https://github.com/odoo/odoo.git"
DIST_PACKAGES = "usr/lib/python3/dist-packages"
# odoo-19 replaces fonts and JavaScript libraries by links into these packages
FROM_SID = (
    "odoo-19",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# these two as the system's own release has them: sid's Font Awesome is version 7, not 4.7
FROM_OWN_SUITE = ("fonts-font-awesome", "fonts-inconsolata")
NGINX = ("nginx",)
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
# Debian leaves this file out; without it the web client logs an error and tours fail
LEFT_OUT = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"


@dataclass(frozen=True)
class Odoo:
    """An Odoo 19.0: the folder that holds its ``odoo`` package, and where it came from."""

    root: Path
    origin: str

    @property
    def addons(self):
        """The folders with Odoo's addons: in a Git clone there are two."""
        folders = (self.root / "addons", self.root / "odoo" / "addons")
        return [folder for folder in folders if folder.is_dir()]

    @property
    def needs_fixups(self):
        """Whether a file is missing that only our development addon can make up for."""
        return not any((folder / LEFT_OUT).exists() for folder in self.addons)

    @property
    def key(self):
        """What identifies this Odoo in the names of things derived from it."""
        release = self.root / "odoo" / "release.py"
        return f"{self.root}:{release.stat().st_mtime_ns}"


def release_of(root):
    """The series an Odoo says it is ("19.0"), or None where ``root`` holds no Odoo.

    Reads ``odoo/release.py`` as text: nothing of an Odoo not yet judged is run.
    """
    try:
        text = (Path(root) / "odoo" / "release.py").read_text()
    except OSError:
        return None
    found = re.search(r"^version_info\s*=\s*\(\s*['\"]?([\w~]+)['\"]?\s*,\s*(\d+)", text, re.M)
    return ".".join(found.groups()) if found else "unknown"


def root_of(path):
    """The folder that holds the ``odoo`` package, from anything a user may point at."""
    path = Path(path).expanduser().resolve()
    if path.is_file():
        path = path.parent
    for candidate in (path, path.parent, path / DIST_PACKAGES):
        if release_of(candidate):
            return candidate
    return None


def check_series(root, origin):
    """An Odoo at ``root``, or Failure when it is not 19.0."""
    series = release_of(root)
    if series != SERIES:
        raise Failure(
            f"Odoo {series} at {root} ({origin}) is not Odoo {SERIES}",
            do=f"name an Odoo {SERIES} with --odoo PATH or EOFFICE_ODOO, or neither",
            lakukan=f"tunjuk Odoo {SERIES} dengan --odoo PATH, atau biarkan kosong",
        )
    return Odoo(Path(root), origin)


def find_or_fetch(given=None):
    """An Odoo 19.0, fetched into the cache when none is given or installed."""
    return _given(given) or _installed() or _unpacked() or _cloned()


def _given(given):
    given, origin = (given, "--odoo") if given else (os.environ.get("EOFFICE_ODOO"), "EOFFICE_ODOO")
    if not given:
        return None
    root = root_of(given)
    if root is None:
        raise Failure(
            f"no Odoo at {given} ({origin})",
            tried="looked for odoo/release.py in that folder, above it and in its dist-packages",
            do="name the folder that holds the odoo package",
            lakukan="sebutkan folder yang memuat paket odoo",
        )
    return check_series(root, origin)


def _installed():
    """The system's own Odoo where it is 19.0; another one installed is simply not ours."""
    root = Path("/") / DIST_PACKAGES
    if release_of(root) == SERIES or package_installed("odoo-19"):
        return check_series(root, "installed")
    return None


def _unpacked():
    """Debian's package, downloaded from sid and unpacked in the cache; None without apt."""
    target = paths.cache() / f"odoo-{SERIES}-debian"
    with locked(paths.cache() / "odoo.lock"):
        if not (target / DIST_PACKAGES).is_dir():
            if not has_apt():
                return None
            with step(f"Odoo {SERIES} (122 MB, unpacked 1.2 GB)"), new_folder(target) as part:
                _download_and_unpack(part)
    return check_series(target / DIST_PACKAGES, "Debian's package, in the cache")


def _download_and_unpack(folder):
    work = folder / "download"
    unpack(work / "sid", FROM_SID, folder, suite="sid")
    unpack(work / "own", FROM_OWN_SUITE, folder)
    shutil.rmtree(work)
    _mend(folder)


def unpack(work, packages, target, suite=None):
    """Download Debian packages with an apt of our own and unpack them into ``target``.

    Nothing of the system's apt changes, and no root is needed. With ``suite`` the packages
    come from that suite of the system's own Debian mirror. ``work`` is a folder to make.
    """
    (work / "lists" / "partial").mkdir(parents=True)
    (work / "cache" / "archives" / "partial").mkdir(parents=True)
    options = {
        "Dir::State::Lists": work / "lists",
        "Dir::Cache": work / "cache",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::Retries": "3",
    }
    if suite:
        source = work / "suite.list"
        source.write_text(_suite_line(suite))
        options |= {"Dir::Etc::sourcelist": source, "Dir::Etc::sourceparts": "-"}
    apt = ["apt-get", "-q"]
    for name, value in options.items():
        apt += ["-o", f"{name}={value}"]
    log = paths.state("log", "download.log")
    advice = {"do": NETWORK, "lakukan": JARINGAN}
    what = f"could not fetch {', '.join(packages)} from Debian"
    run_logged([*apt, "update"], log, what=what, **advice)
    run_logged([*apt, "download", *packages], log, what=what, cwd=work, **advice)
    for package in sorted(work.glob("*.deb")):
        run_logged(
            ["dpkg", "-x", package, target], log, what=f"could not unpack {package.name}", **advice
        )


def _suite_line(suite):
    """A source line for ``suite`` from the mirror and keyring that this Debian uses."""
    asked = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"],
        capture_output=True,
        text=True,
        check=False,
    )
    signed = f"[signed-by={KEYRING}] " if Path(KEYRING).exists() else ""
    for mirror in asked.stdout.split():
        if mirror.rstrip("/").endswith("/debian"):
            return f"deb {signed}{mirror} {suite} main\n"
    raise Failure(
        "no Debian mirror among this system's package sources",
        tried="apt-get indextargets",
        do="name an Odoo 19.0 with --odoo PATH, or use Debian 12 or newer",
        lakukan="tunjuk Odoo 19.0 dengan --odoo PATH, atau pakai Debian 12 atau lebih baru",
    )


def _mend(folder):
    """Put in what Debian leaves out, and make sure that no link leads nowhere."""
    left_out = folder / DIST_PACKAGES / "odoo" / "addons" / LEFT_OUT
    if not left_out.exists():
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.write_text("")
    dangling = [p for p in folder.rglob("*") if p.is_symlink() and not p.exists()]
    dangling = [p for p in dangling if "odoo/addons" in str(p)]
    if dangling:
        raise Failure(
            f"Debian's odoo-19 has links into packages not known here: {dangling[0].name} …",
            do="name an Odoo 19.0 with --odoo PATH, and report this",
            lakukan="tunjuk Odoo 19.0 dengan --odoo PATH, dan laporkan ini",
        )


def _cloned():
    """A shallow Git clone of the branch 19.0 in the cache."""
    target = paths.cache() / f"odoo-{SERIES}-git"
    with locked(paths.cache() / "odoo.lock"):
        if not target.is_dir():
            if not shutil.which("git"):
                raise Failure(
                    f"no Odoo {SERIES} found, and no way to fetch one",
                    tried="--odoo, EOFFICE_ODOO, an installed odoo-19, apt (absent), git (absent)",
                    do="install git or name an Odoo 19.0 with --odoo PATH",
                    lakukan="pasang git atau tunjuk Odoo 19.0 dengan --odoo PATH",
                )
            with step(f"Odoo {SERIES} from Git"), new_folder(target) as part:
                run_logged(
                    ["git", "clone", "--depth=1", f"--branch={SERIES}", GIT_URL, part],
                    paths.state("log", "download.log"),
                    what=f"could not clone Odoo {SERIES}",
                    do=NETWORK + "; or name an Odoo 19.0 with --odoo PATH",
                    lakukan=JARINGAN,
                )
    return check_series(target, "Git clone, in the cache")


def find_nginx():
    """The nginx program: the system's, or Debian's package unpacked in the cache.

    Unpacked rather than installed, because the package would start a server on port 80.
    """
    if found := shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin"):
        return found
    target = paths.cache() / "nginx"
    with locked(paths.cache() / "nginx.lock"):
        if not target.is_dir():
            if not has_apt():
                raise Failure(
                    "nginx is not installed, and this system has no apt to fetch it with",
                    do="install nginx",
                    lakukan="pasang nginx",
                )
            with step("nginx"), new_folder(target) as part:
                unpack(part / "download", NGINX, part)
                shutil.rmtree(part / "download")
    return str(target / "usr" / "sbin" / "nginx")
