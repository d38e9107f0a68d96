"""What writers wrote for the desk, with facts filled in and references checked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from search_service.content.article import Article
from search_service.content.corpus import UnreadArticles
from search_service.content.macros.markdown_parts import with_spoken_badges
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.markdown_tokens import inline_text, tokens_of
from search_service.content.problems import Problem
from search_service.desk.fact_approvals import approvals_of
from search_service.desk.material import (
    DeskArticle,
    ShownEscalation,
    ShownField,
    ShownForm,
    ShownSay,
    ShownScripts,
    ShownTeam,
    ShownText,
)
from search_service.desk.nodes import Nodes
from search_service.desk.rich_text import Target, rich_text
from search_service.desk.scripts import Form, Scripts, Team
from search_service.desk.teams import shown_team

_CODE_LINK = re.compile(r"(?P<code>[A-Z]-\d{3})(?:#(?P<anchor>.+))?")
_LOOKS_LIKE_A_FILE = re.compile(r"\.md(?:#|$)")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where something is written.

    Attributes:
        file: For problems: the file under `content/agents/`; empty when there is none.
        text: That file's text.
    """

    file: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Written(Source):
    """An article and what goes with it on the desk.

    Attributes:
        article: Public or internal.
        topic: Name of its topic.
        body: Its Markdown, facts not yet filled in.
        internal: Whether only agents may read it.
        draft: Whether nobody has checked it yet.
        scripts: Its 话术.
        form: Its hand-over form.
    """

    article: Article
    topic: str
    body: str
    internal: bool = False
    draft: bool = False
    scripts: Scripts | None = None
    form: Form | None = None


