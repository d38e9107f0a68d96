"""Where something is found in the app, from `data/app_places.yml`."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from search_service.content.article import Text
from search_service.content.data.record import UNVERIFIED, VERIFIED, Confirmed, Record
from search_service.content.mistake import mistake


class AppPlace(Confirmed):
    """Something that a customer does in the app.

    Attributes:
        name: What it is, for the operator.
        look_for: The word to look for in the app while nobody has told the way.
        way: The names on the screen from the first page on; None when it is not known.
    """

    name: Text
    look_for: Text
    way: Text | None
    checked_on: date | None

    @model_validator(mode="after")
    def _a_way_once_confirmed(self) -> Self:
        if self.status == VERIFIED and not self.way:
            raise mistake("写了已核实，却没有 way", "请填 App 里一步步点到哪里，或改回待核实")
        return self

    @classmethod
    def stand_in(cls) -> AppPlace:
        """What texts are judged with while the file is broken; never published."""
        return cls.model_construct(
            name="…", look_for="…", way=None, status=UNVERIFIED, checked_on=None
        )


class AppPlacesFile(Record):
    """`app_places.yml`."""

    places: dict[str, AppPlace]
