"""What the tool that checks numbers and addresses knows besides the channels: `data/verify.yml`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from search_service.content.article import Text
from search_service.content.data.record import Record, require_no_two_alike
from search_service.content.mistake import mistake


def _host(value: object) -> object:
    if isinstance(value, str) and ("." not in value or "/" in value or value != value.lower()):
        raise mistake("不是域名", "请只写小写的域名，例如 t.cn，不带 https:// 和后面的路径")
    return value


def _start(value: object) -> object:
    if not isinstance(value, str) or (not value.removeprefix("+").isdecimal() and value != "+"):
        raise mistake("不是号码的开头", '请用引号写数字或加号，例如 "400"')
    return value


class NumberKind(Record):
    """What the beginning of a phone number says about it, and what it does not say.

    Attributes:
        starts: Any of these beginnings.
        digits: Fewest and most digits.
    """

    name: Text
    starts: Annotated[tuple[Annotated[str, BeforeValidator(_start)], ...], Field(min_length=1)]
    digits: tuple[
        Annotated[int, Field(ge=1, strict=True)], Annotated[int, Field(le=20, strict=True)]
    ]
    note: Text
    source: Text
    checked_on: date | None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.digits[0] > self.digits[1]:
            raise mistake("digits 的最少位数大于最多位数", "请写成 [最少, 最多]", "digits")
        return self


# Short numbers whole; 400 numbers and those with an area code with their hyphens.
_NUMBER = re.compile(r"\d{3,8}|[48]00-?\d{3}-?\d{4}|0\d{2,3}-?\d{7,8}", re.ASCII)


def _number(value: object) -> object:
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise mistake("不是号码", '请用引号写数字，例如 "95588"')
    return value


class PublicNumber(Record):
    """A well-known number that is somebody else's: never official here, and no imitation either."""

    name: Text
    value: Annotated[Text, BeforeValidator(_number)]
    source: Text
    checked_on: date | None


class Verification(Record):
    """The rules of the tool that are policy rather than arithmetic.

    Attributes:
        stale_after_days: A channel confirmed longer ago is shown with a caution.
        ask: Key of the public hotline to ask when in doubt.
        brand_names: Names that an unregistered address or account must not use.
        short_link_hosts: Services that hide where a link leads.
        number_kinds: In the order in which they are tried.
        public_numbers: Service numbers of banks, networks and authorities.
    """

    stale_after_days: Annotated[int, Field(ge=1, le=365, strict=True)]
    ask: Text
    brand_names: Annotated[tuple[Text, ...], Field(min_length=1)]
    short_link_hosts: tuple[Annotated[Text, BeforeValidator(_host)], ...]
    number_kinds: tuple[NumberKind, ...]
    public_numbers: tuple[PublicNumber, ...] = ()

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        require_no_two_alike(
            enumerate(self.public_numbers), "public_numbers", ("name",), ("value",)
        )
        return self
