"""What agents are answered from: the part of the release in service that is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from search_service.answering.search import Search
from search_service.desk.material import MATERIAL_FILE, DeskArticle, DeskMaterial
from search_service.errors import ArticleNotFound, IndexUnavailable
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import AGENT


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
                read = (release.folder / AGENT / MATERIAL_FILE).read_bytes()
                self._read = release.name, DeskMaterial.model_validate_json(read).articles
            except (OSError, ValueError) as error:
                raise IndexUnavailable("坐席文章读不出来。请运行 kb build 重建。") from error
        return self._read[1]
