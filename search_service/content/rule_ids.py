"""Every rule that a finding can name; `content/rules.md` explains each under this id."""

from __future__ import annotations

from typing import Literal

RuleId = Literal[
    # The shape of the text.
    "answer",
    "sentence",
    "heading-order",
    "steps",
    "too-long",
    "still-stuck",
    "anti-fraud",
    "unfinished",
    # Words and signs.
    "typography",
    "signs",
    "spacing",
    "traditional",
    "forbidden-word",
    "wrong-word",
    "raw-html",
    "html-comment",
    # Links, pictures and contacts.
    "link",
    "link-form",
    "alt-text",
    "image",
    "qr-image",
    "unregistered-contact",
    # What people ask and how they find it.
    "duplicate-title",
    "duplicate-question",
    "similar-question",
    "nav",
    "home-code",
    "moved-page",
    "orphan",
    "term-split",
    "judgement",
    # Dates and sources.
    "date",
    "typed-fact",
    "law-source",
    "stale-review",
    "expired-fact",
    "unchecked-source",
    "unverified-data",
    # What cannot be read, or refers to what is not there.
    "encoding",
    "conflict",
    "front-matter",
    "head-writing",
    "reference",
    "empty",
    "duplicate-id",
    "duplicate-tool",
    "topic",
    "related",
    "data-file",
    "guide-tree",
    "cards",
    "redirect",
    "word-list",
    # What is written for agents.
    "id",
    "scripts",
    "teams",
    "agents",
]
