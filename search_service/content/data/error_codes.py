"""What the codes on the app's screen mean, from `data/error_codes.yml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from search_service.content.article import ArticleId, Text
from search_service.content.data.record import UNVERIFIED, Confirmed, Record, Status
from search_service.content.mistake import mistake

# Four digits or more, so that no error code reads as an article's code: E-101 is typed e101.
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}\d{4,6}$")]


class ErrorCode(Confirmed):
    """What the app means by a code on the screen.

    Attributes:
        meaning: What happened, in the reader's words.
        what_to_do: The first thing to do.
        article: The article that goes further, if there is one.
        checked_on: When the operator last confirmed the code.
    """

    meaning: Text
    what_to_do: Text
    article: ArticleId | None
    status: Status
    checked_on: date | None

    @classmethod
    def stand_in(cls) -> ErrorCode:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            meaning="…", what_to_do="…", article=None, status=UNVERIFIED, checked_on=None
        )


class ErrorCodesFile(Record):
    """`error_codes.yml`."""

    error_codes: dict[Code, ErrorCode]

    @model_validator(mode="after")
    def _one_meaning_one_advice(self) -> Self:
        """Codes may mean the same; then there is the same to do."""
        first: dict[str, str] = {}
        for code, record in self.error_codes.items():
            earlier = first.setdefault(record.meaning, code)
            if self.error_codes[earlier].what_to_do != record.what_to_do:
                message = (
                    f"「{earlier}」和「{code}」的 meaning 都是「{record.meaning}」，做法却不同"
                )
                advice = "是不是抄了没有改？请改其中一个；真是一回事，what_to_do 也写成一样"
                raise mistake(message, advice, "error_codes", code, "meaning")
        return self
