from __future__ import annotations

from pathlib import Path

from search_service.answering.documents import Documents
from search_service.engines.mapped_documents import map_documents, write_mapped_documents


def test_mapped_documents_say_what_they_were_written_from(
    tmp_path: Path, shop_documents: Documents
) -> None:
    write_mapped_documents(tmp_path, shop_documents)
    found = map_documents(tmp_path)

    for part in ("topics", "articles", "units", "numbers", "explained", "first_passage"):
        assert getattr(found, part) == getattr(shop_documents, part)
    assert tuple(found.passages) == shop_documents.passages
    assert found.passages[-1] == shop_documents.passages[-1]
    assert found.passages[1:3] == list(shop_documents.passages[1:3])
    assert list(found.article_ids) == list(shop_documents.article_ids)
    assert found.owners.tolist() == shop_documents.owners.tolist()


def test_without_passages_there_are_documents_all_the_same(tmp_path: Path) -> None:
    write_mapped_documents(tmp_path, Documents((), (), ()))

    assert len(map_documents(tmp_path).passages) == 0
