"""Public hotlines, which are not the operator's own, from `data/public_hotlines.yml`."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from search_service.content.article import Text
from search_service.content.data.record import Record, require_no_two_alike
from search_service.content.data.value_kinds import check_hotline, checked
from search_service.content.mistake import mistake


class Hotline(Record):
    """A public hotline that is not the operator's own."""

    name: Text
    value: Text
    use: Text
    source: Text
    checked_on: date | None

    @model_validator(mode="after")
    def _a_hotline_and_no_example_once_checked(self) -> Self:
        checked("value", check_hotline, self.value)
        if self.checked_on and not self.value.strip("0"):
            raise mistake(
                "写了 checked_on，号码却还是示例", "请填入真实的号码，或把日期改成 null", "value"
            )
        return self

    @classmethod
    def stand_in(cls) -> Hotline:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(name="…", value="…", use="…", source="…", checked_on=None)


class HotlinesFile(Record):
    """`public_hotlines.yml`."""

    hotlines: dict[str, Hotline]

    @model_validator(mode="after")
    def _no_two_alike(self) -> Self:
        require_no_two_alike(self.hotlines.items(), "hotlines", ("name",), ("value",))
        return self
