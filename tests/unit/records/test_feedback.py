from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from search_service.errors import FeedbackConflict, FeedbackUnavailable
from search_service.records.feedback import Feedback, FeedbackStore

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def feedback(
    article_id: str = "L-101",
    *,
    helpful: bool = False,
    comment: str | None = "写得不清楚",
    received_at: datetime = NOON,
) -> Feedback:
    reason = None if helpful else "unclear"
    return Feedback(article_id, helpful, reason, comment, received_at)


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / "state" / "feedback.sqlite")


def test_what_was_stored_is_read_newest_first(store: FeedbackStore) -> None:
    older, newer = feedback(), feedback("L-102", helpful=True, comment=None)
    store.add(older)
    store.add(newer)

    assert store.read() == (newer, older)


def test_nothing_is_read_and_no_file_made_before_the_first_feedback(
    store: FeedbackStore, tmp_path: Path
) -> None:
    assert store.read() == ()
    assert list(tmp_path.iterdir()) == []


def test_a_comment_is_redacted_before_it_reaches_the_file(
    store: FeedbackStore, tmp_path: Path
) -> None:
    store.add(feedback(comment="请打 13800138000，验证码 246810"))

    (stored,) = store.read()
    files = [file.read_bytes() for file in (tmp_path / "state").iterdir()]

    assert stored.comment == "请打 【手机号已隐去】，验证码 【数字已隐去】"
    assert stored.redacted == ("mobile", "secret")
    assert not any(b"13800138000" in file or b"246810" in file for file in files)


@pytest.mark.parametrize("comment", ["", "  \n", "\u200b"])
def test_a_comment_of_nothing_is_none(store: FeedbackStore, comment: str) -> None:
    store.add(feedback(comment=comment))

    assert store.read()[0].comment is None


def test_the_same_feedback_under_the_same_key_is_stored_once(store: FeedbackStore) -> None:
    store.add(feedback(), "key-1")
    store.add(feedback(received_at=NOON + timedelta(minutes=1)), "key-1")
    store.add(feedback(), "key-2")

    assert len(store.read()) == 2


def test_other_feedback_under_a_used_key_is_refused(store: FeedbackStore) -> None:
    store.add(feedback(), "key-1")

    with pytest.raises(FeedbackConflict, match="Idempotency-Key"):
        store.add(feedback(helpful=True), "key-1")

    assert len(store.read()) == 1


def test_feedback_is_chosen_by_article_and_time(store: FeedbackStore) -> None:
    store.add(feedback(received_at=NOON - timedelta(days=8)))
    store.add(feedback())
    store.add(feedback("L-102"))

    assert len(store.read("L-101")) == 2
    assert store.read("L-101", NOON - timedelta(days=7)) == (feedback(),)


def test_two_writers_lose_nothing(store: FeedbackStore, tmp_path: Path) -> None:
    other = FeedbackStore(tmp_path / "state" / "feedback.sqlite")
    with ThreadPoolExecutor(4) as pool:
        for n in range(60):
            pool.submit((store, other)[n % 2].add, feedback(comment=f"第{n}条"))

    assert {one.comment for one in store.read()} == {f"第{n}条" for n in range(60)}


def test_a_reader_does_not_wait_for_a_writer(store: FeedbackStore, tmp_path: Path) -> None:
    store.add(feedback())
    with sqlite3.connect(tmp_path / "state" / "feedback.sqlite") as writer:
        writer.execute("BEGIN IMMEDIATE")

        assert len(store.read()) == 1

        writer.rollback()
    writer.close()


def test_a_file_that_was_taken_away_is_made_anew(store: FeedbackStore, tmp_path: Path) -> None:
    store.add(feedback())
    for file in (tmp_path / "state").iterdir():
        file.unlink()
    store.add(feedback("L-102"))

    assert [one.article_id for one in store.read()] == ["L-102"]


def test_a_damaged_file_is_an_error_that_holds_no_comment(
    store: FeedbackStore, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "feedback.sqlite").write_bytes(b"lantern" * 1000)

    with pytest.raises(FeedbackUnavailable) as stopped:
        store.add(feedback(comment="灯的事"))
    with pytest.raises(FeedbackUnavailable, match=r"feedback\.sqlite"):
        store.read()

    assert "灯的事" not in str(stopped.value.__cause__)


def test_a_file_from_before_agents_could_flag_is_read_and_written(tmp_path: Path) -> None:
    file = tmp_path / "feedback.sqlite"
    with closing(sqlite3.connect(file)) as old, old:
        old.execute(
            "CREATE TABLE feedback (id INTEGER PRIMARY KEY,"
            " idempotency_key VARCHAR UNIQUE NOT NULL, received_at VARCHAR NOT NULL,"
            " article_id VARCHAR NOT NULL, helpful BOOLEAN NOT NULL, reason VARCHAR,"
            " comment VARCHAR, redacted VARCHAR NOT NULL)"
        )
        old.execute(
            "INSERT INTO feedback VALUES"
            " (1, 'k', '2026-03-01T00:00:00+00:00', 'L-101', 1, NULL, '亮了', '')"
        )
    store = FeedbackStore(file)

    assert [one.source for one in store.read()] == ["reader"]
    flag = Feedback("L-101", False, "wrong", "不亮", datetime.now(UTC), source="agent")  # noqa: FBT003
    store.add(flag)
    assert [one.source for one in store.read()] == ["agent", "reader"]
