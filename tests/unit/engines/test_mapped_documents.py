from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from search_service.answering.documents import Documents
from search_service.engines.mapped_documents import map_documents, write_mapped_documents

PARTS = ("topics", "articles", "units", "numbers", "explained", "first_passage", "tools")


@pytest.mark.parametrize("few", [0, 1_000], ids=["articles mapped", "articles read"])
def test_mapped_documents_say_what_they_were_written_from(
    tmp_path: Path, shop_documents: Documents, few: int
) -> None:
    write_mapped_documents(tmp_path, shop_documents)
    found = map_documents(tmp_path, few)

    for part in PARTS:
        own = getattr(shop_documents, part)
        assert (
            dict(getattr(found, part)) if isinstance(own, dict) else getattr(found, part)
        ) == own
    assert dict(found.articles_by_id) == shop_documents.articles_by_id
    assert found.articles_by_id.get("L-0") is None
    assert found.tool_articles == shop_documents.tool_articles
    assert tuple(found.passages) == shop_documents.passages
    assert found.passages[-1] == shop_documents.passages[-1]
    assert tuple(found.passages[1:3]) == shop_documents.passages[1:3]
    assert list(found.article_ids) == list(shop_documents.article_ids)
    assert found.owners.tolist() == shop_documents.owners.tolist()


def test_without_passages_there_are_documents_all_the_same(tmp_path: Path) -> None:
    write_mapped_documents(tmp_path, Documents((), (), ()))

    assert len(map_documents(tmp_path).passages) == 0


@pytest.mark.parametrize("few", [0, 1_000])
def test_an_article_without_a_passage_has_no_first_one(
    tmp_path: Path, shop_documents: Documents, few: int
) -> None:
    alone = replace(shop_documents.articles[0], id="L-999")
    documents = replace(shop_documents, articles=(alone, *shop_documents.articles))
    write_mapped_documents(tmp_path, documents)
    found = map_documents(tmp_path, few)

    assert "L-999" not in found.first_passage
    assert dict(found.first_passage) == documents.first_passage
    assert len(found.first_passage) == len(documents.first_passage)
    assert found.articles_by_id["L-999"] == alone
