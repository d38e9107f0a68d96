"""Whose help centre this is: name, colours, logo and licence, from `data/brand.yml`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from search_service.content.article import Text
from search_service.content.data.colours import Palette
from search_service.content.data.readable_colours import require_readable
from search_service.content.data.record import Confirmed
from search_service.content.mistake import mistake

Licence = Literal["支付机构", "银行", "消费金融公司"]
_FILE = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\.(?:svg|png)")
# A name stands in Markdown, YAML and JSON: nothing in it may mean something there.
_NAME = re.compile(r"[^\W_](?:[^\W_]|(?: [&·-] |[ &.·-])(?=[^\W_]))*")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


class Brand(Confirmed):
    """The operator, as customers and agents see it.

    Attributes:
        name: Of the product.
        short_name: For the header of pages.
        written_as: Names that articles, data and word lists are written with; published, each is
            replaced by `name` (`content.branding`).
        description: What the home page tells search engines.
        domain: Where customers find the help centre.
        tone: How articles address their reader.
        licence: Which rules on complaints bind the operator; None: not said.
        light: Colours on light pages.
        dark: Colours on dark pages.
        logo: SVG below `theme/`; None: the first character of the short name on the brand's colour.
        share_image: PNG below `theme/` of 1200 × 630; None: one in the brand's colours.
    """

    name: Annotated[Text, Field(max_length=12)]
    short_name: Annotated[Text, Field(max_length=8)]
    written_as: tuple[Annotated[Text, StringConstraints(min_length=2)], ...]
    description: Annotated[Text, Field(max_length=120)]
    domain: str | None
    tone: Literal["你", "您"]
    licence: Licence | None
    light: Palette
    dark: Palette
    logo: str | None
    share_image: str | None
    checked_on: date | None

    @model_validator(mode="after")
    def _fit_to_be_shown(self) -> Self:
        require_readable(self.light, "light")
        require_readable(self.dark, "dark")
        for field in ("name", "short_name"):
            value = getattr(self, field)
            if not _NAME.fullmatch(value):
                advice = "只用汉字、字母和数字，中间可以有空格、&、.、· 或短横线"
                raise mistake(f"「{value}」里有名字不能用的符号", advice, field)
        for field in ("logo", "share_image"):
            value = getattr(self, field)
            if value is not None and not _FILE.fullmatch(value):
                advice = "请写 theme/ 下面的文件，如 images/logo.svg，只用小写字母、数字和短横线"
                raise mistake(f"「{value}」不是图片文件", advice, field)
        if self.domain is not None and not _HOST.fullmatch(self.domain):
            raise mistake(f"「{self.domain}」不是域名", "请只写域名，如 help.example.com", "domain")
        return self

    @property
    def site_name(self) -> str:
        """What the site is called."""
        return f"{self.name}帮助中心"
