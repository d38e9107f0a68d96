"""An agent's answer is of one release, whatever is switched to meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.content.corpus import load_corpus
from search_service.desk.internal_content import load_desk
from search_service.desk.live_desk import LiveDesk
from search_service.desk.release_part import desk_part
from search_service.errors import ArticleNotFound, IndexUnavailable
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from tests.builders import article_file, internal_file, write_agents, write_content


def release_with(settings: Settings, analyser: Analyser, **internal: str) -> Release:
    """A release with these internal articles, by the name of their file."""
    write_agents(
        settings.content_folder, {f"articles/{name}.md": text for name, text in internal.items()}
    )
    corpus = load_corpus(settings.content_folder)
    desk = desk_part(load_desk(settings.content_folder, corpus))
    return publish_release(settings, documents_of(corpus), analyser, desk=desk, force=True)


def test_what_was_taken_for_one_answer_stays_of_its_release(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    settings = Settings(project_dir=tmp_path)
    write_content(settings.content_folder, {"lamps/a.md": article_file()})
    live = LiveRelease(settings, shop_analyser)
    desk = LiveDesk(live)
    live.replace(release_with(settings, shop_analyser, check=internal_file()))
    before = desk.now()

    (settings.content_folder / "agents" / "articles" / "check.md").unlink()
    live.replace(release_with(settings, shop_analyser))

    assert before.article("n-101").id == "N-101"
    assert "N-101" in before.search.documents.articles_by_id
    with pytest.raises(ArticleNotFound):
        desk.now().article("N-101")
    assert "N-101" not in desk.now().search.documents.articles_by_id
    assert desk.now() is desk.now()


def test_a_release_without_a_desk_says_so(tmp_path: Path, shop_analyser: Analyser) -> None:
    settings = Settings(project_dir=tmp_path)
    live = LiveRelease(settings, shop_analyser)
    write_content(settings.content_folder, {"lamps/a.md": article_file()})
    documents = documents_of(load_corpus(settings.content_folder))
    live.replace(publish_release(settings, documents, shop_analyser, force=True))

    with pytest.raises(IndexUnavailable, match="没有坐席内容"):
        _ = LiveDesk(live).now().search
