"""The agents' part of a release: public and internal articles in one list, never below site/."""

from __future__ import annotations

from search_service.desk.internal_content import DeskContent
from search_service.desk.material import MATERIAL_FILE
from search_service.releases.documents import documents_of
from search_service.releases.publish import DeskPart


def desk_part(content: DeskContent) -> DeskPart:
    """What a release holds for agents: public and internal articles."""
    files = {MATERIAL_FILE: content.material.model_dump_json().encode()}
    return DeskPart(documents_of(content.corpus), files, content.secret)
