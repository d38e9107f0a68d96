"""Every way in which the service runs and is not quite well, in a sentence for an operator."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from search_service.releases.live_release import LiveRelease
from search_service.settings import Settings
from search_service.web.incident import Incident

# A release is some 20 MB, and four are kept; below this the next build may fail.
LEAST_FREE_BYTES = 200_000_000
_TO_READERS = "帮助中心正在用上一版内容，个别文章可能不是最新的。"
_NOTICE_STEP = timedelta(minutes=10)


@dataclass(frozen=True)
class DegradedMode:
    """One of them.

    Attributes:
        what: `release`, `engine`, `state` or `disk`.
        detail: Where, what, and what to do.
    """

    what: str
    detail: str


def degraded_modes(live: LiveRelease, settings: Settings) -> list[DegradedMode]:
    """What is not well now; empty when all is."""
    modes = []
    if live.fault:
        modes.append(DegradedMode("release", live.fault))
    if live.engine_fault:
        modes.append(DegradedMode("engine", live.engine_fault))
    modes += _of_the_disk(settings.state_folder)
    return modes


def notice_to_readers(live: LiveRelease, now: datetime) -> Incident | None:
    """What pages say while another release than the newest is served; None otherwise."""
    if not (live.is_open and live.fault):
        return None
    # The end moves on while it lasts, in steps: pages that ask again mostly hear 304.
    step = _NOTICE_STEP.total_seconds()
    until = (now.timestamp() // step + 2) * step
    return Incident(text=_TO_READERS, until=datetime.fromtimestamp(until, UTC))


def _of_the_disk(state: Path) -> list[DegradedMode]:
    if not os.access(state, os.W_OK | os.X_OK):
        detail = f"{state} 写不进去：反馈、查询记录和坐席记录都存不下。请检查它的属主和权限。"
        return [DegradedMode("state", detail)]
    free = shutil.disk_usage(state).free
    if free < LEAST_FREE_BYTES:
        detail = f"{state} 所在的磁盘只剩 {free // 1_000_000} MB，发布和反馈可能写不下。请清理。"
        return [DegradedMode("disk", detail)]
    return []
