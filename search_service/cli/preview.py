"""`kb serve`: build everything, serve it, and rebuild what a saved file changed."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import orjson
import uvicorn
from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from watchfiles import watch

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.findings import errors_of
from search_service.content.corpus import Corpus
from search_service.desk.internal_content import DeskContent, has_desk
from search_service.desk.live_desk import LiveDesk, publish_desk
from search_service.errors import KbError, PortTaken
from search_service.releases.documents import documents_of
from search_service.releases.live_search import LiveSearch
from search_service.releases.publish import load_analyser, publish
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


def open_content(settings: Settings, analyser: Analyser) -> ContentView:
    """The content as it stands on the disk now."""
    today = date.today()  # noqa: DTZ011 - the writer's own day
    return view_content(settings.content_folder, analyser, today)


@dataclass
class Preview:
    """The state of one `kb serve`."""

    settings: Settings
    analyser: Analyser
    live: LiveSearch
    desk: LiveDesk
    announcer: Announcer
    say: Say

    def rebuild_index(self, corpus: Corpus) -> None:
        """Content to a new generation in service."""
        started = time.perf_counter()
        self.live.replace(publish(self.settings, documents_of(corpus), self.analyser, force=True))
        seconds = time.perf_counter() - started
        self.say(f"  索引：{len(corpus.articles)} 篇文章，用时 {seconds:.1f} 秒")

    def rebuild_desk(self, content: DeskContent) -> None:
        """Public and internal content to a new generation of the agents' index."""
        self.desk.live.replace(publish_desk(self.settings, content, self.analyser, force=True))

    def rebuild_site(self) -> None:
        """Content and theme to new pages."""
        started = time.perf_counter()
        build_site(self.settings, self.live.search, self.analyser, strict=False, preview=True)
        self.say(f"  网站：用时 {time.perf_counter() - started:.1f} 秒")

    def rebuild(self, changed: set[Path]) -> None:
        """Rebuild what `changed` files call for; with a mistake in them the old state stays."""
        names = "、".join(sorted(path.name for path in changed))
        self.say(f"有改动：{names}")
        try:
            problems = self._rebuild(changed)
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the watching
            problems = [str(error) if isinstance(error, KbError) else f"程序出错了：{error!r}"]
        for problem in problems:
            self.say(f"  ! {problem}")
        if problems:
            self.say("  改好之前，网站和搜索保持原样。")
        self.announcer.announce(Event("problems" if problems else "rebuilt", tuple(problems)))
        if not problems:
            self.show_errors(changed)

    def show_errors(self, changed: set[Path] | None = None) -> None:
        """Say what must be mended before `kb build`; the preview goes on with it.

        Args:
            changed: Only what is wrong in these files is shown; None: in all.
        """
        errors = errors_of(open_content(self.settings, self.analyser))
        root = self.settings.project_dir.resolve()
        near = [one for one in errors if changed is None or root / one.path in changed]
        for one in near[:_SHOWN_ERRORS]:
            self.say(f"  ! {one}")
        if errors:
            self.say(f"  内容里有 {len(errors)} 处要改；改好以前 kb build 不发布，预览照常。")

    def _rebuild(self, changed: set[Path]) -> list[str]:
        content = self.settings.content_folder.resolve()
        if any(path.is_relative_to(content) for path in changed):
            if any(path.is_relative_to(content / "words") for path in changed):
                self._reload_words()
            found = open_content(self.settings, self.analyser)
            if found.unreadable:
                return list(map(str, found.unreadable))
            self.rebuild_index(found.corpus)
            if has_desk(content):
                self.rebuild_desk(found.desk)
        self.rebuild_site()
        return []

    def _reload_words(self) -> None:
        self.analyser = load_analyser(self.settings)
        self.live.analyser = self.desk.live.analyser = self.analyser

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
    say("[1/3] 读取词表，准备分词 …")
    analyser = load_analyser(settings)
    live = LiveSearch(settings, analyser)
    announcer = Announcer()
    desk = LiveDesk(settings, analyser)
    preview = Preview(settings, analyser, live, desk, announcer, say)
    say("[2/3] 建立索引 …")
    found = open_content(settings, analyser)
    preview.rebuild_index(found.corpus)
    if has_desk(settings.content_folder):
        preview.rebuild_desk(found.desk)
    say("[3/3] 建立网站 …")
    preview.rebuild_site()
    preview.show_errors()
    app = create_app(settings, live, [announcer.router], desk)
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
