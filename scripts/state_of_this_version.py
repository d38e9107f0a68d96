"""Writes a state folder as this version leaves it, into the archive that is named.

Run once for each version that is tagged: `python -m scripts.state_of_this_version
tests/upgrade/state-VERSION.tar.gz`. `tests/integration/test_upgrade.py` reads what it wrote.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from search_service.content.corpus import load_corpus
from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Visit
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings
from search_service.web.incident import IncidentFile

_MOMENT = datetime(2026, 11, 28, 9, tzinfo=UTC)


def main() -> int:
    """One of everything that a service remembers."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(project_dir=Path("tests/shop"), state_dir=Path(folder) / "state")
        analyser = load_analyser(settings)
        publish(settings, documents_of(load_corpus(settings.content_folder)), analyser)
        Accounts(settings.agents_file).add("小灯", "灯下黑，夜里亮，旧灯照新路")
        Journal(settings.agent_journal_file).note("小灯", "read", "L-101")
        FeedbackStore(settings.feedback_file).add(
            Feedback(
                "L-101", helpful=False, reason="unclear", comment="看不懂", received_at=_MOMENT
            )
        )
        asked = Asked("灯不亮", "灯不亮", "L-101", "sure")
        visits = [Visit(date(2026, 11, 28), "site", f"192.0.2.{n}", (asked,)) for n in range(7)]
        VisitStore(settings.query_log_file).add(visits)
        until = datetime(2100, 1, 1, tzinfo=UTC)
        IncidentFile(settings.incident_file).set("部分灯不亮", until, _MOMENT)
        settings.agent_secret_file.write_bytes(b"k" * 32)
        with tarfile.open(sys.argv[1], "w:gz") as archive:
            for file in sorted(settings.state_folder.rglob("*")):
                if "jieba" not in file.parts:
                    archive.add(file, file.relative_to(settings.state_folder), recursive=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
