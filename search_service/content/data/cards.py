"""Cards a customer fills in before writing or calling, from `data/cards.yml`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field

from search_service.content.article import ArticleId, Text
from search_service.content.data.record import Record
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.validated_yaml import lines_of

RULE: RuleId = "cards"
# The addresses of the cards (`?card=call`) are linked to from articles and from search.
CardKey = Literal["call", "complaint", "fault"]


# One card that names a field wrongly has mistyped it itself.
_SEVERAL = 2
# What nobody is ever asked for, so that no card has room for it.
_SECRET = re.compile(
    r"密码|口令|验证码|校验码|动态码|付款码|安全码|CVV|CVC|PIN"
    r"|身份证号|完整卡号|卡的?(?:背面|有效期)|背面.{0,2}三位",
    re.IGNORECASE,
)


class CardField(Record):
    """One line of a card.

    Attributes:
        where: Where to find it.
        example: An invented value, shown under the field.
        kind: `time` is a date and a time; `long` has several lines.
        is_long_number: An order number may happen to look like a card number; the customer may
            then say that it is none.
        last_digits: Of a number only so many digits at its end are wanted, and only they stand on
            the card.
    """

    name: Annotated[Text, Field(max_length=16)]
    where: Annotated[Text, Field(max_length=60)]
    example: Annotated[Text, Field(max_length=40)] | None = None
    kind: Literal["line", "long", "time"] = "line"
    is_long_number: bool = False
    last_digits: Annotated[int, Field(ge=3, le=8)] | None = None


class Card(Record):
    """A card: which fields, in which order."""

    title: Annotated[Text, Field(max_length=12)]
    when: Annotated[Text, Field(max_length=60)]
    article: ArticleId
    fields: Annotated[tuple[str, ...], Field(min_length=3, max_length=14)]


class Cards(Record):
    """All cards; fields are written once and named by the cards that have them."""

    fields: Annotated[dict[str, CardField], Field(min_length=3)]
    cards: Annotated[dict[CardKey, Card], Field(min_length=1)]


def card_problems(cards: Cards, text: str, path: str) -> Iterator[Problem]:
    """Fields that a card names wrongly, names twice, or that no card names."""
    known = "、".join(cards.fields)
    lines = lines_of(text)
    used = {name for card in cards.cards.values() for name in card.fields}
    unused = [name for name in cards.fields if name not in used]
    renamed = dict(_renamed(cards, unused))
    for key, card in cards.cards.items():
        for index, name in enumerate(card.fields):
            line = lines.get(("cards", key, "fields", index), 1)
            where = f"cards.{key}.fields.{index + 1}"
            if name not in cards.fields and name not in renamed.values():
                message = f"{where}：fields 里没有「{name}」"
                yield Problem(path, line, RULE, message, f"请从这些里选一个：{known}")
            elif name in card.fields[:index]:
                message = f"{where}：「{name}」在这张卡上写了两次"
                yield Problem(path, line, RULE, message, "请删掉一个")
    for now, name in renamed.items():
        message = f"fields.{now}：没有哪张卡用到它，卡上写的都是「{name}」"
        advice = f"是不是把「{name}」写错了？请改回来；真要改名，就把卡里的也改成「{now}」"
        yield Problem(path, lines.get(("fields", now), 1), RULE, message, advice)
    for name, field in cards.fields.items():
        if found := _SECRET.search(field.name):
            line = lines.get(("fields", name, "name"), 1)
            message = f"fields.{name}：栏目「{field.name}」要人写出{found[0]}"
            yield Problem(path, line, RULE, message, "请删掉这一栏；客服从不索要它")
    if not used <= set(cards.fields):
        return  # what is named wrongly would be called unused as well
    for name in unused:
        message = f"fields.{name}：没有哪张卡用到它"
        advice = "请写进一张卡的 fields，或删掉它"
        yield Problem(path, lines.get(("fields", name), 1), RULE, message, advice)


def _renamed(cards: Cards, unused: Collection[str]) -> Iterator[tuple[str, str]]:
    """Fields that no card has, each with the name by which several cards ask for it."""
    asked = Counter(name for card in cards.cards.values() for name in {*card.fields})
    for name, times in asked.items():
        if name in cards.fields or times < _SEVERAL:
            continue
        near = get_close_matches(name, unused, n=1) or (unused if len(unused) == 1 else ())
        for now in near:
            yield now, name
