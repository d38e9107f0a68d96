"""What an article is, once parsed: front matter, sections and the passages that are searched."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from search_service.content.mistake import mistake
from search_service.content.tools import TOOLS_FOLDER, ToolName
from search_service.content.units import Unit

TITLE_LIMIT = 20
SUMMARY_LIMIT = 60
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]{0,40}>?")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]+")
# The heading of the section in which every article says what to do when it did not help.
STILL_STUCK = "还没解决？"


def _has_text(value: str) -> str:
    if not value.strip():
        raise ValueError("空白")
    if tag := _TAG.search(value):
        raise mistake(f"写了 HTML：{tag[0]}", "请只写文字")
    return value


def _is_web_address(value: str) -> str:
    if not _WEB_ADDRESS.fullmatch(value):
        raise mistake("不是网址", "请写以 https:// 开头的完整网址，没有就不写 url")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_has_text)]
# A picture that the builder's theme brings along, by its path: material/cash-refund.
Icon = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)+$"),
    Field(description="首页上的图标，如 material/cash-refund；不写就用默认图标"),
]
ArticleId = Annotated[str, StringConstraints(pattern=r"^[A-Z]-\d{3}$")]


class Source(BaseModel):
    """Where something comes from and when it was last looked up (None: not yet).

    Attributes:
        title: What it is called.
        checked_on: When it was looked up; of a fact of the operator's the fact says so.
        url: Where it can be read.
        fact: The operator's data that the article rests on (`content.fact_sources`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    checked_on: Annotated[
        date | None, Field(description="看过原文的日期，还没看过写 null；写了 fact 就不写")
    ] = None
    url: Annotated[str, AfterValidator(_is_web_address)] | None = None
    fact: Annotated[
        Text | None, Field(description="运营方的事实：facts.yml 里的键，或 channels.hotline 这样")
    ] = None

    @model_validator(mode="after")
    def _looked_up_or_a_fact(self) -> Self:
        if self.fact is None and "checked_on" not in self.model_fields_set:
            raise mistake("缺少这一项", "请补上", "checked_on")
        if self.fact is not None and self.checked_on is not None:
            advice = "请删掉这一行；核实的日期写在 data/ 里那条事实上"
            raise mistake("写了 fact，就不写这一项", advice, "checked_on")
        return self


