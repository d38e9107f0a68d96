"""What runs out next, for `kb facts` and `kb report`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from search_service.settings import Settings

if TYPE_CHECKING:
    from search_service.checks.expiring_next import Expiry

_SHOWN = 10


def expiring_of(settings: Settings, day: date) -> tuple[Expiry, ...]:
    """What runs out next in the content of a project; nothing where there is only a release."""
    if not (settings.content_folder / "pages").is_dir():
        return ()
    try:
        # Who only serves need not have what reads content.
        from search_service.checks.content_view import open_view  # noqa: PLC0415
        from search_service.checks.expiring_next import expiring_next  # noqa: PLC0415
    except ModuleNotFoundError:
        return ()
    return expiring_next(open_view(settings, day))


def lines_of(ends: Sequence[Expiry]) -> Iterator[str]:
    """The nearest days, as the terminal shows them."""
    if ends:
        yield "\n接下来到期："
    for one in ends[:_SHOWN]:
        yield f"  {one.day}  {one.what}  {one.path}:{one.line}"
    if len(ends) > _SHOWN:
        yield f"  还有 {len(ends) - _SHOWN} 项，见 kb facts --json"
