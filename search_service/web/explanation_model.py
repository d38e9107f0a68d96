"""Why a hit stands where it does, as JSON."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from search_service.answering.explanation import Explanation


class ContributionModel(BaseModel):
    """What one term of one field adds to a hit's score."""

    model_config = ConfigDict(frozen=True)

    field: str
    term: str
    weight: float
    amount: float


class FactorModel(BaseModel):
    """A signal of the ranking and what it multiplies the score by."""

    model_config = ConfigDict(frozen=True)

    signal: str
    factor: float


class ExplanationModel(BaseModel):
    """Parts of a hit's score: (sum of `terms` + `coordination`) × every factor.

    `lifted_to` is there, and is the score, when the hit stands first because its code was typed or
    its tool asked for.
    """

    model_config = ConfigDict(frozen=True)

    terms: tuple[ContributionModel, ...]
    coordination: float
    factors: tuple[FactorModel, ...]
    lifted_to: float | None


def explanation_model(explanation: Explanation) -> ExplanationModel:
    """The JSON form of an explanation."""
    return ExplanationModel(
        terms=tuple(
            ContributionModel(field=term.field, term=term.term, weight=term.weight, amount=amount)
            for term, amount in explanation.matched.terms
        ),
        coordination=explanation.matched.coordination,
        factors=tuple(
            FactorModel(signal=signal.name, factor=factor) for signal, factor in explanation.factors
        ),
        lifted_to=explanation.lifted_to,
    )
