"""`kb serve`: build everything, serve it, and rebuild what a saved file changed."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import orjson
import uvicorn
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from watchfiles import watch

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.findings import errors_of
from search_service.cli.last_good import LastGood
from search_service.content.problems import Problem
from search_service.content.word_lists import read_word_lists
from search_service.desk.internal_content import has_desk
from search_service.desk.release_part import desk_part
from search_service.errors import KbError, PortTaken
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from search_service.web.factory import create_app

Say = Callable[[str], None]

# Saves that arrive within this time are one change; editors write a file in several steps.
_DEBOUNCE_MILLISECONDS = 150
# An open page hears at least this often from the server, or takes it for gone.
_HEARTBEAT_SECONDS = 15.0
# As many errors are shown at once; `kb check` shows all.
_SHOWN_ERRORS = 20
_MEANWHILE = "有错误的文件先用上一次正确的内容，别的页面照常更新。"


@dataclass(frozen=True)
class Event:
    """Something an open page should know: `rebuilt`, or `problems` with messages."""

    name: str
    messages: tuple[str, ...] = ()

    def encoded(self) -> bytes:
        """As a server-sent event."""
        return b"event: " + self.name.encode() + b"\ndata: " + orjson.dumps(self.messages) + b"\n\n"


class Announcer:
    """Passes events from the watching thread to every open page."""

    def __init__(self) -> None:
        self._pages: set[tuple[asyncio.AbstractEventLoop, asyncio.Queue[Event]]] = set()
        self.router = APIRouter(include_in_schema=False)
        self.router.add_api_route("/preview/events", self._stream)

    def announce(self, event: Event) -> None:
        """Tell every open page; may be called from any thread."""
        for loop, queue in list(self._pages):
            loop.call_soon_threadsafe(queue.put_nowait, event)

    async def _stream(self) -> StreamingResponse:
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[bytes]:
        page = (asyncio.get_running_loop(), asyncio.Queue[Event]())
        self._pages.add(page)
        try:
            yield b": connected\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(page[1].get(), _HEARTBEAT_SECONDS)
                    yield event.encoded()
                except TimeoutError:
                    yield b": still here\n\n"
        finally:
            self._pages.discard(page)


def word_problems(settings: Settings) -> list[Problem]:
    """What is wrong with the word lists; while there is something, the old ones are used."""
    folder = settings.content_folder
    return read_word_lists(folder / "words", f"{folder.name}/words")[1]


@dataclass
class Preview:
    """The state of one `kb serve`."""

    settings: Settings
    analyser: Analyser
    live: LiveRelease
    announcer: Announcer
    say: Say

    def __post_init__(self) -> None:
        """Nothing is remembered yet; `load_analyser` would have refused wrong word lists."""
        self._word_problems: list[Problem] = []
        self._last_good = LastGood(
            self.settings.project_dir, self.settings.preview_folder / ".last-good"
        )

    def show(self, content: ContentView) -> None:
        """Content to a release of the preview; a broken file gives way to its last sound text."""
        broken = {problem.path for problem in content.unreadable}
        self._last_good.remember(broken)
        settings, shown = self.settings, content
        if broken:
            project = self._last_good.project(broken)
            state = self.settings.state_folder.resolve()
            settings = self.settings.model_copy(update={"project_dir": project, "state_dir": state})
            shown = self.read(settings)
        self._publish(settings, shown)

    def read(self, settings: Settings | None = None) -> ContentView:
        """The content as it stands on the disk now, or that of other settings."""
        folder = (settings or self.settings).content_folder
        today = date.today()  # noqa: DTZ011 - the writer's own day
        return view_content(folder, self.analyser, today, self._word_problems)

    def _publish(self, settings: Settings, content: ContentView) -> None:
        """Search, desk and pages change together."""
        started = time.perf_counter()

        def write_site(site: Path, search: Search) -> None:
            build_site(settings, site, search, self.analyser, strict=False, preview=True)

        desk = None
        if has_desk(settings.content_folder):
            # What has leaked stops `kb build`; here its writer must be able to see it.
            desk = replace(desk_part(content.desk), internal=())
        release = publish_release(
            settings,
            documents_of(content.corpus),
            self.analyser,
            force=True,
            root=settings.preview_folder,
            desk=desk,
            site=write_site,
            waiting=self.say,
            kept_for=timedelta(0),  # every save makes one
        )
        self.live.replace(release)
        seconds = time.perf_counter() - started
        self.say(f"  网站和索引：{len(content.corpus.articles)} 篇文章，用时 {seconds:.1f} 秒")

    def rebuild(self, changed: set[Path]) -> None:
        """Rebuild after `changed` files were saved; what is wrong with them is said."""
        names = "、".join(sorted(path.name for path in changed))
        self.say(f"有改动：{names}")
        content, problems = None, []
        try:
            content = self._rebuild(changed)
            problems = list(map(str, content.unreadable))
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the watching
            problems = [str(error) if isinstance(error, KbError) else f"程序出错了：{error!r}"]
        for problem in problems:
            self.say(f"  ! {problem}")
        if content:
            self.announcer.announce(Event("rebuilt"))
        if problems:
            self.say(f"  改好之前，{_MEANWHILE if content else '网站和搜索保持原样。'}")
            self.announcer.announce(Event("problems", tuple(problems)))
        elif content:
            self.show_errors(content, changed)

    def show_errors(self, content: ContentView, changed: set[Path] | None = None) -> None:
        """Say what must be mended before `kb build`; the preview goes on with it.

        Args:
            content: What is shown now.
            changed: Only what is wrong in these files is shown; None: in all.
        """
        errors = errors_of(content)
        root = self.settings.project_dir.resolve()
        near = [one for one in errors if changed is None or root / one.path in changed]
        for one in near[:_SHOWN_ERRORS]:
            self.say(f"  ! {one}")
        if errors:
            self.say(f"  内容里有 {len(errors)} 处要改；改好以前 kb build 不发布，预览照常。")

    def _rebuild(self, changed: set[Path]) -> ContentView:
        words = self.settings.content_folder.resolve() / "words"
        if any(path.is_relative_to(words) for path in changed):
            self._word_problems = word_problems(self.settings)
            if not self._word_problems:
                self.analyser = self.live.analyser = load_analyser(self.settings)
        content = self.read()
        self.show(content)
        return content

    def watch(self, stop: threading.Event) -> None:
        """Rebuild on every save until `stop` is set."""
        root = self.settings.project_dir.resolve()
        folders = [path for name in ("content", "theme") if (path := root / name).is_dir()]
        for changes in watch(
            *folders, root / "mkdocs.yml", stop_event=stop, debounce=_DEBOUNCE_MILLISECONDS, step=50
        ):
            self.rebuild({Path(path) for _, path in changes})


def serve(settings: Settings, say: Say) -> None:
    """Build, serve and watch until interrupted.

    Raises:
        PortTaken: Another program listens on the port.
        KbError: The first build failed.
    """
    _check_port(settings)
    say("[1/2] 读取词表，准备分词 …")
    analyser = load_analyser(settings)
    live = LiveRelease(settings, analyser, settings.preview_folder)
    announcer = Announcer()
    preview = Preview(settings, analyser, live, announcer, say)
    say("[2/2] 建立网站和索引 …")
    content = preview.read()
    preview.show(content)
    for problem in content.unreadable:
        say(f"  ! {problem}")
    if not content.unreadable:
        preview.show_errors(content)
    app = create_app(settings, live, [announcer.router])
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=1,
        proxy_headers=False,  # no proxy stands before a preview: nobody may claim an address
    )
    stop = threading.Event()
    watcher = threading.Thread(target=preview.watch, args=(stop,), daemon=True)
    watcher.start()
    say(f"\n帮助中心已就绪：http://{settings.host}:{settings.port}/ （按 Ctrl+C 结束）")
    try:
        uvicorn.Server(config).run()
    except KeyboardInterrupt:  # uvicorn has shut down in order and passes the signal on
        say("\n已结束。")
    finally:
        stop.set()
        watcher.join(timeout=5)


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise PortTaken(
                f"端口 {settings.port} 打不开（{error.strerror}），可能已被别的程序占用。"
                "请先结束那个程序，或换一个端口，例如：KB_PORT=8001 make serve"
            ) from error
