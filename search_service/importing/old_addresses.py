"""Where readers found an article → what `redirects.yml` can lead away from."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from search_service.content.redirects import why_not_from

_IDS = (
    re.compile(r"/articles?/(\d+)(?:[-/?#]|$)"),
    re.compile(r"/articles/([0-9a-f]{24})(?:[-/?#]|$)"),
    re.compile(r"[?&]pageId=(\d+)"),
    re.compile(r"(?:^|[/_])(\d{4,})\.html(?:[?#]|$)"),
    re.compile(r"/pages/(\d{4,})(?:[/?#]|$)"),
    re.compile(r"(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])"),
)


@dataclass(frozen=True)
class Old:
    """An old address.

    Attributes:
        path: As `redirects.yml` writes it; None when it cannot be written there.
        why: The reason, when it cannot.
    """

    path: str | None
    why: str = ""


def redirect_of(address: str) -> Old:
    """How an old address is led away from."""
    parts = urlsplit(address)
    if parts.query:
        return Old(None, "网址里有「?」，要由网站服务器另外配置跳转")
    path = unquote(parts.path)
    if not path.strip("/"):
        return Old(None, "是首页")
    stem, ending = posixpath.splitext(path)
    if ending.lower() == ".html" or path.endswith("/"):
        made = path
    elif re.fullmatch(r"\.(?:htm|php|aspx?|jsp|action|do)", ending.lower()):
        return Old(None, f"{ending} 结尾的网址，要由网站服务器另外配置跳转")
    else:
        made = f"{stem}{ending}/"
    if why_not := why_not_from(made):
        why_not = why_not.replace("写法不对", "网址里有不能做文件名的符号")
        return Old(None, f"{why_not}，要由网站服务器另外配置跳转")
    return Old(made)


def keys_of(target: str, folder: str) -> list[str]:
    """The names by which a link may mean an article, the surest first.

    Args:
        target: The link, as the export writes it, without its `#…`.
        folder: The folder of the export that it is relative to.
    """
    parts = urlsplit(target)
    path = unquote(parts.path)
    keys = [address_key(target)] if parts.netloc or path.startswith("/") else []
    if not parts.scheme and not parts.netloc and path:
        relative = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
        rooted = posixpath.normpath(path.lstrip("/"))
        for found in dict.fromkeys((relative, rooted)):
            keys += [f"file:{found}", f"file:{found}.md"]
            keys += [f"file:{posixpath.join(found, name)}" for name in ("index.md", "README.md")]
            if found.endswith(".html"):
                keys += [f"file:{found.removesuffix('.html')}.md"]
    keys += [f"id:{match[1]}" for one in _IDS if (match := one.search(unquote(target)))]
    return keys


def address_key(address: str) -> str:
    """One name for the ways to write one address; the host is left out."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if "=" in parts.query else ""
    path = unquote(parts.path).rstrip("/").removesuffix("/index.html").removesuffix(".html")
    return f"address:{path.casefold()}{query}"
