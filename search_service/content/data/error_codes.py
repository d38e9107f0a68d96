"""What the codes on the app's screen mean, from `data/error_codes.yml`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from search_service.content.article import ArticleId, Text
from search_service.content.data.record import UNVERIFIED, Confirmed, Record, Status

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
