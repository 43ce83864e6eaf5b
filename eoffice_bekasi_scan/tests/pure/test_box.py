"""The box that uploads are read in: it has bounds, and leaves nothing behind."""

import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from odoo.addons.eoffice_bekasi_scan.tools import box
from odoo.addons.eoffice_bekasi_scan.tools.box import BoxError, box_folder, run_boxed, sweep_boxes


def alive(pid):
    """Whether a process runs (one that has ended and waits for its parent doesn't)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(path):
    """Whether the process whose id stands in a file ended within five seconds."""
    pid = int(Path(path).read_text(encoding="utf-8"))
    until = time.monotonic() + 5
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


class TestAnswer:
    """Plain values go in and come out."""

    def test_values(self):
        given = {"text": "Pengadilan Negeri", "pages": [1, 2], "none": None}
        assert run_boxed("trial.echo", given)["values"] == given

    def test_refusal(self):
        with pytest.raises(BoxError) as caught:
            run_boxed("trial.refuse", {"code": "too_many_pages", "pages": 10000})
        assert caught.value.code == "too_many_pages"
        assert caught.value.details == {"pages": 10000}

    def test_fault_in_the_task_is_said_for_the_log(self):
        with pytest.raises(BoxError) as caught:
            run_boxed("trial.sleep", {"seconds": "much"})
        assert caught.value.code == "crashed"
        assert "TypeError" in caught.value.said


class TestAlone:
    """The box knows nothing of the server."""

    def test_environment_is_not_handed_on(self, monkeypatch):
        monkeypatch.setenv("EOFFICE_SECRET", "canary")
        seen = run_boxed("trial.echo", {})["environment"]
        assert "canary" not in seen.values()
        assert seen["OMP_THREAD_LIMIT"] == "1"

    def test_own_folder_is_gone_afterwards(self):
        folder = run_boxed("trial.echo", {})["folder"]
        assert not Path(folder).exists()

    def test_odoo_is_not_loaded(self):
        assert run_boxed("trial.loaded", {"names": ["odoo", "psycopg2"]}) == {"loaded": []}


class TestBounds:
    """Memory, time, space."""

    def test_memory(self):
        assert run_boxed("trial.eat", {"megabytes": 100}, megabytes=400)["length"]
        with pytest.raises(BoxError, match="memory"):
            run_boxed("trial.eat", {"megabytes": 500}, megabytes=400)

    @pytest.mark.parametrize(("task", "values"), [("spin", {}), ("sleep", {"seconds": 60})])
    def test_time(self, task, values):
        began = time.monotonic()
        with pytest.raises(BoxError, match="time"):
            run_boxed(f"trial.{task}", values, seconds=2)
        assert time.monotonic() - began < 8

    def test_space(self, tmp_path):
        with pytest.raises(BoxError, match="space"):
            run_boxed(
                "trial.fill", {"path": str(tmp_path / "big"), "megabytes": 300}, megabytes=200
            )

    def test_crash(self):
        with pytest.raises(BoxError, match="crashed"):
            run_boxed("trial.crash", {})


class TestNothingLeft:
    """What a task started ends with it, whatever ends it."""

    def test_after_its_time(self, tmp_path):
        with pytest.raises(BoxError, match="time"):
            run_boxed("trial.linger", {"path": str(tmp_path / "pid")}, seconds=2)
        assert gone(tmp_path / "pid")

    def test_after_it_ended_by_itself(self, tmp_path):
        run_boxed("trial.leave", {"path": str(tmp_path / "pid")})
        assert gone(tmp_path / "pid")

    def test_when_the_server_is_killed(self, tmp_path):
        server = subprocess.Popen(
            [
                sys.executable,
                "-c",
                textwrap.dedent(
                    f"""
                    import sys
                    sys.path.insert(0, {str(Path(box.__file__).parent)!r})
                    from box import run_boxed
                    run_boxed("trial.tell", {{"path": {str(tmp_path / "pid")!r}, "seconds": 60}})
                    """
                ),
            ]
        )
        until = time.monotonic() + 20
        while not (tmp_path / "pid").exists() and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(0.2)
        assert alive(int((tmp_path / "pid").read_text(encoding="utf-8")))
        server.kill()
        server.wait()
        assert gone(tmp_path / "pid")

    def test_folder_for_files(self):
        with box_folder() as folder:
            (folder / "page.png").write_bytes(b"x")
            assert os.listdir(folder) == ["page.png"]
        assert not folder.exists()


class TestSwept:
    """What a server that was killed left behind doesn't lie there for ever."""

    def test_only_what_is_old_and_a_box(self, tmp_path, monkeypatch):
        monkeypatch.setattr(box.tempfile, "tempdir", str(tmp_path))
        old = time.time() - box.LEFT_SECONDS - 60
        for name in ("eoffice_box_left", "eoffice_box_busy", "others"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "page1").write_text("Rahasia", encoding="utf-8")
        (tmp_path / "eoffice_box_link").symlink_to(tmp_path / "others")
        for name in ("eoffice_box_left", "others"):
            os.utime(tmp_path / name, (old, old))
        assert sweep_boxes() == 1
        left = sorted(path.name for path in tmp_path.iterdir())
        assert left == ["eoffice_box_busy", "eoffice_box_link", "others"]
        assert (tmp_path / "others" / "page1").exists()
