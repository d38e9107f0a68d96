"""What the desk shows of an article, sealed in the agents' index beside what is searched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from search_service.content.article import Approval, Source
from search_service.desk.fact_approvals import ApprovedFact
from search_service.desk.nodes import Element

Audience = Literal["public", "internal"]

# The file of a release in which the desk's articles stand.
MATERIAL_FILE = "desk.json"


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class ShownText(_Shown):
    """Words with the facts filled in; `unverified` when one of them is not confirmed."""

    text: str
    unverified: bool


class ShownSay(ShownText):
    """Words to read out; `when` they fit."""

    when: str


class ShownTeam(_Shown):
    """Who takes over."""

    name: str
    unverified: bool


class ShownEscalation(_Shown):
    """When to pass the question on, and to whom."""

    when: str
    to: ShownTeam


class ShownScripts(_Shown):
    """The 话术 of an article."""

    say: tuple[ShownSay, ...]
    ask: tuple[ShownText, ...]
    verify: tuple[ShownText, ...]
    never_say: tuple[ShownText, ...]
    escalate: tuple[ShownEscalation, ...]
    handover: str | None
    draft: bool


class ShownField(_Shown):
    """A field of a hand-over form."""

    name: str
    hint: str
    choices: tuple[str, ...]


class ShownForm(_Shown):
    """A hand-over form."""

    to: ShownTeam
    fields: tuple[ShownField, ...]


class DeskArticle(_Shown):
    """An article as agents read it; the dates say how far it can be trusted.

    Attributes:
        url: Where customers read it, from the site's root; None for an internal one.
        handover: The code of the article with the form for passing this question on.
        without_scripts: Why it has no 话术, where somebody has said so.
        approved: Who has answered for what it says of law or money; readers are not told.
        approved_facts: The same of single facts that it shows.
    """

    id: str
    audience: Audience
    title: str
    summary: str
    topic: str
    url: str | None
    owner: str
    updated: date
    reviewed: date
    review_every_days: int
    draft: bool
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    body: tuple[Element | str, ...]
    scripts: ShownScripts | None
    form: ShownForm | None
    handover: str | None = None
    without_scripts: str = ""
    approved: Approval | None = None
    approved_facts: tuple[ApprovedFact, ...] = ()


class DeskMaterial(_Shown):
    """All articles by their code."""

    articles: Mapping[str, DeskArticle]
