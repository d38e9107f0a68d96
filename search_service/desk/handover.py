"""To which team a question goes: what its article names, else what `teams.yml` says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from search_service.content.problems import Problem
from search_service.desk.assembly import Written
from search_service.desk.teams import FILE, Teams


class Handovers:
    """The forms for passing questions on, and which one goes with an article.

    Args:
        written: All articles, in the order of their codes or not.
        teams: Who takes over what.
    """

    def __init__(self, written: Iterable[Written], teams: Teams) -> None:
        self._teams = teams
        self._written = sorted(written, key=lambda one: one.article.id)
        self._forms = {one.article.id: one.form.to for one in self._written if one.form}
        # The first form of a team is its own.
        self._of_team: Mapping[str, str] = {
            team: code for code, team in reversed(self._forms.items())
        }

    def of(self, one: Written) -> str | None:
        """The code of the article with the form for this one; None when the agent has to choose."""
        if one.form:
            return one.article.id
        named = one.scripts.handover if one.scripts else None
        if named in self._forms:
            return named
        article = one.article
        team = self._teams.of_articles.get(article.id, self._teams.of_topics.get(article.topic_id))
        return self._of_team.get(team or "")

    def problems(self, topics: Mapping[str, str]) -> Iterator[Problem]:
        """What is wrong with what `teams.yml` says; `topics` are the titles by their id."""
        known = {one.article.id for one in self._written}
        named = [
            *(("topics", key, team, key in topics) for key, team in self._teams.of_topics.items()),
            *(
                ("articles", key, team, key in known)
                for key, team in self._teams.of_articles.items()
            ),
        ]
        for part, key, team, is_known in named:
            if not is_known:
                kind = "主题" if part == "topics" else "文章"
                yield self._problem(
                    part, key, f"{part}：没有「{key}」这个{kind}", "请改正，或删掉这一行"
                )
            elif team not in self._teams.by_key:
                choice = "、".join(self._teams.by_key)
                message = f"{part}.{key}：teams 里没有「{team}」"
                yield self._problem(part, key, message, f"请从这些里选一个：{choice}")
            elif team not in self._of_team:
                message = f"{part}.{key}：「{team}」没有交接单"
                advice = f"请给这个组写一篇带 form 的内部文章（to: {team}）"
                yield self._problem(part, key, message, advice)
        if not self._teams.of_topics:
            return
        without = {
            one.article.topic_id: one.article.id for one in self._written if not self.of(one)
        }
        for topic, code in without.items():
            if topic in topics and topic not in self._teams.of_topics:
                message = (
                    f"topics：{topics[topic]}（{topic}）没有写交给谁，{code} 转交时没有默认的组"
                )
                yield self._problem("topics", "", message, f"请加一行，例如 {topic}: 组的键")

    def _problem(self, part: str, key: str, message: str, advice: str) -> Problem:
        """A problem at the line of `key` below `part`, or at that of `part`."""
        lines = list(enumerate(self._teams.text.split("\n"), 1))
        start = next((n for n, one in lines if one.startswith(f"{part}:")), 1)
        line = next((n for n, one in lines[start - 1 :] if key and f"{key}:" in one), start)
        return Problem(self._teams.file or FILE, line, "teams", message, advice)
