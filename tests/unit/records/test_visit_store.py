from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from search_service.errors import QueryLogUnavailable
from search_service.records import visit_batch, visit_schema, visit_store
from search_service.records.fair_counting import FIRST_FEW, MOST_ALIKE, MOST_MOVES
from search_service.records.visit_log import safe_visits
from search_service.records.visit_reading import VisitCounts, read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Opened, Visit
from tests.private_texts import SEED, WRITINGS, private_texts
from tests.visit_stores import kinds, postgresql

DAY = date(2026, 3, 10)
READ = Opened("L-101", 1, stayed=True)


@pytest.fixture(scope="module", params=kinds())
def server(request: pytest.FixtureRequest) -> Iterator[str | None]:
    if request.param == "sqlite":
        yield None
        return
    with postgresql() as url:
        yield url


@pytest.fixture
def store(server: str | None, tmp_path: Path) -> VisitStore:
    if server:
        engine = sa.create_engine(server.replace("://", "+psycopg://", 1), poolclass=sa.NullPool)
        with engine.begin() as connection:
            visit_schema.metadata.drop_all(connection)
    return VisitStore(tmp_path / "state" / "queries.sqlite", server)


def asked(text: str, *opened: Opened, contact: bool = False, hit: str = "L-101") -> Asked:
    return Asked(text, text, hit, "articles", opened, contact)


def visit(number: int, *questions: Asked, day: date = DAY) -> Visit:
    return Visit(day, "site", f"192.0.2.{number}", questions)


def sums(counts: VisitCounts) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in counts.asked:
        visits, failed = found.get(counts.texts[row.text_id], (0, 0))
        found[counts.texts[row.text_id]] = visits + row.visits, failed + row.failed
    return found


def test_counts_of_several_days_are_kept_by_day_and_text(store: VisitStore) -> None:
    store.add([visit(1, asked("灯不亮", READ)), visit(2, asked("灯不亮"))])
    store.add([visit(3, asked("灯不亮", READ), day=DAY + timedelta(1))])

    counts = read_counts(store, DAY)
    assert sums(counts) == {"灯不亮": (3, 0)}
    assert [(row.article, row.rank, row.stayed, row.visits) for row in counts.landed] == [
        ("L-101", 1, True, 2)
    ]
    assert sums(read_counts(store, DAY + timedelta(1))) == {"灯不亮": (1, 0)}


def test_a_visit_that_asked_on_is_a_move_that_ends_where_it_read(store: VisitStore) -> None:
    store.add([visit(1, asked("不亮了"), asked("灯不亮", READ))])

    counts = read_counts(store, DAY)
    [move] = counts.moved
    names = counts.texts[move.from_id], counts.texts[move.to_id], move.article
    assert names == ("不亮了", "灯不亮", "L-101")
    assert sums(counts) == {"不亮了": (1, 1), "灯不亮": (1, 0)}


def test_one_network_counts_once_a_text_and_month(store: VisitStore) -> None:
    for day in (DAY, DAY + timedelta(5)):
        store.add([visit(1, asked("灯不亮"), day=day), visit(1, asked("灯不亮"), day=day)])
    store.add([visit(1, asked("灯不亮"), day=date(2026, 4, 1))])

    assert sums(read_counts(store, DAY)) == {"灯不亮": (2, 0)}


def test_one_network_lifts_an_article_three_times_a_month_at_most(store: VisitStore) -> None:
    lifted = Opened("L-109", 4, stayed=True)
    store.add([visit(1, asked(f"灯{number}怎么了", lifted)) for number in range(10)])
    store.add([visit(2, asked("灯2怎么了", lifted))])

    landed = [row.visits for row in read_counts(store, DAY).landed if row.article == "L-109"]
    assert sum(landed) == 4


@pytest.mark.parametrize(
    "refused",
    [Opened("L-101", 1, stayed=False), Opened("L-101", 1, stayed=True, helpful=False)],
    ids=["left", "unhelpful"],
)
def test_one_network_turns_its_back_on_an_article_three_times_a_month_at_most(
    store: VisitStore, refused: Opened
) -> None:
    store.add([visit(1, asked(f"灯{number}怎么了", refused)) for number in range(10)])
    store.add([visit(1, asked("灯又怎么了", refused)), visit(2, asked("灯2怎么了", refused))])

    landed = read_counts(store, DAY).landed
    assert sum(row.visits for row in landed) == 4