class Assembly:
    """Makes desk articles; collects the problems of their references.

    Args:
        written: All articles.
        renderer: Fills in facts.
        teams: Whom a question can be passed to.
        unread: Articles that cannot be read.
        noted: Hears which facts the renderer reads.
    """

    def __init__(
        self,
        written: tuple[Written, ...],
        renderer: ContentRenderer,
        teams: Mapping[str, Team],
        unread: UnreadArticles,
        noted: set[str] | None = None,
    ) -> None:
        self._renderer = renderer
        self._teams = teams
        self._known = {one.article.id for one in written}
        self._by_path = {one.article.path: one.article.id for one in written if not one.internal}
        self._unread = unread
        self._noted: set[str] = set() if noted is None else noted
        self._forms = {one.article.id for one in written if one.form}
        self.problems: list[Problem] = []

    def desk_article(
        self, written: Written, handover: str | None = None, without_scripts: str = ""
    ) -> DeskArticle:
        """The article as the desk shows it.

        Args:
            written: What was written.
            handover: The code of the article with its form.
            without_scripts: Why it has no 话术.
        """
        article, head = written.article, written.article.front_matter
        self._noted.clear()
        if written.internal:
            for code in head.related:
                if not self._may_exist(code) or code == article.id:
                    message = f"related：没有另一篇编号为 {code} 的文章"
                    self._report(written, code, message, "请改成另一篇已有文章的编号")
        made = DeskArticle(
            id=article.id,
            audience="internal" if written.internal else "public",
            title=head.title,
            summary=head.summary,
            topic=written.topic,
            url=None if written.internal else article.url,
            owner=head.owner,
            updated=head.updated,
            reviewed=head.reviewed,
            review_every_days=head.review_every_days,
            draft=written.draft,
            sources=head.sources,
            related=head.related,
            body=self._body(written),
            scripts=self.scripts(written.scripts, written) if written.scripts else None,
            form=self._form(written.form, written) if written.form else None,
            handover=handover,
            without_scripts=without_scripts,
            approved=head.approved,
        )
        named = [source.fact for source in head.sources if source.fact]
        # Asking for the approvals reads every record: what the article read is kept first.
        approved = approvals_of(self._renderer.data, frozenset(self._noted), named)
        return made.model_copy(update={"approved_facts": approved})

    def _may_exist(self, code: str) -> bool:
        return code in self._known or self._unread.may_include(code)

    def _body(self, written: Written) -> Nodes:
        fragment = self._renderer.fragment(written.article.path, written.body)
        return rich_text(fragment, lambda href: self._target(href, written))

    def scripts(self, scripts: Scripts, written: Source) -> ShownScripts:
        """The 话术 with facts filled in; `written` is for problems."""
        handover = scripts.handover
        is_form = handover in self._forms or self._unread.may_include(handover or "")
        if handover is not None and not is_form:
            message = f"handover：{scripts.handover} 没有交接单（form）"
            advice = "请改成一篇带 form 的内部文章的编号，或删掉这一项"
            self._report(written, f"handover: {scripts.handover}", message, advice)
        escalations = ((one.when, self._team(one.to, written)) for one in scripts.escalate)
        return ShownScripts(
            say=tuple(
                ShownSay(when=one.when, text=words.text, unverified=words.unverified)
                for one in scripts.say
                for words in [self._words(one.text, written)]
            ),
            ask=tuple(self._words(line, written) for line in scripts.ask),
            verify=tuple(self._words(line, written) for line in scripts.verify),
            never_say=tuple(self._words(line, written) for line in scripts.never_say),
            escalate=tuple(ShownEscalation(when=when, to=team) for when, team in escalations),
            handover=scripts.handover,
            draft=scripts.draft,
        )

    def _form(self, form: Form, written: Written) -> ShownForm:
        return ShownForm(
            to=self._team(form.to, written),
            fields=tuple(
                ShownField(name=field.name, hint=field.hint, choices=field.choices)
                for field in form.fields
            ),
        )

    def _team(self, key: str, written: Source) -> ShownTeam:
        if key in self._teams:
            return shown_team(self._teams[key])
        known = "、".join(self._teams) or "（空）"
        message = f"to：teams.yml 里没有「{key}」"
        self._report(written, f"to: {key}", message, f"请从这些里选一个：{known}")
        return ShownTeam(name=key, unverified=True)

    def _words(self, text: str, written: Source) -> ShownText:
        try:
            markdown = self._renderer.render(text)
        except ReferenceRefused as error:
            self._report(written, text, f"引用的数据有误：{error}", "请检查 {{ … }} 的写法")
            return ShownText(text=text, unverified=True)
        # Read as Markdown so that macros may mark what is unconfirmed.
        spoken = with_spoken_badges(markdown)
        tokens = tokens_of(spoken)
        words = "".join(inline_text(token) for token in tokens if token.type == "inline")
        return ShownText(text=words, unverified=spoken != markdown)

    def _target(self, href: str, written: Written) -> Target | None:
        if match := _CODE_LINK.fullmatch(href):
            if match["code"] in self._known:
                return match["code"], match["anchor"]
            if written.internal and not self._may_exist(match["code"]):
                message = f"链接：没有编号为 {match['code']} 的文章"
                self._report(written, f"]({href})", message, "请改成已有文章的编号")
            return None
        path, _, anchor = href.partition("#")
        if not path:
            return written.article.id, anchor
        if written.internal and _LOOKS_LIKE_A_FILE.search(href):
            message = f"链接：内部文章不用文件名链接（{href}）"
            self._report(written, f"]({href})", message, "请写编号，例如 [退款多久到账](R-102)")
        elif written.internal and not {*"/.:"} & {*path}:
            message = f"链接：「{href}」不是文章的编号"
            self._report(written, f"]({href})", message, "请写编号，例如 [退款多久到账](R-102)")
        folder = posixpath.dirname(written.article.path)
        code = self._by_path.get(posixpath.normpath(posixpath.join(folder, path)).lstrip("/"))
        return (code, anchor or None) if code else None

    def _report(self, written: Source, part: str, message: str, advice: str) -> None:
        """A problem at the first line of the file that holds `part`."""
        first = part.split("\n", 1)[0]
        lines = written.text.split("\n")
        line = next((n for n, one in enumerate(lines, 1) if first in one), 1)
        self.problems.append(Problem(written.file, line, "agents", message, advice))
