"""The agents' part of a release: public and internal articles in one list, never below site/."""

from __future__ import annotations

from collections.abc import Mapping

from search_service.answering.search import Search
from search_service.desk.internal_content import DeskContent
from search_service.desk.material import DeskArticle, DeskMaterial
from search_service.errors import ArticleNotFound, IndexUnavailable
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import AGENT
from search_service.releases.publish import DeskPart

_MATERIAL = "desk.json"


def desk_part(content: DeskContent) -> DeskPart:
    """What a release holds for agents: public and internal articles."""
    files = {_MATERIAL: content.material.model_dump_json().encode()}
    return DeskPart(documents_of(content.corpus), files, content.secret)


class LiveDesk:
    """The agents' search and articles of the release in service."""

    def __init__(self, live: LiveRelease) -> None:
        self.live = live
        self._read: tuple[str, Mapping[str, DeskArticle]] = ("", {})

    @property
    def search(self) -> Search:
        """The search in service.

        Raises:
            IndexUnavailable: No release with a desk could be opened so far.
        """
        desk = self.live.release.desk
        if desk is None:
            raise IndexUnavailable("这次发布里没有坐席内容。请运行 kb build 重建。")
        return desk

    def article(self, code: str) -> DeskArticle:
        """An article by its code.

        Raises:
            ArticleNotFound: There is none.
            IndexUnavailable: No index could be opened so far.
        """
        try:
            return self.articles()[code.upper()]
        except KeyError as error:
            raise ArticleNotFound(f"没有编号为 {code[:20]} 的文章。") from error

    def articles(self) -> Mapping[str, DeskArticle]:
        """All articles by their code, read once a generation.

        Raises:
            IndexUnavailable: No index could be opened so far, or its files are gone.
        """
        release = self.live.release
        if self._read[0] != release.name:
            try:
                read = (release.folder / AGENT / _MATERIAL).read_bytes()
                self._read = release.name, DeskMaterial.model_validate_json(read).articles
            except (OSError, ValueError) as error:
                raise IndexUnavailable("坐席文章读不出来。请运行 kb build 重建。") from error
        return self._read[1]
