from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from search_service.web import incident_events
from search_service.web.incident import IncidentFile
from search_service.web.incident_events import _Streams
from tests.event_loop import in_own_loop


def _said(event: bytes) -> str | None:
    assert event.startswith(b"data: ")
    assert event.endswith(b"\n\n")
    incident = orjson.loads(event.removeprefix(b"data: "))["incident"]
    return incident and str(incident["text"])


def test_a_desk_hears_at_once_what_is_announced_and_that_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incident_events, "_LOOK_SECONDS", 0.001)
    file = IncidentFile(tmp_path / "incident.json")

    async def scenario() -> list[str | None]:
        streams = _Streams(IncidentFile(tmp_path / "incident.json"))
        events = streams.events()
        heard = [_said(await anext(events))]
        now = datetime.now(UTC)
        file.set("部分灯不亮", now + timedelta(hours=1), now)
        heard.append(_said(await anext(events)))
        assert streams.open == 1
        file.clear()
        heard.append(_said(await anext(events)))
        await events.aclose()  # type: ignore[attr-defined]
        assert streams.open == 0
        return heard

    assert in_own_loop(scenario()) == [None, "部分灯不亮", None]


def test_an_open_stream_is_heard_of_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incident_events, "_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(incident_events, "_HEARTBEAT_SECONDS", 0.0)

    async def scenario() -> list[bytes]:
        events = _Streams(IncidentFile(tmp_path / "incident.json")).events()
        return [await anext(events) for _ in range(3)]

    assert in_own_loop(scenario())[1:] == [b": still here\n\n"] * 2
