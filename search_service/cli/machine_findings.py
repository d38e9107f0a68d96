"""What `kb doctor` says of the machine: Python, packages, clock, disk."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from search_service.cli.findings import BAD, FINE, LOOK, Finding
from search_service.releases import generations
from search_service.settings import Settings
from search_service.web.degraded import LEAST_FREE_BYTES

_PINNED = re.compile(r"^([\w.-]+)==(\S+)(?: ; (\S.*?))?(?: \\)?$", re.MULTILINE)
_SHOWN = 5


def python_and_packages(settings: Settings) -> Iterator[Finding]:
    """Whether what is installed is what was locked."""
    yield Finding(FINE, "Python", platform.python_version())
    lock = settings.project_dir / "requirements.lock"
    if not lock.is_file():
        yield Finding(LOOK, "依赖", f"没有 {lock}，不知道版本对不对。", "在项目文件夹里运行。")
        return
    locked = defaultdict[str, set[str]](set)
    elsewhere = set()
    for name, pinned, marker in _PINNED.findall(lock.read_text(encoding="utf-8")):
        locked[name].add(pinned)  # one for each range of Pythons, of some
        if marker:
            elsewhere.add(name)
    wrong = []
    for name, versions in locked.items():
        try:
            installed = version(name)
        except PackageNotFoundError:
            # Another platform's: whether it is wanted here is pip's to say.
            if name in elsewhere:
                continue
            installed = "没有装"
        if installed not in versions:
            wrong.append(f"{name} {installed}（应为 {'、'.join(sorted(versions))}）")
    if wrong:
        advice = "运行 pip install --require-hashes -r requirements.lock。"
        detail = f"{len(wrong)} 个与锁定的不同：{'、'.join(wrong[:_SHOWN])}"
        yield Finding(LOOK, "依赖", detail, advice)
    else:
        yield Finding(FINE, "依赖", "与 requirements.lock 相同")


def clock(settings: Settings) -> Iterator[Finding]:
    """Whether the time can be right: announcements, sessions and dates depend on it."""
    now = datetime.now(UTC)
    newest = next(iter(generations.sealed(settings.releases_folder)), None)
    if newest is not None and f"{now:%Y%m%dT%H%M%S.%fZ}" < newest.name:
        detail = f"现在是 {now:%Y-%m-%d %H:%M} UTC，比最近一次发布 {newest.name} 还早。"
        yield Finding(BAD, "时钟", detail, "打开时间同步：timedatectl set-ntp true。")
        return
    synchronised = _synchronised()
    said = f"{now:%Y-%m-%d %H:%M} UTC，时区 {time.tzname[0]}"
    if synchronised is False:
        yield Finding(LOOK, "时钟", f"{said}，没有同步。", "timedatectl set-ntp true。")
    else:
        yield Finding(FINE, "时钟", said + ("，已同步" if synchronised else ""))


def _synchronised() -> bool | None:
    """What systemd says; None where there is none."""
    tool = shutil.which("timedatectl")
    if tool is None:
        return None
    command = [tool, "show", "--property=NTPSynchronized", "--value"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return {"yes": True, "no": False}.get(asked.stdout.strip())


def disk(settings: Settings) -> Iterator[Finding]:
    """Whether a build and what people say still fit."""
    folder = settings.state_folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    said = f"{folder} 还有 {free // 1_000_000} MB"
    if free < LEAST_FREE_BYTES:
        yield Finding(BAD, "磁盘", said, "清理磁盘；发布和反馈可能写不下。")
    else:
        yield Finding(FINE, "磁盘", said)
