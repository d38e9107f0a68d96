"""What an agent hands to a customer: the address, a text message, or a code to say."""

from __future__ import annotations

from urllib.parse import quote, urljoin

# One Chinese text message; a longer one is billed and sent as several.
SMS_LIMIT = 70
# 幺 for 1, as numbers are read out on the telephone.
_DIGITS = str.maketrans("0123456789", "零幺二三四五六七八九")


def customer_link(site_url: str, url: str) -> str:
    """The whole address of a page; `url` is its path from the site's root."""
    return urljoin(site_url, quote(url.lstrip("/")))


def sms_text(site_url: str, code: str, title: str, url: str) -> str:
    """A text message of at most 70 characters that leads to the article.

    Where the address is too long for one, the message names the site and the code to type there;
    where even that is too long, the code alone.
    """
    link = customer_link(site_url, url)
    forms = (
        f"{title}，看这里：{link} （编号 {code}）",
        f"{title}：{link}",
        f"看这里：{link}",
        f"{title}：打开 {site_url} 搜 {code}",
        f"打开 {site_url} 搜 {code}",
    )
    return next(
        (form for form in forms if len(form) <= SMS_LIMIT),
        f"在帮助中心搜 {code}，看「{title}」",
    )


def spoken_code(code: str) -> str:
    """The code as it is said: R-102 is R 幺零二."""
    letter, _, digits = code.partition("-")
    return f"{letter} {digits.translate(_DIGITS)}"