def test_what_is_kept_names_nobody_and_links_no_two_questions(store: VisitStore) -> None:
    store.add([visit(77, asked("灯不亮"), asked("快递没来"))])

    with store.reading() as connection:
        tags = [row.tag for row in connection.execute(sa.select(visit_schema.counted))]
        columns = {
            column["name"]
            for table in visit_schema.metadata.tables
            for column in sa.inspect(connection).get_columns(table)
        }
    # Two texts, the first hit of both and how many share it, how many texts are new, how often it
    # was a witness, and that it went on from one to the other.
    assert len(set(tags)) == 7
    assert not columns & {"network", "visit", "session", "address", "time"}


def test_the_key_of_a_month_is_thrown_away_with_its_tags(store: VisitStore, tmp_path: Path) -> None:
    key = tmp_path / "state" / "queries.key"
    store.add([visit(1, asked("灯不亮"))])
    march = key.read_bytes()
    store.add([visit(1, asked("灯不亮"), day=date(2026, 4, 2))])

    assert key.read_bytes() != march
    assert key.stat().st_mode & 0o077 == 0
    with store.reading() as connection:
        months = set(connection.execute(sa.select(visit_schema.counted.c.month)).scalars())
    assert months == {"2026-04"}


def test_what_is_too_old_is_forgotten_with_its_texts(store: VisitStore) -> None:
    store.add([visit(1, asked("旧的")), visit(2, asked("新的"), day=DAY + timedelta(90))])
    store.purge(DAY + timedelta(1))

    counts = read_counts(store, date.min)
    assert set(counts.texts.values()) == {"新的"}
    assert sums(counts) == {"新的": (1, 0)}


def test_a_flood_of_different_texts_fills_a_day_and_no_more(
    store: VisitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_store, "NEW_TEXTS_A_DAY", 10)
    left_out = [
        store.add(
            [visit(batch, asked(f"灯{batch}{'一二三四五六'[n]}", hit=f"L-{n}")) for n in range(6)]
        )
        for batch in range(4)
    ]

    assert len(read_counts(store, DAY).texts) == 10
    assert sum(left_out) == 14


def test_programs_that_ask_are_counted_apart_and_never_fail(store: VisitStore) -> None:
    store.add([Visit(DAY, "api", "192.0.2.1", (asked("灯不亮"), asked("灯坏了")))])

    assert [(row.side, row.failed) for row in read_counts(store, DAY).asked] == [("api", 0)] * 2


def test_nothing_private_reaches_the_stored_files(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "queries.sqlite")
    texts = list(private_texts(SEED, 300, WRITINGS))
    store.add(
        safe_visits(
            [
                Visit(
                    DAY, "site", f"198.51.100.{n % 250}", (Asked(one.text, one.text, "", "none"),)
                )
                for n, one in enumerate(texts)
            ]
        )
    )

    counts = read_counts(store, DAY)
    kept = "\n".join([*counts.texts.values(), *counts.readings.values()])
    assert len(counts.texts) > 100
    assert [one for one in texts if len(one.value) >= 6 and one.value in kept] == []
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"198.51.100." not in written


def test_a_file_that_cannot_be_written_or_read_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "queries.sqlite"
    broken.write_bytes(b"lantern" * 1000)

    with pytest.raises(QueryLogUnavailable, match=r"queries\.sqlite"):
        VisitStore(broken).add([visit(1, asked("灯"))])
    with pytest.raises(QueryLogUnavailable, match=r"queries\.sqlite"):
        read_counts(VisitStore(broken), DAY)


def test_the_log_that_was_here_before_is_dropped(tmp_path: Path) -> None:
    file = tmp_path / "queries.sqlite"
    with sqlite3.connect(file) as old:
        old.execute("CREATE TABLE queries (day TEXT, text TEXT)")
    old.close()
    VisitStore(file).add([visit(1, asked("灯"))])

    with VisitStore(file).reading() as connection:
        tables = sa.inspect(connection).get_table_names()
    assert "queries" not in tables
    assert set(visit_schema.metadata.tables) <= set(tables)


def test_a_file_of_a_newer_program_is_left_alone_and_named(tmp_path: Path) -> None:
    file = tmp_path / "queries.sqlite"
    VisitStore(file).add([visit(1, asked("灯"))])
    with sqlite3.connect(file) as newer:
        newer.execute("UPDATE schema_version SET version = 99")
    newer.close()

    with pytest.raises(QueryLogUnavailable, match=r"99.*升级"):
        read_counts(VisitStore(file), DAY)


def test_a_later_migration_runs_once_over_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "queries.sqlite"
    VisitStore(file).add([visit(1, asked("灯"))])
    ran: list[int] = []
    monkeypatch.setattr(
        visit_schema, "MIGRATIONS", (*visit_schema.MIGRATIONS, lambda _: ran.append(2))
    )

    for number in (2, 3):
        VisitStore(file).add([visit(number, asked("灯"))])

    assert ran == [2]
    assert sums(read_counts(VisitStore(file), DAY)) == {"灯": (3, 0)}


