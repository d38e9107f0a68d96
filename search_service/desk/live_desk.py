"""The agents' index: public and internal articles in one list, in a folder of its own."""

from __future__ import annotations

from collections.abc import Mapping

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.desk.internal_content import DeskContent
from search_service.desk.material import DeskArticle, DeskMaterial
from search_service.errors import ArticleNotFound, IndexUnavailable
from search_service.releases.documents import documents_of
from search_service.releases.live_search import LiveSearch
from search_service.releases.publish import publish
from search_service.settings import Settings

_MATERIAL = "desk.json"


def publish_desk(
    settings: Settings, content: DeskContent, analyser: Analyser, *, force: bool = False
) -> Search:
    """Index public and internal articles as a new generation of the agents' index.

    Raises:
        GenerationRefused: A canary failed, or passages are missing; the old one stays.
    """
    return publish(
        settings,
        documents_of(content.corpus),
        analyser,
        force=force,
        root=settings.agent_index_folder,
        beside={_MATERIAL: content.material.model_dump_json().encode()},
    )


class LiveDesk:
    """The agents' search and articles in service, of one and the same generation."""

    def __init__(self, settings: Settings, analyser: Analyser) -> None:
        self._folder = settings.agent_index_folder
        self.live = LiveSearch(settings, analyser, self._folder)
        self._read: tuple[str, Mapping[str, DeskArticle]] = ("", {})

    @property
    def search(self) -> Search:
        """The search in service.

        Raises:
            IndexUnavailable: None could be opened so far.
        """
        return self.live.search

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
        generation = self.search.generation
        if self._read[0] != generation:
            try:
                read = (self._folder / generation / _MATERIAL).read_bytes()
                self._read = generation, DeskMaterial.model_validate_json(read).articles
            except (OSError, ValueError) as error:
                raise IndexUnavailable("坐席文章读不出来。请运行 kb index 重建。") from error
        return self._read[1]
