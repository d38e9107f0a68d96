"""What an earlier version left in its state is read, served honestly, and carried on.

Each archive in `tests/upgrade/` was written by the version that it names, by
`scripts/state_of_this_version.py`.
"""

from __future__ import annotations

import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.records.state_backup import back_up, restore
from search_service.records.visit_store import VisitStore
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import publish
from search_service.settings import Settings
from search_service.web.factory import create_app
from search_service.web.incident import IncidentFile
from tests.builders import ROOT, SHOP
from tests.service_client import TestClient

ARCHIVES = sorted((ROOT / "tests" / "upgrade").glob("state-*.tar.gz"))
PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
NOW = datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.fixture(params=ARCHIVES, ids=lambda file: file.name)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The state of an earlier version, under this one."""
    with tarfile.open(request.param) as archive:
        archive.extractall(tmp_path / "state", filter="tar")
    return Settings(project_dir=SHOP, state_dir=tmp_path / "state")


def assert_all_is_there(settings: Settings) -> None:
    assert Accounts(settings.agents_file).verified("小灯", PASSWORD) is not None
    assert [e.article_id for e in Journal(settings.agent_journal_file).entries()] == ["L-101"]
    assert [one.comment for one in FeedbackStore(settings.feedback_file).read()] == ["看不懂"]
    # What 0.1.0 counted were texts, not visits: it opens, and the first write drops it.
    with VisitStore(settings.query_log_file).reading():
        pass
    announced = IncidentFile(settings.incident_file).current(NOW)
    assert announced is not None
    assert announced.text == "部分灯不亮"


def test_there_is_the_state_of_an_earlier_version() -> None:
    assert ARCHIVES


def test_nothing_that_was_remembered_is_lost_also_not_through_a_backup(
    earlier: Settings, tmp_path: Path
) -> None:
    assert_all_is_there(earlier)
    back_up(earlier.state_folder, tmp_path / "backup.tar.gz")
    moved = earlier.model_copy(update={"state_dir": tmp_path / "moved"})
    restore(tmp_path / "backup.tar.gz", moved.state_folder)
    assert_all_is_there(moved)


def test_a_release_of_an_earlier_program_is_served_or_said_to_need_a_build_which_ends_it(
    earlier: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    live = LiveRelease(earlier, shop_analyser)
    with TestClient(create_app(earlier, live), "http://127.0.0.1") as client:
        ready = client.get("/readyz").json()
        assert ready["status"] == "ready" or "kb build" in ready["detail"]

        newest = publish(earlier, shop_documents, shop_analyser)
        live.refresh()

        ready = client.get("/readyz").json()
        assert (ready["status"], ready["generation"]) == ("ready", newest.generation)
        found = client.get("/api/v1/search", params={"q": "换灯泡"}).json()
        assert found["hits"][0]["article_id"] == "L-102"
