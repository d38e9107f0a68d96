"""A chat bot's side of the help centre: one question in, what the bot may say out.

python examples/bot/bot.py --help-centre https://help.example.com/ "信用卡退款几天"
"""

from __future__ import annotations

import argparse
import json
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

_TIMEOUT_SECONDS = 3
_CHINA = timezone(timedelta(hours=8))


def ask(help_centre: str, text: str) -> dict[str, Any]:
    """What the help centre answers (docs/api.md); it masks what is private before it reads."""
    request = Request(  # noqa: S310 - the address is the operator's own
        urljoin(help_centre, "api/v1/answer"),
        data=json.dumps({"text": text}).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urlopen(request, timeout=_TIMEOUT_SECONDS) as response:  # noqa: S310 - as above
        found: dict[str, Any] = json.load(response)
    return found


def reply(help_centre: str, found: dict[str, Any]) -> str:
    """What the bot says: an answer only when it is sure, what may be meant otherwise.

    Nobody is left without a person: every reply ends with how to reach one. Who is in trouble is
    told first whom to ring.
    """
    human = (
        f"还没解决，回复「人工」，或看官方渠道：{urljoin(help_centre, 'safety/official-channels/')}"
    )
    if found["urgent"]:
        told = {**found, "urgent": None}
        return f"{_whom_to_ring(found['urgent'])}\n{reply(help_centre, told)}"
    if not found["text"] and found["tools"]:
        tool = found["tools"][0]
        return f"先不要点，也不要打。{tool['title']}：{_page(help_centre, tool)}\n{human}"
    if found["level"] == "sure":
        return f"{_said(found['answer'])}\n看全文：{_page(help_centre, found['answer'])}\n{human}"
    if found["level"] == "possible":
        offered = [found["answer"], *found["also_possible"]]
        lines = [f"· {_said(one)} {_page(help_centre, one)}" for one in offered]
        return "\n".join(["您问的可能是：", *lines, human])
    if found["level"] == "articles" and found["articles"]:
        lines = [f"· {one['title']} {_page(help_centre, one)}" for one in found["articles"]]
        return "\n".join(["这几篇也许用得上：", *lines, human])
    return f"没有这方面的文章。\n{human}"


def _whom_to_ring(urgent: dict[str, Any]) -> str:
    numbers = "、".join(f"{one['name']} {one['value']}" for one in urgent["call"])
    return (
        f"{urgent['situation']}：先打电话，越快越好。{numbers}" if numbers else urgent["situation"]
    )


def _said(extract: dict[str, Any]) -> str:
    words = ["".join(span["text"] for span in part["spans"]) for part in extract["parts"]]
    mark = "（示例，待核实）" if extract["unverified"] else ""
    due = extract["review_due"]
    is_overdue = due is not None and due < datetime.now(_CHINA).date().isoformat()
    overdue = f"（{due} 起未复核）" if is_overdue else ""
    return f"{extract['lead']}{' '.join(words)}{mark}{overdue}"


def _page(help_centre: str, page: dict[str, Any]) -> str:
    return urljoin(help_centre, page["url"].lstrip("/"))


def main() -> None:
    """Print what the bot would say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--help-centre", required=True, help="https://help.example.com/")
    parser.add_argument("text")
    given = parser.parse_args()
    print(reply(given.help_centre, ask(given.help_centre, given.text)))


if __name__ == "__main__":
    main()
