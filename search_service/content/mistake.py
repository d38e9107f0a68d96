"""What a model's own validator says to the writer."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def mistake(message: str, advice: str) -> PydanticCustomError:
    """What a model's own validator raises: both texts reach the writer as they are."""
    return PydanticCustomError("mistake", "{message}", {"message": message, "advice": advice})
