"""What agents are answered from: the part of the release in service that is theirs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from search_service.answering.search import Search
from search_service.desk.material import MATERIAL_FILE, DeskArticle, DeskMaterial
from search_service.errors import ArticleNotFound, IndexUnavailable
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release
from search_service.releases.parts import AGENT


class ReleasedDesk:
    """The agents' search and articles of one release."""

    def __init__(self, release: Release) -> None:
        self.release = release

    @property
    def search(self) -> Search:
        """Over public and internal articles.

        Raises:
            IndexUnavailable: The release holds nothing for agents.
        """
        if self.release.desk is None:
            raise IndexUnavailable("这次发布里没有坐席内容。请运行 kb build 重建。")
        return self.release.desk

    @cached_property
    def articles(self) -> Mapping[str, DeskArticle]:
        """All articles by their code, read once.

        Raises:
            IndexUnavailable: The file is gone or cannot be read.
        """
        try:
            read = (self.release.folder / AGENT / MATERIAL_FILE).read_bytes()
            return DeskMaterial.model_validate_json(read).articles
        except (OSError, ValueError) as error:
            raise IndexUnavailable("坐席文章读不出来。请运行 kb build 重建。") from error

    def article(self, code: str) -> DeskArticle:
        """An article by its code.

        Raises:
            ArticleNotFound: There is none.
            IndexUnavailable: The articles cannot be read.
        """
        try:
            return self.articles[code.upper()]
        except KeyError as error:
            raise ArticleNotFound(f"没有编号为 {code[:20]} 的文章。") from error


class LiveDesk:
    """The desk of the release in service."""

    def __init__(self, live: LiveRelease) -> None:
        self._live = live
        self._now: ReleasedDesk | None = None

    def now(self) -> ReleasedDesk:
        """To be asked once a request, so that all of an answer is of one release.

        Raises:
            IndexUnavailable: No release could be opened so far.
        """
        release, known = self._live.release, self._now
        if known is None or known.release is not release:
            known = self._now = ReleasedDesk(release)
        return known
