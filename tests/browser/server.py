"""The real site on a free port of this machine, for tests, screenshots and measurements."""

from __future__ import annotations

import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from search_service.analysis.chains import Analyser
from search_service.content.corpus import load_corpus
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.site.build import build_site
from search_service.web.factory import create_app
from tests.builders import ROOT


@contextmanager
def running(settings: Settings, analyser: Analyser, port: int = 0) -> Iterator[str]:
    """The address at which a published site is served; port 0 is any that is free."""
    app = create_app(settings, LiveRelease(settings, analyser))
    with socket.socket() as listening:
        # Who comes back to a port comes while connections of the server before are still closing.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", port))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


@contextmanager
def running_real_site() -> Iterator[str]:
    """Build the real content into a temporary folder and serve it."""
    with tempfile.TemporaryDirectory(prefix="kb-site-") as folder:
        made = Path(folder)
        settings = Settings(project_dir=ROOT, state_dir=made / "state")
        analyser = load_analyser(settings)
        publish_release(
            settings,
            documents_of(load_corpus(settings.content_folder)),
            analyser,
            site=lambda site, search: build_site(settings, site, search, analyser, strict=True),
        )
        with running(settings, analyser) as address:
            yield address
