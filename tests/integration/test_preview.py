"""`kb serve` as a writer meets it: a process, a browser's requests, and saved files."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import httpx
import pytest

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from tests.builders import copied_shop, internal_file, write_agents
from tests.processes import ended

# A slow machine may take this long; how long it took is printed, not asserted.
PATIENCE_SECONDS = 60.0
PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
KB = Path(sys.executable).with_name("kb")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, happened: Callable[[], bool]) -> None:
    started = time.perf_counter()
    while not happened():
        assert time.perf_counter() - started < PATIENCE_SECONDS, f"never happened: {what}"
        time.sleep(0.05)
    print(f"{what}: {time.perf_counter() - started:.2f} s")  # noqa: T201 - shown with pytest -s


class Preview:
    """A running `kb serve`."""

    def __init__(self, project: Path, port: int) -> None:
        self.pages = project / "content" / "pages"
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=5)
        self.events: Queue[str] = Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            with self.client.stream("GET", "/preview/events", timeout=None) as stream:
                for line in stream.iter_lines():
                    if line.startswith(":"):
                        self.events.put("connected")
                    elif line:
                        self.events.put(line)
        except httpx.HTTPError:
            self.events.put("gone")

    def is_up(self) -> bool:
        try:
            return self.client.get("/readyz").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def found(self, query: str) -> list[str]:
        answer = self.client.get("/api/v1/search", params={"q": query}).json()
        return [
            hit["article_id"]
            for hit in answer["hits"]
            if any(span["marked"] for span in hit["title_spans"] + hit["snippet"])
        ]

    def next_event(self, name: str) -> str:
        """The data of the next event of this name."""
        while True:
            try:
                line = self.events.get(timeout=PATIENCE_SECONDS)
            except Empty:
                pytest.fail(f"the event {name} was never announced")
            if line == f"event: {name}":
                return self.events.get(timeout=PATIENCE_SECONDS).removeprefix("data: ")


def serve(project: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [KB, "--project", str(project), "serve"],
        env=os.environ | {"KB_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    project, port = copied_shop(tmp_path_factory.mktemp("preview") / "shop"), free_port()
    with ended(serve(project, port)) as process:
        assert process.stdout is not None
        said = []
        for line in process.stdout:  # ends when the process does
            said.append(line)
            if "已就绪" in line:
                break
        assert process.poll() is None, "".join(said)
        # Without a reader the pipe could fill up and block the server.
        reader = threading.Thread(target=process.stdout.read, daemon=True)
        reader.start()
        preview = Preview(project, port)
        wait_for("serve answers", preview.is_up)
        assert preview.events.get(timeout=PATIENCE_SECONDS) == "connected"
        yield preview
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE_SECONDS)
        reader.join()
        preview.client.close()


def test_the_site_and_the_search_answer_from_the_first_build(preview: Preview) -> None:
    assert "怎么换灯泡" in preview.client.get("/lamps/change-bulb/").text
    assert preview.found("换灯泡")[0] == "L-102"


def test_a_saved_article_is_found_by_its_new_word_and_open_pages_are_told(
    preview: Preview,
) -> None:
    file = preview.pages / "lamps" / "change-bulb.md"
    assert preview.found("琉璃罩") == []

    file.write_text(file.read_text(encoding="utf-8") + "\n琉璃罩要轻放。\n", encoding="utf-8")

    wait_for("the new word is searchable", lambda: preview.found("琉璃罩") == ["L-102"])
    preview.next_event("rebuilt")
    assert "琉璃罩要轻放" in preview.client.get("/lamps/change-bulb/").text


def test_a_saved_question_of_a_section_is_found_and_one_that_is_broken_is_told(
    preview: Preview,
) -> None:
    def found() -> list[str]:
        answer = preview.client.get("/api/v1/search", params={"q": "翡翠"}).json()
        return [hit["article_id"] for hit in answer["hits"]]

    file = preview.pages / "lamps" / "change-bulb.questions.yml"
    assert found() == []

    file.write_text("section_questions:\n  拧下来:\n    - 翡翠怎么拧\n", encoding="utf-8")
    wait_for("the new question is searchable", lambda: found() == ["L-102"])
    preview.next_event("rebuilt")

    file.write_text("section_questions: [\n", encoding="utf-8")
    assert "change-bulb.questions.yml" in preview.next_event("problems")
    assert found() == ["L-102"]

    file.unlink()
    wait_for("the question is gone", lambda: found() == [])
    preview.next_event("rebuilt")


def test_a_saved_page_is_drawn_before_everything_else_is_built(preview: Preview) -> None:
    file = preview.pages / "lamps" / "change-bulb.md"

    file.write_text(file.read_text(encoding="utf-8") + "\n珐琅座要擦干。\n", encoding="utf-8")

    assert "/lamps/change-bulb/" in preview.next_event("drawn")
    assert "珐琅座要擦干" in preview.client.get("/lamps/change-bulb/").text
    assert "/lamps/change-bulb/" in preview.next_event("rebuilt")
    assert "珐琅座要擦干" in preview.client.get("/lamps/change-bulb/").text


def test_a_broken_article_is_announced_and_its_old_version_is_served(preview: Preview) -> None:
    file = preview.pages / "lamps" / "remote-control.md"
    sound = file.read_text(encoding="utf-8")

    file.write_text(sound.replace("owner: 灯铺内容组\n", ""), encoding="utf-8")

    announced = preview.next_event("problems")
    assert "remote-control.md" in announced
    assert "owner：缺少这一项" in announced
    assert preview.found("遥控器没反应")[0] == "L-103"

    file.write_text(sound, encoding="utf-8")
    preview.next_event("rebuilt")
    assert preview.found("遥控器没反应")[0] == "L-103"


@pytest.mark.parametrize("reference", ['{{ channel("attic") }}', "{% if %}", "{{ channel() }}"])
def test_a_broken_reference_is_announced_and_the_next_save_is_taken_up(
    preview: Preview, reference: str
) -> None:
    file = preview.pages / "delivery" / "change-address.md"
    sound = file.read_text(encoding="utf-8")

    file.write_text(f"{sound}\n{reference}\n", encoding="utf-8")
    announced = preview.next_event("problems")
    file.write_text(sound, encoding="utf-8")

    assert "change-address.md" in announced
    preview.next_event("rebuilt")
    assert preview.found("改地址")[0] == "D-102"


BREAKS = {
    "content/pages/lamps/remote-control.md": ("owner: 灯铺内容组\n", ""),
    "content/components/shop_note.md": ("", "{% if %}"),
    "content/data/channels.yml": ("kind: phone", "kind: fax"),
    "content/words/synonyms.yml": ("", "{"),
    "content/agents/teams.yml": ("status: 待核实", "status: 也许"),
}


@pytest.mark.parametrize(("path", "change"), BREAKS.items())
def test_while_one_file_is_broken_the_other_pages_go_on_being_updated(
    preview: Preview, path: str, change: tuple[str, str]
) -> None:
    project = preview.pages.parents[1]
    write_agents(project / "content", {"articles/check.md": internal_file()})
    preview.next_event("rebuilt")
    file, other = project / path, preview.pages / "delivery" / "when-shipped.md"
    sound, word = file.read_text(encoding="utf-8"), f"琉璃{file.stem}"
    remote = preview.client.get("/lamps/remote-control/").text
    old, new = change
    file.write_text(sound.replace(old, new, 1), encoding="utf-8")
    assert file.name in preview.next_event("problems")

    other.write_text(other.read_text(encoding="utf-8") + f"\n{word}到了。\n", encoding="utf-8")
    preview.next_event("rebuilt")
    assert file.name in preview.next_event("problems")

    assert f"{word}到了" in preview.client.get("/delivery/when-shipped/").text
    assert preview.client.get("/lamps/remote-control/").text == remote
    assert preview.found("遥控器没反应")[0] == "L-103"
    file.write_text(sound, encoding="utf-8")
    preview.next_event("rebuilt")


def test_a_page_that_was_never_sound_says_what_is_wrong_in_its_place(preview: Preview) -> None:
    file = preview.pages / "lamps" / "new.md"
    file.write_text("---\ntitle: 新灯\n---\n看说明书。\n", encoding="utf-8")
    assert "new.md" in preview.next_event("problems")

    assert "这一页有错误，改好后再看" in preview.client.get("/lamps/new/").text
    file.unlink()
    preview.next_event("rebuilt")


def test_a_saved_internal_article_reaches_the_desk_and_not_the_site(preview: Preview) -> None:
    project = preview.pages.parents[1]
    Accounts(Settings(project_dir=project).agents_file).add("小灯", PASSWORD)
    preview.client.post("/agent/login", data={"name": "小灯", "password": PASSWORD})
    article = {"articles/check.md": internal_file(body="鲸油灯要先核对。\n")}

    write_agents(project / "content", article)
    preview.next_event("rebuilt")

    assert "鲸油灯" in preview.client.get("/api/v1/agent/articles/N-101").text
    assert preview.found("鲸油灯") == []
    write_agents(project / "content", {"articles/check.md": internal_file(related=["L-999"])})
    assert "L-999" in preview.next_event("problems")
    assert "鲸油灯" in preview.client.get("/api/v1/agent/articles/N-101").text


def test_a_taken_port_is_a_message_and_exit_code_1(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with ended(serve(copied_shop(tmp_path / "shop"), port)) as process:
            said, _ = process.communicate(timeout=60)

    assert process.returncode == 1
    assert f"端口 {port} 打不开" in said
    assert "KB_PORT=" in said
    assert "Traceback" not in said
