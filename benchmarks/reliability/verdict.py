"""One row of the table of docs/reliability.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """A goal, what was measured, and whether that meets it."""

    id: str
    goal: str
    measured: str
    met: bool

    def row(self) -> str:
        """As a line of a Markdown table."""
        verdict = "met" if self.met else "**not met**"
        return f"| {self.id} | {self.goal} | {self.measured} | {verdict} |"
