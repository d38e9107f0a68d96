"""The JSON contract of the agents' API."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from search_service.answering.results import SearchResult
from search_service.answering.snippets import Span
from search_service.answering.understanding import StatedConditions
from search_service.asking.typed_text import Applied
from search_service.desk.links import customer_link, sms_text, spoken_code
from search_service.desk.material import Audience, DeskArticle, ShownForm, ShownScripts
from search_service.desk.nodes import Element
from search_service.desk.status import Status, due_on, status_of
from search_service.records.feedback import Feedback, State


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class DeskHit(_Model):
    """An article found."""

    id: str
    audience: Audience
    title: tuple[Span, ...]
    heading: str | None
    anchor: str | None
    snippet: tuple[Span, ...]
    unverified: bool
    topic: str
    status: Status
    scripts: int


class DeskSearchModel(_Model):
    """Answer of `GET /api/v1/agent/search`."""

    query: str
    conditions: StatedConditions | None
    applied: tuple[Applied, ...]
    total: int
    confident: bool
    hits: tuple[DeskHit, ...]


class Named(_Model):
    """An article in a list; `handover` is the code of the article whose form goes with it."""

    id: str
    title: str
    audience: Audience
    status: Status
    handover: str | None


class HandOut(_Model):
    """What is given to a customer."""

    link: str
    sms: str
    spoken: str


class Handover(_Model):
    """The form for passing a question on, and the article it stands in."""

    article: Named
    form: ShownForm


class ShownFlag(_Model):
    """What an agent found wrong with an article, as the others see it."""

    number: int
    agent: str
    comment: str
    state: State
    handled_by: str
    at: datetime


class DeskArticleModel(DeskArticle):
    """Answer of `GET /api/v1/agent/articles/{id}`; `flags` are those not dealt with yet."""

    status: Status
    due_on: date
    hand_out: HandOut | None
    flags: tuple[ShownFlag, ...]
    see_also: tuple[Named, ...]


class OldVersionModel(_Model):
    """Answer of the same with `as_of`."""

    id: str
    as_of: date
    commit: str
    committed_at: datetime
    title: str
    updated: str
    body: tuple[Element | str, ...]
    complete: bool
    scripts: ShownScripts | None


class SessionModel(_Model):
    """Answer of `GET /api/v1/agent/session`: who is signed in, and what the desk starts with.

    Attributes:
        site_is_local: The address that customers are given leads to this very machine.
        frame_hosts: Origins whose pages may hold the desk in a frame and talk with it.
        handovers: Every form there is; an article names the one that goes with it.
    """

    agent: str
    idle_seconds: int
    site_url: str
    site_is_local: bool
    frame_hosts: tuple[str, ...]
    internal: tuple[Named, ...]
    handovers: tuple[Handover, ...]


class FlagModel(BaseModel):
    """Body of `POST /api/v1/agent/flags`: one line on what is wrong with an article."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    article_id: Annotated[str, Field(min_length=1, max_length=20)]
    comment: Annotated[str, Field(min_length=1, max_length=200)]


class UnansweredModel(BaseModel):
    """Body of `POST /api/v1/agent/unanswered`: a question that no article answers."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    question: Annotated[str, Field(min_length=1, max_length=200)]


class ReadModel(BaseModel):
    """Body of `POST /api/v1/agent/reads`: an article that was opened, not only drawn."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    article_id: Annotated[str, Field(min_length=1, max_length=20)]


def named(article: DeskArticle, day: date) -> Named:
    """An article in a list, with its status on `day`."""
    status = status_of(article, day)
    return Named(
        id=article.id,
        title=article.title,
        audience=article.audience,
        status=status,
        handover=article.handover,
    )


def search_answer(
    result: SearchResult, articles: Mapping[str, DeskArticle], day: date
) -> DeskSearchModel:
    """The JSON form of a search for agents."""
    hits = []
    for hit in result.hits:
        article = articles[hit.article.id]
        hits.append(
            DeskHit(
                id=article.id,
                audience=article.audience,
                title=hit.title_spans,
                heading=hit.heading,
                anchor=hit.anchor,
                snippet=hit.snippet,
                unverified=hit.unverified,
                topic=article.topic,
                status=status_of(article, day),
                scripts=len(article.scripts.say) if article.scripts else 0,
            )
        )
    return DeskSearchModel(
        query=result.query.text,
        conditions=result.stated,
        applied=tuple(result.query.applied),
        total=result.total,
        confident=result.confident,
        hits=tuple(hits),
    )


def article_answer(
    article: DeskArticle,
    articles: Mapping[str, DeskArticle],
    site_url: str,
    day: date,
    flags: tuple[Feedback, ...] = (),
) -> DeskArticleModel:
    """The JSON form of an article for agents; `flags` are what agents said of it."""
    return DeskArticleModel(
        **{name: getattr(article, name) for name in DeskArticle.model_fields},
        status=status_of(article, day),
        due_on=due_on(article),
        hand_out=hand_out_of(article, site_url),
        flags=tuple(shown_flag(one) for one in flags if one.state != "done"),
        see_also=tuple(named(articles[code], day) for code in article.related if code in articles),
    )


def shown_flag(said: Feedback) -> ShownFlag:
    """What an agent said, as the others see it."""
    return ShownFlag(
        number=said.number,
        agent=said.agent,
        comment=said.comment or "",
        state=said.state,
        handled_by=said.handled_by,
        at=said.received_at,
    )


def hand_out_of(article: DeskArticle, site_url: str) -> HandOut | None:
    """What a customer may be given of an article; nothing of an internal one."""
    if article.url is None:
        return None
    return HandOut(
        link=customer_link(site_url, article.url),
        sms=sms_text(site_url, article.id, article.title, article.url),
        spoken=spoken_code(article.id),
    )


def handovers(articles: Mapping[str, DeskArticle], day: date) -> tuple[Handover, ...]:
    """Every form for passing a question on, in the order of the codes."""
    return tuple(
        Handover(article=named(one, day), form=one.form)
        for _, one in sorted(articles.items())
        if one.form
    )
