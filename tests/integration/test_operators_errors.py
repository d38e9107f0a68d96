"""Nobody in front of `kb` is shown a traceback: each fault of the machine is said in a sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.releases.publish import publish
from search_service.settings import Settings
from tests.builders import ROOT, SHOP, sound_project, with_theme
from tests.dictionary import with_dictionary

_KB = "from search_service.cli.main import main; main()"


def kb(
    *arguments: str, before: str = "", project: str = str(SHOP), **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{_KB}", "--project", project, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | settings,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def assert_said(done: subprocess.CompletedProcess[str], code: int, *mentioned: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    for part in mentioned:
        assert part in said


@pytest.fixture
def published(tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser) -> Path:
    """The state folder of a shop in service."""
    settings = Settings(project_dir=SHOP, state_dir=with_dictionary(tmp_path / "state"))
    publish(settings, shop_documents, shop_analyser)
    return settings.state_folder


@pytest.mark.usefixtures("published")
def test_a_full_disk_is_said_and_what_is_in_service_stays(tmp_path: Path) -> None:
    current = (tmp_path / "state" / "releases" / "current").readlink()
    # Below any file of an index; the system then refuses to write on, as a full disk does.
    full = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (1_000, 1_000))"
    project = with_theme(sound_project(tmp_path / "sound"))

    refused = kb("build", before=full, project=str(project), KB_STATE_DIR=str(tmp_path / "state"))

    assert_said(refused, 1, "磁盘满了")
    assert (tmp_path / "state" / "releases" / "current").readlink() == current
    assert_said(kb("search", "换灯泡", KB_STATE_DIR=str(tmp_path / "state")), 0, "L-102")


@pytest.mark.parametrize("command", [("search", "灯"), ("agent", "add", "小灯", "--generate")])
def test_a_state_folder_that_cannot_be_made_is_said(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "file").touch()

    assert_said(kb(*command, KB_STATE_DIR=str(tmp_path / "file" / "state")), 1, "请检查")


def test_a_folder_without_content_and_a_wrong_setting_are_said(tmp_path: Path) -> None:
    assert_said(kb("build", project=str(tmp_path)), 1, "content/pages")
    assert_said(kb("check", project=str(tmp_path / "nowhere")), 2, "nowhere")
    assert_said(kb("build", KB_PORT="lamp"), 2, "KB_PORT")
    assert_said(kb("serve", "--production", KB_HOST="192.0.2.77"), 1, "192.0.2.77")


def test_an_older_python_is_said() -> None:
    older = "import sys; sys.version_info = (3, 9, 2)"

    assert_said(kb("search", "灯", before=older), 1, "Python 3.11", "3.9")


def test_a_fault_of_ours_is_one_line_and_its_details_are_in_a_file(tmp_path: Path) -> None:
    broken = "import search_service.cli.search as m; m.open_search = lambda *_: 1 / 0"

    state = str(with_dictionary(tmp_path / "s"))
    done = kb("search", "灯", before=broken, TMPDIR=str(tmp_path), KB_STATE_DIR=state)

    assert_said(done, 1, "程序出错了：ZeroDivisionError", str(tmp_path))
    (details,) = tmp_path.glob("kb-error-*.txt")
    assert "Traceback" in details.read_text(encoding="utf-8")


def test_a_doctor_finds_what_is_wrong_and_says_what_to_do(published: Path) -> None:
    state = published
    where = {"KB_STATE_DIR": str(state), "KB_PORT": "9", "KB_SITE_URL": "http://help.test/"}
    hosts = {"KB_ALLOWED_HOSTS": '["help.test"]'}

    sound = kb("doctor", "--json", **where, **hosts)
    assert_said(sound, 0)
    levels = {(one["what"], one["level"]) for one in json.loads(sound.stdout)}
    assert {("发布", "fine"), ("词表", "fine"), ("磁盘", "fine"), ("网址", "fine")} <= levels

    (state / "feedback.sqlite").write_bytes(b"SQLite format 3\0 and then nothing")
    (state / "feedback.sqlite").chmod(0o644)
    index = next(state.glob("releases/2*/index/lexicon.json"))
    index.write_bytes(b"{}")
    sick = kb("doctor", **where, FORWARDED_ALLOW_IPS="*")
    assert_said(sick, 1, "✗ 发布", "lexicon.json", "✗ 权限", "✗ 数据库", "✗ 代理", "✗ 网址")
    assert sick.stdout.count("→") >= sick.stdout.count("✗ ")

    shutil.rmtree(state)
    assert_said(kb("doctor", **where, **hosts), 1, "✗ 发布", "kb build")


def test_a_state_goes_into_a_file_and_comes_back_by_command(tmp_path: Path) -> None:
    state, file = tmp_path / "state", tmp_path / "backup.tar.gz"
    state.mkdir()
    (state / "agents.json").write_text("{}", encoding="utf-8")
    (state / "agent-secret").write_bytes(b"a" * 32)
    where = {"KB_STATE_DIR": str(state)}

    assert_said(kb("backup", str(file), **where), 0, "agents.json")
    (state / "agent-secret").write_bytes(b"b" * 32)
    assert_said(kb("restore", str(file), "--yes", **where), 0, "before-restore-", "重启服务")
    assert (state / "agent-secret").read_bytes() == b"a" * 32
    file.write_bytes(b"lamp")
    assert_said(kb("restore", str(file), "--yes", **where), 1, "什么都没有改动")


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_what_a_terminal_cannot_show_ends_no_command(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _KB, "--help"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        cwd=ROOT,
    )

    assert (done.returncode, b"doctor" in done.stdout, done.stderr) == (0, True, b"")


@pytest.mark.usefixtures("published")
def test_a_text_of_several_questions_is_answered_as_on_the_site(tmp_path: Path) -> None:
    text = "我上个月在你们店里买了一盏灯，装上以后一直都很好，昨天晚上突然就不亮了，" * 2
    text += "灯不亮怎么办？还有，灯泡怎么换？"

    assert_said(kb("search", text, KB_STATE_DIR=str(tmp_path / "state")), 0, "L-101")
