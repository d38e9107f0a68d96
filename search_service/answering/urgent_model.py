"""Trouble that a text tells of, as JSON."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from search_service.answering.urgent import Urgent


class PhoneNumberModel(BaseModel):
    """A verified or public number; `use` says what it is for."""

    model_config = ConfigDict(frozen=True)

    name: str
    value: str
    use: str


class UrgentModel(BaseModel):
    """Trouble that the text tells of, and whom to ring, the most important first."""

    model_config = ConfigDict(frozen=True)

    situation: str
    call: tuple[PhoneNumberModel, ...]


def urgent_model(told: Urgent | None) -> UrgentModel | None:
    """The JSON form of trouble that was told of."""
    if told is None:
        return None
    call = (PhoneNumberModel(name=one.name, value=one.value, use=one.use) for one in told.call)
    return UrgentModel(situation=told.situation, call=tuple(call))
