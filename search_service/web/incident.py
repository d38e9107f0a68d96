"""The incident that both sites announce: one short text with an end, in one file.

An operator sets it with `kb incident set`; every process of the service sees it with the next
request, and the desk hears of it in a stream (`incident_events`), open pages ask now and then.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from stat import S_ISREG
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from search_service.content.article import Text
from search_service.errors import IncidentInvalid
from search_service.records.private_files import private_file

TEXT_LIMIT = 80
# More than an announcement needs. What is larger, or a pipe, would be waited for by everybody.
_FILE_BYTES = 4_096
CHINA = timezone(timedelta(hours=8))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Incident(BaseModel):
    """What is wrong right now, in words for customers, and until when this is announced."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[Text, Field(max_length=TEXT_LIMIT)]
    until: AwareDatetime


def parse_until(written: str) -> datetime:
    """`2026-11-24 22:00` in China's time, or a day, which means its end.

    Raises:
        IncidentInvalid: It is neither.
    """
    try:
        moment = datetime.fromisoformat(written.strip())
        if re.fullmatch(r"\d{4}-?\d{2}-?\d{2}", written.strip()):
            moment += timedelta(days=1)
        # Beyond the calendar's end in one of the zones: refused here, not when it is written.
        moment = moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
        for zone in (CHINA, UTC):
            moment.astimezone(zone)
    except (ValueError, OverflowError) as error:
        raise IncidentInvalid(
            '结束时间请写成 "2026-11-24 22:00"（北京时间），或 2026-11-24（当天结束）。'
        ) from error
    return moment


class IncidentFile:
    """The file; read again only when it has changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._incident: Incident | None = None

    def current(self, now: datetime) -> Incident | None:
        """The incident to announce; None when there is none or its end has passed."""
        try:
            found = self._file.stat()
            seen = (found.st_mtime_ns, found.st_ino, found.st_size)
            if seen != self._seen:
                self._incident = Incident.model_validate_json(_read(self._file, found))
                self._seen = seen
        except (OSError, ValidationError):  # not set, or not ours: nothing to announce
            self._incident, self._seen = None, None
        incident = self._incident
        return incident if incident and now < incident.until else None

    def set(self, text: str, until: datetime, now: datetime) -> Incident:
        """Announce an incident in place of any other.

        Raises:
            IncidentInvalid: The text is empty or too long, the end has passed, or the file cannot
                be written.
        """
        if until <= now:
            raise IncidentInvalid("结束时间已经过了，请写一个将来的时间。")
        if _CONTROL.search(text):
            raise IncidentInvalid("公告只能是一行普通文字。")
        try:
            incident = Incident(text=text, until=until.astimezone(CHINA))
        except ValidationError as error:
            raise IncidentInvalid(f"公告要有 1 到 {TEXT_LIMIT} 个字。") from error
        new = self._file.with_suffix(".new")
        try:
            private_file(new)
            new.write_text(incident.model_dump_json(), encoding="utf-8")
            new.rename(self._file)
        except OSError as error:
            said = f"公告写不进去（{error.strerror}），请检查文件 {self._file}。"
            raise IncidentInvalid(said) from error
        return incident

    def clear(self) -> None:
        """Announce nothing any more.

        Raises:
            IncidentInvalid: The file cannot be removed.
        """
        try:
            self._file.unlink(missing_ok=True)
        except OSError as error:
            raise IncidentInvalid(f"公告撤不下来，请检查文件 {self._file}。") from error


def _read(file: Path, found: os.stat_result) -> bytes:
    """What is in a file that can be ours; of another one nothing, and nobody waits for a pipe."""
    return file.read_bytes() if S_ISREG(found.st_mode) and found.st_size <= _FILE_BYTES else b""
