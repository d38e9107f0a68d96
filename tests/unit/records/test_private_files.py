from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.records.feedback import Feedback, FeedbackStore


def test_what_lies_in_the_state_is_for_its_owner_alone(tmp_path: Path) -> None:
    state = tmp_path / "deep" / "state"
    said = Feedback("L-101", True, None, "灯", datetime.now(UTC))  # noqa: FBT003 - helpful
    FeedbackStore(state / "feedback.sqlite").add(said)
    Journal(state / "journal.sqlite").note("小灯", "login")
    Accounts(state / "agents.json").add("小灯", "灯下黑，夜里亮，旧灯照新路")

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in state.rglob("*")}

    assert set(modes.values()) == {0o600}, modes
    assert {stat.S_IMODE(one.stat().st_mode) for one in (state, state.parent)} == {0o700}


def test_an_older_file_that_others_could_read_is_shut(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    file.touch(mode=0o644)

    Journal(file).note("小灯", "login")

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
