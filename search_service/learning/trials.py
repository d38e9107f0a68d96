"""What somebody types to see whether anything happens: no question, and no gap."""

from __future__ import annotations

import re

_TRIAL = re.compile(r".*(测试|试一试|试试看|test).*|[a-z]{1,3}|\d{1,6}|(.)\2+|asdf.*|qwe.*")


def is_trial(text: str) -> bool:
    """Whether an agent who types this only tries the desk; readers are never judged by it."""
    return _TRIAL.fullmatch(text.strip().lower()) is not None
