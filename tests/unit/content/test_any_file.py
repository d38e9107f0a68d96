"""Bad content is data: whatever stands in a file, reading it ends in articles or findings."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.content.article import FrontMatter
from search_service.content.article_parser import parse_front_matter
from search_service.content.corpus import load_corpus
from tests.builders import article_file, write_content

SOUND = article_file()
# What breaks parsers: their own signs, in any place and number.
PIECE = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["---", "\n---\n", ": ", "- ", "[", "{{ ", "{% ", " %}", "}}", "|", "> ", "```", "<", "]("]
    ),
    st.sampled_from(
        ["</p>", "&a ", "*a ", "!!python/object:os.system ", "\t", "\x00", "\u2028", "\ufeff", "$$"]
    ),
    st.sampled_from(
        ["<script>", "<!--", "# ", "1. ", "\\", "'", '"', "%YAML 9.9\n", "? ", "~", "2026-99-99"]
    ),
)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A sound article with pieces put in, and cut out, at some places."""
    text = SOUND
    for _ in range(draw(st.integers(1, 5))):
        place = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 20))
        text = text[:place] + draw(PIECE) + text[place + cut :]
    return text


@given(st.one_of(damaged(), st.text(max_size=200)))
def test_any_head_is_read_or_its_problems_say_where(text: str) -> None:
    found, problems = parse_front_matter("content/pages/a.md", text, FrontMatter)

    assert found is not None or problems
    assert all(problem.path == "content/pages/a.md" and problem.line >= 0 for problem in problems)


@settings(max_examples=60)
@given(damaged())
def test_a_damaged_article_among_sound_ones_is_a_finding_and_the_others_are_read(
    text: str,
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        other = article_file(article_id="L-102", title="怎么换灯泡", related=["L-101"])
        content = write_content(Path(folder) / "content", {"lamps/a.md": text, "lamps/b.md": other})
        corpus = load_corpus(content)

    assert "L-102" in {article.id for article in corpus.articles}
    assert len(corpus.articles) == 2 or corpus.problems
