"""Signed cookies: who has signed in, since when, and when he was last at work."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

from search_service.desk.accounts import Account, Accounts
from search_service.desk.journal import Journal
from search_service.errors import DeskUnavailable
from search_service.records.private_files import private_folder

_SECRET_BYTES = 32
# A cookie is renewed when it is older than this: not with every request.
_RENEWED_AFTER_SECONDS = 60
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True)
class Session:
    """An agent at work.

    Attributes:
        agent: Name.
        id: Of this one signing in; empty when a proxy vouches for the agent.
        stamp: The account's when he signed in.
        began: Seconds since the epoch.
        used: Seconds since the epoch of the last renewal.
    """

    agent: str
    id: str = ""
    stamp: str = ""
    began: int = 0
    used: int = 0


class Sessions:
    """Makes and reads the cookies.

    Args:
        secret_file: Holds the key; made when it is missing. Removing it ends all sessions.
        accounts: Who may be signed in.
        journal: Knows the sessions that were ended.
        idle_minutes: A session unused for so long is over.
        shift_hours: A session this old is over.
        now: Seconds since the epoch.
    """

    def __init__(  # noqa: PLR0913 - what a session depends on
        self,
        secret_file: Path,
        accounts: Accounts,
        journal: Journal,
        *,
        idle_minutes: int,
        shift_hours: int,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._secret_file = secret_file
        self._accounts = accounts
        self._journal = journal
        self.idle_seconds = idle_minutes * _MINUTE
        self.shift_seconds = shift_hours * _HOUR
        self._now = now
        self._signer: URLSafeSerializer | None = None

    def begin(self, account: Account) -> Session:
        """A new session of an agent who has just shown a password."""
        now = int(self._now())
        return Session(account.name, secrets.token_hex(16), account.stamp, now, now)

    def cookie(self, session: Session) -> str:
        """The session as the value of a cookie.

        Raises:
            DeskUnavailable: The key cannot be read or made.
        """
        parts = [session.agent, session.id, session.stamp, session.began, session.used]
        return str(self._signed().dumps(parts))

    def read(self, cookie: str) -> Session | None:
        """The session in a cookie; None when it is forged, over, or its agent is gone.

        Raises:
            DeskUnavailable: A file cannot be read; nobody is let in.
        """
        try:
            session = Session(*self._signed().loads(cookie))
        except (BadSignature, TypeError):
            return None
        now = self._now()
        if now - session.used > self.idle_seconds or now - session.began > self.shift_seconds:
            return None
        account = self._accounts.active(session.agent)
        if account is None or not secrets.compare_digest(account.stamp, session.stamp):
            return None
        return None if self._journal.has_ended(session.id) else session

    def renewed(self, session: Session) -> Session | None:
        """The session as used now, when its cookie is due for renewal."""
        now = int(self._now())
        if not session.id or now - session.used < _RENEWED_AFTER_SECONDS:
            return None
        return replace(session, used=now)

    def end(self, session: Session) -> None:
        """Sign out; copies of the cookie are worth nothing any more.

        Raises:
            DeskUnavailable: It could not be written down.
        """
        if session.id:
            self._journal.end(session.id)

    def _signed(self) -> URLSafeSerializer:
        if self._signer is None:
            try:
                key = _key(self._secret_file)
            except OSError as error:
                name = self._secret_file.name
                raise DeskUnavailable(f"登录用的密钥读写不了，请检查文件 {name}。") from error
            self._signer = URLSafeSerializer(
                key, salt="agent-session", signer_kwargs={"digest_method": hashlib.sha256}
            )
        return self._signer


def _key(file: Path) -> bytes:
    """The key in a file, which is made with a new one when there is none."""
    private_folder(file.parent)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_bytes()
        if len(key) != _SECRET_BYTES:
            raise OSError("the key is not whole") from None
        return key
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(key := secrets.token_bytes(_SECRET_BYTES))
    return key
