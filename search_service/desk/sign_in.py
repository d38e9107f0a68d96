"""Checks passwords: slowly for whoever guesses, at once for whoever knows.

Every count is taken in one turn of the loop, before the wait for argon2, so guesses sent at the
same moment are counted like guesses sent one after the other. A right password gives its count
back: a whole office may sign in from one address.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.exceptions import HTTPException

from search_service.desk.accounts import Account, Accounts
from search_service.desk.journal import Act, Journal
from search_service.records.client_network import client_network
from search_service.records.rate_limit import RateLimit

# Two at a time: each check of a password takes 64 MiB and some 50 ms of a core.
CHECKS_AT_ONCE = 2
# So many wait or are checked; whoever comes then is asked to come again, not made to wait.
PLACES = 32
_COME_AGAIN_SECONDS = 3
# Ten wrong passwords for one name, from wherever, and the name rests for some minutes.
FAILURES_A_NAME = 10
_REST_SECONDS = 300.0
_TOO_OFTEN = "试得太多了，请过几分钟再登录。"


class SignIn:
    """The agents' door.

    Args:
        accounts: Who may come in.
        journal: Where every attempt is written down.
        per_minute: How many wrong passwords a client may send in a minute.
    """

    def __init__(self, accounts: Accounts, journal: Journal, per_minute: int) -> None:
        self._accounts, self._journal = accounts, journal
        self._of_client = RateLimit(per_minute)
        self._of_name = RateLimit(FAILURES_A_NAME, _REST_SECONDS)
        self._checking = asyncio.Semaphore(CHECKS_AT_ONCE)
        self._inside = 0

    async def account(self, client: str, name: str, password: str) -> Account:
        """The agent with this name and password.

        Raises:
            HTTPException: 401, there is none or a field is empty; 429, tried too often; or 503,
                too many at once.
            DeskUnavailable: The accounts cannot be read.
        """
        if not name or not password:  # nobody's guess: not worth a check, nor a count
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "请填写名字和密码。")
        counts = ((self._of_client, client_network(client)), (self._of_name, name.casefold()))
        _refuse_when_spent(counts)
        if self._inside >= PLACES:
            raise HTTPException(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "同时登录的人太多，请过几秒再试。",
                {"Retry-After": str(_COME_AGAIN_SECONDS)},
            )
        self._inside += 1
        try:
            async with self._checking:
                # Again, and without a pause before it is counted: others have guessed meanwhile.
                _refuse_when_spent(counts)
                for limit, key in counts:
                    limit.count(key)
                account = await asyncio.to_thread(self._accounts.verified, name, password)
        finally:
            self._inside -= 1
        if account is not None:
            (of_client, client_key), (of_name, name_key) = counts
            of_client.give_back(client_key)
            of_name.clear(name_key)
        await self._note(name, "login" if account else "login_failed")
        if account is None:
            raise HTTPException(HTTPStatus.UNAUTHORIZED, "名字或密码不对。")
        return account

    async def _note(self, name: str, act: Act) -> None:
        known = await asyncio.to_thread(self._accounts.active, name)
        # A name that nobody has may be a password typed into the wrong field.
        who = name if known else "（没有这个名字）"
        await asyncio.to_thread(self._journal.note, who, act)


def _refuse_when_spent(counts: tuple[tuple[RateLimit, str], ...]) -> None:
    for limit, key in counts:
        if wait := limit.seconds_to_wait(key):
            again = {"Retry-After": str(wait)}
            raise HTTPException(HTTPStatus.TOO_MANY_REQUESTS, _TOO_OFTEN, again)
