"""What a model's own validator says to the writer."""

from __future__ import annotations

from pydantic_core import PydanticCustomError


def mistake(message: str, advice: str, *at: str | int) -> PydanticCustomError:
    """What a model's own validator raises: both texts reach the writer as they are.

    Args:
        message: What is wrong.
        advice: What to do.
        at: Where below the value that is judged, key by key; there the writer is sent.
    """
    context = {"message": message, "advice": advice, "at": list(at)}
    return PydanticCustomError("mistake", "{message}", context)
