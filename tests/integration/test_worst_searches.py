"""The longest queries over the real content stop the loop no longer than anything else may."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

import orjson

from search_service.releases.live_release import LiveRelease
from search_service.web.factory import create_app
from tests.conftest import RealBuild
from tests.event_loop import MOST_CPU, in_own_loop, longest_turn
from tests.integration.test_request_bounds import send
from tests.integration.worst_requests import Worst

SEED = 13
LENGTH = 64
RAW_LENGTH = 2_000


def worst_queries(characters: str) -> Iterator[str]:
    """Texts of the greatest length: many different terms, pinyin, operators, what is dropped."""
    chance = random.Random(SEED)  # noqa: S311 - no secret, the same on every run
    for _ in range(12):
        yield "".join(chance.choices(characters, k=LENGTH))
        start = chance.randrange(len(characters) - LENGTH)
        yield characters[start : start + LENGTH]
        yield "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=LENGTH))
    for piece in ("tuikuan", "zhifumima", "xian", "tk", "退款", "昨天", " OR a", " 不 ", "E1003"):
        yield (piece * LENGTH)[:LENGTH]
    yield "\ufdfa" * RAW_LENGTH  # one that stands for eighteen
    for dropped in ("\u200b", " ", "\u0301"):
        yield dropped * (RAW_LENGTH - LENGTH) + "退款怎么还没有到账"
    for piece in (
        "密码1234 ",
        "助记词 ab ab ab",
        "微信qq",
        "6 ",
        "a@",
        "13800138000 ",
        "www.a.cn ",
    ):
        yield (piece * RAW_LENGTH)[:RAW_LENGTH]


def test_the_longest_queries_over_the_real_content_do_not_stop_the_loop(
    real_build: RealBuild,
) -> None:
    live = LiveRelease(real_build.settings, real_build.analyser)
    characters = "".join(passage.text for passage in real_build.search.documents.passages)
    stalls: list[str] = []

    async def watched() -> None:
        app = create_app(real_build.settings, live)
        async with app.router.lifespan_context(app):
            for text in worst_queries(characters):
                for path, more in (
                    ("/api/v1/search", {"limit": "50"}),
                    ("/api/v1/search", {"limit": "50", "explain": "true"}),
                    ("/api/v1/suggest", {}),
                    ("/search/", {}),
                ):
                    worst = Worst("", urlencode({"q": text, **more}))
                    longest, _ = await longest_turn(partial(send, app, "GET", path, worst))
                    if longest > MOST_CPU:
                        stalls.append(f"{path} {more} {text[:40]!r}: {longest:.3f} s")
                worst = Worst("", body=orjson.dumps({"text": text}))
                asked = partial(send, app, "POST", "/api/v1/answer", worst)
                longest, _ = await longest_turn(asked)
                if longest > MOST_CPU:
                    stalls.append(f"/api/v1/answer {text[:40]!r}: {longest:.3f} s")

    in_own_loop(watched())

    assert stalls == []
