"""A release's store gives back what it was given, however it came about."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.documents import Documents, StoredArticle
from search_service.content.article import Passage, Topic
from search_service.engines.whoosh.store import read_store, write_store

CODES = st.sampled_from(["L-101", "L-102", "S-103", "a b", "灯"])
TEXTS = st.text(max_size=8)


@st.composite
def documents(draw: st.DrawFn) -> Documents:
    codes = draw(st.lists(CODES, unique=True, max_size=5))
    articles = [
        StoredArticle(
            id=code,
            url=f"/{code}/",
            title=draw(TEXTS),
            summary="",
            questions=tuple(draw(st.lists(TEXTS, max_size=2))),
            topic_id="lamps",
            updated="2026-11-01",
            reviewed="2026-11-01",
            tool=draw(st.sampled_from([None, "hours"])),
        )
        for code in codes
    ]
    owners = draw(st.lists(st.sampled_from(codes), max_size=6)) if codes else []
    passages = [
        Passage(id=f"{code}#{number}", article_id=code, heading=None, anchor=None, text=draw(TEXTS))
        for number, code in enumerate(owners)
    ]
    topics = (Topic(id="lamps", title=draw(TEXTS), summary=""),)
    return Documents(topics, tuple(articles), tuple(passages))


@given(st.lists(documents(), min_size=1, max_size=4))
def test_each_release_is_read_back_whatever_the_one_before_it_held(
    releases: list[Documents],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        previous = None
        for number, stored in enumerate(releases):
            folder = Path(name) / str(number)
            write_store(folder, stored, previous)
            previous = folder

        read = [read_store(Path(name) / str(number)) for number in range(len(releases))]

    assert read == releases


def test_only_what_changed_is_written_again(tmp_path: Path, shop_documents: Documents) -> None:
    write_store(tmp_path / "old", shop_documents)
    first, *others = shop_documents.articles
    changed = replace(shop_documents, articles=(replace(first, summary="新的一句话"), *others))

    write_store(tmp_path / "new", changed, tmp_path / "old")

    old = {file.name: file.read_bytes() for file in (tmp_path / "old").iterdir()}
    kept = {
        file.name
        for file in (tmp_path / "new").iterdir()
        if old.get(file.name) == file.read_bytes()
    }
    assert any(name.endswith(".seg") for name in kept)
    assert read_store(tmp_path / "old") == shop_documents
    assert read_store(tmp_path / "new") == changed


def test_deleted_passages_do_not_pile_up(tmp_path: Path, shop_documents: Documents) -> None:
    current, sizes = shop_documents, []
    write_store(tmp_path / "0", current)
    for number in range(1, 12):
        articles = [replace(one, summary=f"{number} {one.summary}") for one in current.articles]
        current = replace(current, articles=tuple(articles))
        write_store(tmp_path / str(number), current, tmp_path / str(number - 1))
        sizes.append(sum(file.stat().st_size for file in (tmp_path / str(number)).iterdir()))

    assert read_store(tmp_path / "11") == current
    assert sizes[-1] < 3 * sizes[0]