def test_the_first_of_a_network_with_one_first_hit_is_counted_apart(store: VisitStore) -> None:
    words = ["灯一", "灯二", "灯三"]
    store.add([visit(1, asked(text, READ, contact=True)) for text in words])
    store.add([visit(2, asked("灯三", READ))])

    counts = read_counts(store, DAY)
    early = {counts.texts[row.text_id]: (row.visits, row.early) for row in counts.asked}
    assert early == {"灯一": (1, 1), "灯二": (1, 0), "灯三": (2, 1)}
    assert sum(row.early_failed for row in counts.asked) == FIRST_FEW
    assert sum(row.early for row in counts.landed) == FIRST_FEW + 1


def test_one_network_counts_once_for_all_that_is_understood_alike(store: VisitStore) -> None:
    alike = [Asked(text, "灯不亮", "L-101", "articles") for text in ("灯不亮", "请问灯不亮")]
    store.add([visit(1, one) for one in alike])
    store.add([visit(2, alike[1])])

    assert sums(read_counts(store, DAY)) == {"灯不亮": (1, 0), "请问灯不亮": (1, 0)}


def test_one_network_counts_few_times_with_one_first_hit_whatever_it_asks(
    store: VisitStore,
) -> None:
    for text in "一二三四五六七":
        store.add([visit(1, asked(f"灯{text}", READ), asked(f"快递{text}", hit="S-101"))])
        store.add([Visit(DAY, "desk", "agent:7", (asked(f"灯{text}"),))])
    store.add([visit(2, asked("灯七"))])

    found = [(row.side, row.answer, row.visits) for row in read_counts(store, DAY).asked]
    assert sum(n for side, hit, n in found if (side, hit) == ("site", "L-101")) == MOST_ALIKE + 1
    assert sum(n for side, hit, n in found if (side, hit) == ("site", "S-101")) == MOST_ALIKE
    assert sum(n for side, _, n in found if side == "desk") == len("一二三四五六七")


def test_one_network_goes_on_from_a_question_to_another_few_times(store: VisitStore) -> None:
    for text in "一二三四五六七":
        hits = f"L-{text}", f"S-{text}"
        store.add([visit(1, asked(f"灯{text}", hit=hits[0]), asked(f"货{text}", hit=hits[1]))])
    assert sum(row.visits for row in read_counts(store, DAY).moved) == MOST_MOVES


def test_one_network_makes_up_so_many_texts_a_month_and_is_counted_in_known_ones_still(
    store: VisitStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visit_batch, "MOST_NEW_TEXTS", 3)
    store.add([visit(2, asked("灯七"))])
    made_up = [asked(f"灯{character}", hit=f"L-{character}") for character in "一二三四五六七"]
    left_out = store.add([visit(1, *made_up[:4])]) + store.add([visit(1, *made_up[4:])])

    assert left_out == 3
    assert sums(read_counts(store, DAY)).keys() == {"灯一", "灯二", "灯三", "灯七"}
    assert sums(read_counts(store, DAY))["灯七"][0] == 2


def test_what_was_counted_before_the_first_few_were_is_taken_for_such(store: VisitStore) -> None:
    store.add([visit(1, asked("灯", READ, contact=True))])
    with store.reading() as connection:
        for table, name in (("asked", "early"), ("asked", "early_failed"), ("landed", "early")):
            connection.execute(sa.text(f"ALTER TABLE {table} DROP COLUMN {name}"))
        connection.execute(sa.update(visit_schema.version).values(version=1))
        connection.commit()
    store._is_ready = False  # noqa: SLF001 - as a newer program finds it

    counts = read_counts(store, DAY)
    assert [(row.early, row.early_failed) for row in counts.asked] == [(1, 1)]
    assert [row.early for row in counts.landed] == [1]


def test_whoever_reads_waits_ten_seconds_for_a_server_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    psycopg = pytest.importorskip("psycopg")
    given: list[object] = []

    def refuse(*_: object, **options: object) -> None:
        given.append(options["connect_timeout"])
        raise psycopg.OperationalError

    monkeypatch.setattr(psycopg, "connect", refuse)
    with pytest.raises(QueryLogUnavailable, match="数据库开没开"):
        read_counts(VisitStore(tmp_path / "q.sqlite", "postgresql://nobody@192.0.2.1/none"), DAY)
    assert given == [10]
