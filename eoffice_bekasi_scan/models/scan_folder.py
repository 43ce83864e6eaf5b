import logging
import os
import re
import stat
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import config

from ..tools.file_kind import clean_name
from .scan_file import MEGABYTE

_logger = logging.getLogger(__name__)

#: Where the watched folders are; the place is the server's to say, never a form's.
ROOT_VARIABLE = "EOFFICE_SCAN_FOLDER"
TAKEN, REFUSED = "taken", "refused"
#: Names that programs give to files that aren't complete yet, or that nobody scanned.
UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload")
#: So many files of a folder are taken in one turn of the cron.
IN_A_TURN = 50
_NAME = re.compile(r"^[a-z0-9][a-z0-9_-]{0,40}$")


class Organisation(models.Model):
    """An SKPD's watched folder: what its network scanners put there gets into its registry's tray.

    Administrator: gives the folder its name. Where the folders are, the server's configuration says.
    """

    _inherit = "eoffice.organisation"

    scan_folder = fields.Char(
        "Watched folder",
        copy=False,
        groups="eoffice_bekasi.group_administrator",
        help="Small letters, digits, - and _. The network scanners of the SKPD store into it.",
    )

    _scan_folder_uniq = models.UniqueIndex(
        "(scan_folder) WHERE scan_folder <> ''", "Another SKPD has this folder."
    )

    @api.constrains("scan_folder")
    def _check_scan_folder(self):
        for unit in self:
            if unit.scan_folder and not _NAME.match(unit.scan_folder):
                raise ValidationError(
                    self.env._(
                        "A folder's name has small letters, digits, - and _ only: %s.",
                        unit.scan_folder,
                    )
                )

    @api.model
    def _scan_root(self):
        """Return the folder in which the watched folders are."""
        said = os.environ.get(ROOT_VARIABLE)
        return Path(said) if said else Path(config["data_dir"], "scans", self.env.cr.dbname)

    def _scan_path(self):
        """Return this SKPD's watched folder; made when it isn't there."""
        path = self._scan_root() / self.scan_folder
        for folder in (path, path / TAKEN, path / REFUSED):
            folder.mkdir(parents=True, exist_ok=True)
        return path

    @api.model
    def _cron_take_folders(self):
        """Cron: take what lies in the watched folders, each file in a transaction of its own.

        A file is moved to "taken" or "refused" when it is committed, and not before. One that is
        found again (the server was killed in between) is known by its bytes and only moved.
        """
        units = self.search([("scan_folder", "!=", False), ("registry_jabatan_id", "!=", False)])
        for unit in units:
            try:
                folder = unit._scan_path()
            except OSError:
                _logger.exception("The watched folder of unit %s can't be used", unit.id)
                continue
            for path in _settled(folder, self.env["eoffice.scan.limits"]._limit("settle_seconds")):
                unit._take_from_folder(path)
            self._forget_taken(folder)

    def _take_from_folder(self, path):
        """Take one file of the watched folder, commit, and then move it."""
        self.ensure_one()
        try:
            given = self._read_scan(path)
            if given is None:  # somebody still writes it
                return
            files = self.env["eoffice.scan.intake"]._take(
                self.registry_jabatan_id, [given], "folder", name=clean_name(path.name)
            )
            refused = files.state == "refused"
            # Only what is committed may leave the folder.
            self.env["ir.cron"]._commit_progress(1)
        except Exception:
            # One file must not keep the others away; it stays where it is and is tried again.
            _logger.exception("%s could not be taken from its watched folder", path.name)
            self.env.cr.rollback()
            return
        try:
            _move(path, path.parent / (REFUSED if refused else TAKEN))
        except OSError:  # known by its bytes, it is not taken again
            _logger.exception("%s was taken but can't be moved", path.name)

    def _read_scan(self, path):
        """Return a file of the folder as ``_take`` wants it; None when it changed meanwhile."""
        limit = self.env["eoffice.scan.limits"]._limit("file_megabytes") * MEGABYTE
        # Never through a link: it could lead to any file of the server.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(handle, "rb") as file:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode):
                return None
            content = file.read() if before.st_size <= limit else b""
            after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            return None
        return {"name": path.name, "content": content, "size": before.st_size}

    def _forget_taken(self, folder):
        """Delete what was taken long ago from the folder; the tray has it."""
        days = self.env["eoffice.scan.limits"]._limit("keep_days")
        oldest = time.time() - timedelta(days=days).total_seconds()
        for path in (folder / TAKEN).iterdir():
            with suppress(OSError):
                if path.lstat().st_ctime < oldest:
                    path.unlink()


def _settled(folder, seconds):
    """Return the files of a folder that nobody writes any more, oldest first.

    :param Path folder: the watched folder
    :param int seconds: for so long they must be unchanged
    """
    now = time.time()
    found = []
    for entry in os.scandir(folder):
        name = entry.name
        if name.startswith((".", "~")) or name.lower().endswith(UNFINISHED):
            continue
        with suppress(OSError):
            known = entry.stat(follow_symlinks=False)
            # The clock of a file server may be ahead of ours.
            if stat.S_ISREG(known.st_mode) and abs(now - known.st_mtime) >= seconds:
                found.append((known.st_mtime, name, Path(entry.path)))
    return [path for _time, _name, path in sorted(found)[:IN_A_TURN]]


def _move(path, folder):
    """Move a file into a folder, under a name that isn't taken there."""
    target = folder / path.name
    place = 1
    while target.exists():
        place += 1
        target = folder / f"{path.stem} ({place}){path.suffix}"
    path.rename(target)
