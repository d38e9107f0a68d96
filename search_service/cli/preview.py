"""`kb serve`: build everything, serve it, and rebuild what a saved file changed."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from queue import Queue

import uvicorn
from watchfiles import watch

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.findings import errors_of
from search_service.cli.garbage import collect_rarely
from search_service.cli.last_good import LastGood
from search_service.cli.preview_events import Announcer, Event
from search_service.content import question_files
from search_service.content.fragments import keep_fragments
from search_service.content.problems import Problem
from search_service.content.word_lists import read_word_lists
from search_service.desk.internal_content import has_desk
from search_service.desk.release_part import desk_part
from search_service.errors import KbError, PortTaken
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import SiteBuild
from search_service.site.page_drawer import PageDrawer
from search_service.web.bounded_head import BoundedHead
from search_service.web.factory import create_app

Say = Callable[[str], None]

# Saves that arrive within this time are one change; editors write a file in several steps.
_DEBOUNCE_MILLISECONDS = 150
# As many errors are shown at once; `kb check` shows all.
_SHOWN_ERRORS = 20
_MEANWHILE = "有错误的文件先用上一次正确的内容，别的页面照常更新。"


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
        self._saves: Queue[set[Path] | None] = Queue()
        self._drawer: PageDrawer | None = None
        self._drawn: set[str] = set()
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
        building = SiteBuild(settings, self.analyser, strict=False, preview=True)
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
            site=building.write,
            begin_site=building.begun,
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
            drawn = self._caught_up()
            self.announcer.announce(Event("rebuilt", tuple(drawn)))
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
        """Show every save until `stop` is set: its pages at once, then everything."""
        root = self.settings.project_dir.resolve()
        folders = [path for name in ("content", "theme") if (path := root / name).is_dir()]
        builder = threading.Thread(target=self._build_saves, daemon=True)
        builder.start()
        for changes in watch(
            *folders, root / "mkdocs.yml", stop_event=stop, debounce=_DEBOUNCE_MILLISECONDS, step=50
        ):
            changed = {Path(path) for _, path in changes}
            self._draw(changed)
            self._saves.put(changed)
        self._saves.put(None)
        builder.join()

    def _build_saves(self) -> None:
        """Build what was saved, and what is saved meanwhile right after it."""
        self._make_drawer()
        while (changed := self._saves.get()) is not None:
            pages = self.settings.content_folder.resolve() / "pages"
            self.rebuild(changed)
            if not all(path.is_relative_to(pages) and _is_page_alone(path) for path in changed):
                self._make_drawer()

    def _make_drawer(self) -> None:
        """What is drawn at once rests on everything else as it stands now."""
        folder, self._drawer = self.settings.preview_folder, None
        try:
            self._drawer = PageDrawer(
                self.settings.content_folder, folder / ".rendered", drawn_folder(self.settings)
            )
        except Exception as error:  # noqa: BLE001 - saves are then shown by the whole build alone
            self.say(f"  ! 保存以后要等整个网站建好才看得到：{error}")

    def _draw(self, changed: set[Path]) -> None:
        """Show saved pages before everything else is built."""
        pages = self.settings.content_folder.resolve() / "pages"
        paths = [one.relative_to(pages).as_posix() for one in changed if one.is_relative_to(pages)]
        if not (drawer := self._drawer) or len(paths) < len(changed):
            return
        try:
            addresses = drawer.draw(paths)
        except Exception:  # noqa: BLE001 - the whole build says what is wrong
            return
        if addresses:
            self._drawn.update(addresses)
            self.announcer.announce(Event("drawn", tuple(addresses)))

    def _caught_up(self) -> list[str]:
        """The pages drawn before; the release has them now, unless more was saved since."""
        if self._saves.empty():
            shutil.rmtree(drawn_folder(self.settings), ignore_errors=True)
        drawn, self._drawn = sorted(self._drawn), set()
        return drawn


def _is_page_alone(path: Path) -> bool:
    """Whether other pages stay as they are: a page was saved, or questions that no page shows."""
    return path.is_file() or path.name.endswith(question_files.SUFFIX)


def drawn_folder(settings: Settings) -> Path:
    """Pages that were saved since the release in service was built."""
    return settings.preview_folder / ".drawn"


class _Server(uvicorn.Server):
    """Says that it is ready once the port answers, not before."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._when_ready = when_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._when_ready()


def serve(settings: Settings, say: Say) -> None:
    """Build, serve and watch until interrupted.

    Raises:
        PortTaken: Another program listens on the port.
        KbError: The first build failed.
    """
    collect_rarely()
    _check_port(settings)
    keep_fragments(settings.state_folder)
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
    shutil.rmtree(drawn_folder(settings), ignore_errors=True)
    app = create_app(settings, live, [announcer.router], drawn_folder(settings))
    config = uvicorn.Config(
        app,
        http=BoundedHead,
        ws="none",
        host=settings.host,
        port=settings.port,
        log_level="warning",
        timeout_graceful_shutdown=1,
        proxy_headers=False,  # no proxy stands before a preview: nobody may claim an address
    )
    stop = threading.Event()
    watcher = threading.Thread(target=preview.watch, args=(stop,), daemon=True)
    watcher.start()
    ready = f"\n帮助中心已就绪：http://{settings.host}:{settings.port}/ （按 Ctrl+C 结束）"
    try:
        _Server(config, lambda: say(ready)).run()
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
