"""What writers put down for agents: 话术 blocks, hand-over forms, teams and the internal head."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from search_service.content.article import ArticleId, FrontMatter, Text
from search_service.content.data.record import UNVERIFIED, Confirmed, Status
from search_service.content.mistake import mistake

# Digits 1 to 9 copy what is said.
MOST_SAID = 9
_MOST_LINES = 7
Label = Annotated[Text, Field(max_length=12)]
# What can be read out in one breath or two; a longer one is two lines.
Spoken = Annotated[Text, Field(max_length=120)]
Line = Annotated[Text, Field(max_length=60)]
Lines = Annotated[tuple[Line, ...], Field(max_length=_MOST_LINES)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Say(_Written):
    """Words to read out or paste, and when they fit."""

    when: Label
    text: Spoken


class Escalation(_Written):
    """When to pass the question on, and to which team of `teams.yml`."""

    when: Line
    to: Text


class Scripts(_Written):
    """The 话术 of one article.

    Attributes:
        say: What to say, in the order of a call.
        ask: What to ask first.
        verify: What to check before the account is spoken of.
        never_say: What must not be said, and why.
        escalate: When this is no longer the agent's to answer.
        handover: The internal article whose form is filled in when the question is passed on.
        draft: The operator has not confirmed these words yet.
    """

    say: Annotated[tuple[Say, ...], Field(min_length=1, max_length=MOST_SAID)]
    ask: Lines = ()
    verify: Lines = ()
    never_say: Lines = ()
    escalate: Annotated[tuple[Escalation, ...], Field(max_length=_MOST_LINES)] = ()
    handover: ArticleId | None = None
    draft: bool = False


class FormField(_Written):
    """One thing the next team needs to know; `choices` when only these are possible."""

    name: Label
    hint: Annotated[str, Field(max_length=40)] = ""
    choices: Annotated[tuple[Label, ...], Field(max_length=_MOST_LINES)] = ()

    @field_validator("choices")
    @classmethod
    def _to_choose_from(cls, choices: tuple[str, ...]) -> tuple[str, ...]:
        if len(choices) == 1:
            raise mistake("只有一个可选", "请写两个以上；不用选就不写这一项")
        return choices


class Form(_Written):
    """What is filled in and copied when a question goes to another team."""

    to: Text
    fields: Annotated[tuple[FormField, ...], Field(min_length=1, max_length=12)]


class InternalFrontMatter(FrontMatter):
    """The head of an internal article: a public one's, and what only agents need.

    Attributes:
        draft: Nobody has checked it yet; it is shown as 草稿 whatever its dates say.
    """

    draft: bool = False
    scripts: Scripts | None = None
    form: Form | None = None


class Team(Confirmed):
    """Who takes over; operator data, so marked until the operator has confirmed it."""

    name: Label
    handles: Line
    reach: Annotated[Text, Field(max_length=40)] | None
    hours: Annotated[Text, Field(max_length=40)] | None
    status: Status
    verified_on: date | None

    @classmethod
    def stand_in(cls) -> Team:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…", handles="…", reach=None, hours=None, status=UNVERIFIED, verified_on=None
        )


class TeamsFile(_Written):
    """`content/agents/teams.yml`.

    Attributes:
        teams: By their key.
        topics: The key of the team that takes over the questions of a topic.
        articles: The same for single articles, where it is another team than the topic's.
    """

    teams: Annotated[dict[str, Team], Field(min_length=1)]
    topics: dict[str, Text] = {}
    articles: dict[ArticleId, Text] = {}
