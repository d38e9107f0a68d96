"""A body that a route reads itself; as a parameter it would be read before the agent is known."""

from __future__ import annotations

from typing import TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

_Model = TypeVar("_Model", bound=BaseModel)


def body_of(model: type[_Model], body: bytes) -> _Model:
    """The body as a model.

    Raises:
        RequestValidationError: It is none; said as FastAPI says it of a parameter.
    """
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        found = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(found) from error
