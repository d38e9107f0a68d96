"""The official ways to reach customer service, from `data/channels.yml`."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from search_service.content.article import Text
from search_service.content.data.opening_hours import OpeningHours
from search_service.content.data.record import UNVERIFIED, Confirmed, Record, require_no_two_alike
from search_service.content.data.value_kinds import VALUE_CHECKS, checked

ChannelKind = Literal[
    "phone",
    "url",
    "form",
    "email",
    "app",
    "wechat",
    "mini_program",
    "work_wechat",
    "alipay",
    "weibo",
    "douyin",
    "kuaishou",
    "xiaohongshu",
    "qq",
]


class Channel(Confirmed):
    """An official way to reach customer service; `hours` None means the operator has not said."""

    name: Text
    kind: ChannelKind
    value: Text
    hours: OpeningHours | None
    best_for: Text
    verified_on: date | None

    @model_validator(mode="after")
    def _value_of_its_kind(self) -> Self:
        checked("value", VALUE_CHECKS[self.kind], self.value)
        return self

    @classmethod
    def stand_in(cls) -> Channel:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…",
            kind="app",
            value="…",
            hours=None,
            best_for="…",
            status=UNVERIFIED,
            verified_on=None,
        )


class ChannelsFile(Record):
    """`channels.yml`."""

    channels: dict[str, Channel]

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        require_no_two_alike(self.channels.items(), "channels", ("name",), ("kind", "value"))
        return self
