"""What `kb doctor` says of word lists, releases, rights, databases and the secret."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from search_service.cli.findings import BAD, FINE, LOOK, Finding
from search_service.engines.index_store import index_id
from search_service.errors import IndexUnavailable, KbError
from search_service.records.state_backup import state_files
from search_service.releases import generations
from search_service.releases.publish import load_analyser
from search_service.releases.verification import verify
from search_service.settings import Settings

_OLD_RELEASE = timedelta(days=90)
_OLD_SECRET_DAYS = 365
_DAY = 86_400
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# SQLite writes details of an error into the bits above.
_PRIMARY_CODE = 0xFF
_NAME = "%Y%m%dT%H%M%S.%fZ"


def words_and_releases(settings: Settings) -> Iterator[Finding]:
    """Whether the word lists can be read, and every kept release is whole."""
    try:
        analysis = index_id(load_analyser(settings))
    except (KbError, OSError) as error:
        yield Finding(BAD, "词表", str(error), "改好后运行 kb check。")
        return
    yield Finding(FINE, "词表", "读得懂")
    current = generations.current_name(settings.releases_folder)
    folders = generations.sealed(settings.releases_folder)
    if current not in {folder.name for folder in folders}:
        yield Finding(BAD, "发布", "没有启用中的发布。", "运行 kb build，或 kb release activate。")
    for folder in folders:
        serves = folder.name == current
        try:
            generation = verify(folder, analysis if serves else None)
        except IndexUnavailable as error:
            advice = "运行 kb build 重新发布，再检查磁盘。" if serves else f"可以删掉 {folder}。"
            yield Finding(BAD if serves else LOOK, "发布", f"{error}。", advice)
        else:
            if serves:
                passages = generation.manifest.passage_count
                detail = f"{current} 完整，{passages} 段，共保留 {len(folders)} 次"
                yield Finding(FINE, "发布", detail)


def age_of_content(settings: Settings) -> Iterator[Finding]:
    """How long nothing has been published."""
    name = generations.current_name(settings.releases_folder)
    try:
        made = datetime.strptime(name or "", _NAME).replace(tzinfo=UTC)
    except ValueError:
        return
    age = datetime.now(UTC) - made
    if age > _OLD_RELEASE:
        detail = f"启用中的发布已有 {age.days} 天，里面的费率、时限和名单可能过时了。"
        yield Finding(LOOK, "内容", detail, "运行 kb check --release 看哪些要核对，再 kb build。")
    else:
        yield Finding(FINE, "内容", f"{age.days} 天前发布")


def rights(settings: Settings) -> Iterator[Finding]:
    """Whether the state is this account's, and nobody else's."""
    state = settings.state_folder
    if not state.is_dir():
        yield Finding(BAD, "状态文件夹", f"没有 {state}。", "检查 KB_STATE_DIR，或运行 kb build。")
        return
    if not os.access(state, os.W_OK | os.X_OK):
        yield Finding(BAD, "状态文件夹", f"{state} 写不进去。", "检查它的属主和权限。")
    owner = state.stat().st_uid
    if owner != os.getuid():
        detail = f"{state} 属于用户 {owner}，现在的用户是 {os.getuid()}。"
        yield Finding(LOOK, "状态文件夹", detail, "用运行服务的那个账号运行 kb。")
    open_ones = [f.name for f in state_files(state) if f.stat().st_mode & 0o077]
    if open_ones:
        detail = f"别的账号也能读：{'、'.join(open_ones)}。"
        yield Finding(BAD, "权限", detail, f"chmod 600 {state}/文件。")
    elif state.stat().st_mode & 0o066:
        yield Finding(LOOK, "权限", f"{state} 可以被别人列出。", f"chmod 711 {state}。")
    else:
        yield Finding(FINE, "权限", "状态只有自己的账号能读")


def databases(settings: Settings) -> Iterator[Finding]:
    """Whether each database is whole."""
    for file in state_files(settings.state_folder):
        if file.suffix != ".sqlite":
            continue
        try:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
                said = str(database.execute("PRAGMA quick_check").fetchone()[0])
        except sqlite3.Error as error:
            said = str(error)
            # A disk that is read-only or full, rights, a lock: to move the file away would lose it.
            if error.sqlite_errorcode & _PRIMARY_CODE not in _DAMAGE:
                advice = f"检查 {file} 的属主和权限，磁盘是不是只读或满了；不要移走它。"
                yield Finding(BAD, "数据库", f"{file.name} 打不开：{said}", advice)
                continue
        if said == "ok":
            yield Finding(FINE, "数据库", f"{file.name} 完整")
        else:
            advice = f"停下服务，移走 {file}，再 kb restore 最近的备份。"
            yield Finding(BAD, "数据库", f"{file.name} 已损坏：{said.splitlines()[0]}", advice)


def secret(settings: Settings) -> Iterator[Finding]:
    """How long agents' sessions have been signed with the same key."""
    file: Path = settings.agent_secret_file
    if not file.is_file():
        return
    found = file.stat()
    days = int((time.time() - found.st_mtime) // _DAY)
    if days > _OLD_SECRET_DAYS:
        advice = f"下班后删掉 {file} 并重启服务；坐席要重新登录一次。"
        yield Finding(LOOK, "坐席密钥", f"已用了 {days} 天。", advice)
    elif stat.S_IMODE(found.st_mode) & 0o077 == 0:
        yield Finding(FINE, "坐席密钥", f"用了 {days} 天")