class Approval(BaseModel):
    """Who has answered for what an article says of law or money, and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Annotated[Text, Field(description="岗位或小组，不写人名")]
    day: Annotated[date, Field(description="批准的日期；以后改了内容，要再批准")]


# What writers and checks are told of an article, and readers are not.
GOVERNANCE = frozenset({"publish_on", "expires_on", "moved_to", "approved"})


class PlaceQuestions(BaseModel):
    """What people ask that one section, row or sentence of an article answers.

    It stands in a file beside the article (`content.question_files`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    section_questions: Annotated[
        dict[Text, Annotated[tuple[Text, ...], Field(min_length=1, max_length=12)]],
        Field(description="小节标题、表格第一格或一句原话：顾客问哪些话由它回答；可以不写"),
    ] = {}
    piece_questions: Annotated[
        dict[Text, Annotated[tuple[Text, ...], Field(min_length=1, max_length=40)]],
        Field(
            description="表格第一格或一句原话：用来在这篇里挑出这一行、这一句；找文章时只帮最前面十篇排先后"
        ),
    ] = {}

    def all(self) -> Iterator[str]:
        """Every question, place by place."""
        for written in (self.section_questions, self.piece_questions):
            for questions in written.values():
                yield from questions


class FrontMatter(BaseModel):
    """The head of an article; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # What a head held once, and what to say of it now; {stem} is the file without its ending.
    WRITTEN_ELSEWHERE: ClassVar[Mapping[str, tuple[str, str]]] = dict.fromkeys(
        PlaceQuestions.model_fields,
        (
            "不再写在信息头里，要写在文章旁边的 {stem}.questions.yml",
            "请运行 kb migrate，它会移过去；也可以自己把这几行剪切到那个文件里",
        ),
    )

    id: Annotated[ArticleId, Field(description="主题字母加三位数字，发布后不再改")]
    title: Annotated[Text, Field(max_length=TITLE_LIMIT, description="顾客的问题，不超过 20 字")]
    summary: Annotated[
        Text, Field(max_length=SUMMARY_LIMIT, description="不超过 60 字，不用宏，列表里显示")
    ]
    questions: Annotated[
        tuple[Text, ...],
        Field(min_length=3, max_length=8, description="真实问法：口语、拼音、错字；不重复标题"),
    ]
    aliases: Annotated[
        tuple[Text, ...],
        Field(max_length=200, description="只给搜索用的说法，读者看不到；用 kb alias add 加"),
    ] = ()
    tags: Annotated[tuple[Text, ...], Field(min_length=1, description="关键词")]
    owner: Annotated[Text, Field(description="岗位或小组，不写人名")]
    updated: Annotated[date, Field(description="内容改动的日期")]
    reviewed: Annotated[date, Field(description="最近一次复核的日期")]
    review_every_days: Annotated[int, Field(ge=30, le=365, description="多久复核一次")]
    sources: Annotated[tuple[Source, ...], Field(description="依据，可以是 []")]
    related: Annotated[
        tuple[ArticleId, ...],
        Field(min_length=1, max_length=5, description="相关文章的编号"),
    ]
    publish_on: Annotated[date | None, Field(description="哪天起发布；不写就是马上")] = None
    expires_on: Annotated[date | None, Field(description="哪天起不再发布；不写就是一直")] = None
    moved_to: Annotated[ArticleId | None, Field(description="不再发布以后，旧网址转到哪篇文章")] = (
        None
    )
    approved: Annotated[Approval | None, Field(description="写到法规和钱的，谁批准的")] = None


class ToolFrontMatter(FrontMatter):
    """The head of a page in `content/pages/tools/`: an article with a tool at its top."""

    tool: ToolName
    template: Literal["tool.html"]
    icon: Icon | None = None


class PageFrontMatter(BaseModel):
    """The head of the home page, a topic page or another page that is not an article."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Text
    summary: Annotated[Text, Field(max_length=SUMMARY_LIMIT)]
    template: Text
    icon: Icon | None = None


@dataclass(frozen=True)
class Section:
    """A heading and the text up to the next heading.

    Attributes:
        heading: None above the first heading.
        anchor: The id of the heading in the built page; None above the first heading.
        text: Plain text, one block a line.
    """

    heading: str | None
    anchor: str | None
    text: str


@dataclass(frozen=True)
class Topic:
    """A folder of `content/pages/`, named by its index page."""

    id: str
    title: str
    summary: str

    @property
    def url(self) -> str:
        """Address of the topic page, from the site's root."""
        return f"/{self.id}/"


@dataclass(frozen=True)
class Article:
    """One page that answers one question.

    Attributes:
        path: File relative to `content/pages`, with forward slashes.
        front_matter: The validated head.
        sections: The body, in order.
        units: What of the body may be an answer.
        place_questions: What stands beside it; the units know these questions already.
    """

    path: str
    front_matter: FrontMatter
    sections: tuple[Section, ...]
    units: tuple[Unit, ...] = ()
    place_questions: PlaceQuestions = field(default_factory=PlaceQuestions)

    @property
    def id(self) -> str:
        """The short code, such as R-102."""
        return self.front_matter.id

    @property
    def tool(self) -> ToolName | None:
        """The tool that the page carries, if it is a tool page."""
        head = self.front_matter
        return head.tool if isinstance(head, ToolFrontMatter) else None

    @property
    def topic_id(self) -> str:
        """The folder the article lies in."""
        return self.path.split("/", maxsplit=1)[0]

    @property
    def url(self) -> str:
        """Address of the page, from the site's root."""
        return address_of(self.path)


@dataclass(frozen=True)
class Passage:
    """The unit that is searched: one section of an article, or a part of a long one.

    Attributes:
        id: `<article id>#<ordinal>`, stable while the article's sections keep their order.
        article_id: The article it belongs to.
        heading: Heading of its section, None for the opening.
        anchor: Id of the heading in the page, None for the opening.
        text: Plain text.
        questions: What people ask that its section, or a row of it, answers.
        hidden: Whether it only leads to the article and is shown to nobody: its aliases.
    """

    id: str
    article_id: str
    heading: str | None
    anchor: str | None
    text: str
    questions: tuple[str, ...] = ()
    hidden: bool = False


def front_matter_model(path: str) -> type[FrontMatter]:
    """What the head of an article must be, by its path below `content/pages`."""
    return ToolFrontMatter if path.startswith(f"{TOOLS_FOLDER}/") else FrontMatter


def address_of(path: str) -> str:
    """Address of a page, from the site's root, by its path below `content/pages`."""
    return "/" + path.removesuffix(".md").removesuffix("index").rstrip("/") + "/"
