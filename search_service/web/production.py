"""The service as it is run for real: one worker a core on one port, each bounded, each replaced.

uvicorn's own supervisor starts a worker again that has died, and on SIGHUP replaces them one after
the other, the next only when the new one answers.
"""

from __future__ import annotations

import os
import signal
import socket
import threading

import uvicorn
from uvicorn.supervisors import Multiprocess

from search_service.errors import PortTaken
from search_service.settings import Settings
from search_service.web.bounded_head import BoundedHead
from search_service.web.log_lines import log_config

# Longer than nginx keeps a connection of its own open (60 s), or it would write into closed ones.
_KEEP_ALIVE_SECONDS = 75
# Requests take less than a second; what is still open then are the desks' streams, which come back.
_ENDING_SECONDS = 3
# Word lists and index of a worker are read meanwhile, on a busy machine.
_READY_SECONDS = 60


class _Ending(threading.Event):
    """Set as well while a signal to end waits, so that no worker is replaced any more."""

    def __init__(self, waiting: list[int]) -> None:
        super().__init__()
        self._waiting = waiting

    def is_set(self) -> bool:
        """Whether the service is to end, or has been told to."""
        return super().is_set() or signal.SIGTERM in self._waiting or signal.SIGINT in self._waiting


class Workers(Multiprocess):
    """uvicorn's supervisor, which by itself works off one signal after the other.

    Several SIGHUPs that come while workers are being replaced are one more replacement, and a
    signal to end waits for none.
    """

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        super().__init__(config, sockets)
        self.should_exit = _Ending(self.signal_queue)

    def terminate_all(self) -> None:
        """End all workers; whoever comes now is refused at once, and does not wait for that."""
        for one in self.sockets:
            one.close()
        super().terminate_all()

    def handle_signals(self) -> None:
        """Work off what waits; of several SIGHUPs one."""
        while self.signal_queue.count(signal.SIGHUP) > 1:
            self.signal_queue.remove(signal.SIGHUP)
        super().handle_signals()


def workers_of(settings: Settings) -> int:
    """As many as are set; otherwise one for each core that this process may use."""
    return settings.workers or len(os.sched_getaffinity(0))


def bound_socket(settings: Settings) -> socket.socket:
    """The port, taken; all workers accept from it.

    Raises:
        PortTaken: Another program listens on it, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    taken = socket.socket(family)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.host, settings.port))
        # A second server is refused here, not only when the first connection comes.
        taken.listen(2048)
    except OSError as error:
        taken.close()
        raise PortTaken(
            f"端口 {settings.host}:{settings.port} 打不开（{error.strerror}），"
            "可能已被别的程序占用。"
            "请先结束那个程序，或用 KB_PORT 换一个端口。"
        ) from error
    taken.set_inheritable(True)
    return taken


def run_workers(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        PortTaken: Another program listens on the port.
    """
    taken = bound_socket(settings)
    # Workers are fresh processes, and read their settings from the environment.
    os.environ["KB_PROJECT_DIR"] = str(settings.project_dir)
    config = uvicorn.Config(
        "search_service.web.factory:create_app",
        factory=True,
        http=BoundedHead,
        ws="none",  # no route speaks it
        host=settings.host,
        port=settings.port,
        workers=workers_of(settings),
        log_config=log_config(requests=settings.request_log),
        access_log=False,  # it would hold what people ask
        server_header=False,
        forwarded_allow_ips="127.0.0.1",
        proxy_headers=not settings.sso_proxies,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_ENDING_SECONDS,
        timeout_worker_healthcheck=_READY_SECONDS,
    )
    Workers(config, [taken]).run()
