from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.corpus import load_corpus
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.references import (
    Call,
    Include,
    ReferenceRefused,
    Text,
    pieces_of,
)
from search_service.content.macros.renderer import ContentRenderer
from tests.builders import SHOP, article_file, line_of, page_file, write_content

POPEN = "cycler.__init__.__globals__.os.popen('id').read()"
ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ channel.__globals__ }}",
    f"{{{{ {POPEN} }}}}",
    f"{{% set x = {POPEN} %}}{{{{ x }}}}",
    "{{ ''|attr('__class__') }}",
    "{{ '{0.__class__}'.format(channel) }}",
    "{{ '{a.__class__}'.format_map({'a': channel}) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{% include '../pages/index.md' %}",
    "{% include '/etc/hostname' %}",
    "{% include ['shop_note.md'] %}",
    "{% include 'shop_note.md' ignore missing %}",
    "{% import 'shop_note.md' as note %}",
    "{% from 'shop_note.md' import note %}",
    "{% extends 'shop_note.md' %}",
    "{{ channel(*['counter']) }}",
    "{{ channel(**{'key': 'counter'}) }}",
    "{{ channel(key) }}",
    "{{ channel('counter').upper() }}",
    "{{ channel('counter')|upper }}",
    "{{ channel('counter') if 1 else '' }}",
    "{% if 1 %}灯{% endif %}",
    "{% block note %}灯{% endblock %}",
    "{% filter upper %}灯{% endfilter %}",
    "{% macro m() %}灯{% endmacro %}",
    "{% call channel('counter') %}{% endcall %}",
]
BOMBS = [
    "{{ 'x' * 10**9 }}",
    "{{ 'x'|center(10**9) }}",
    "{{ '%1000000000d'|format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ (10**7)**(10**6) }}",
    "{% for a in range(10**4) %}{% for b in range(10**4) %}x{% endfor %}{% endfor %}",
    "{% macro m(x) %}{{ m(x ~ x) }}{% endmacro %}{{ m('x') }}",
    "{{ 'aaaa'|replace('a', 'b' * 10**9) }}",
    "{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}",
    "{{ " + "[" * 5_000 + " }}",
    "{{ " + "not " * 5_000 + "1 }}",
    "{{ channel('" + "x" * 5_000 + "') }}",
    "{{ channel(" + "9" * 5_000 + ") }}",
    "{{ channel('counter') }}" * 201,
    "{{ x" + "|upper" * 20_000 + " }}",
    "{{ x" + ".y" * 20_000 + " }}",
    "{{ 1" + "+1" * 90_000 + " }}",
    "{{ '}}'" + "+1" * 90_000 + " }}",
    "灯" * 200_001,
]


@pytest.mark.parametrize("attack", ESCAPES)
def test_what_is_no_reference_is_refused_at_its_line(attack: str) -> None:
    with pytest.raises(ReferenceRefused) as refused:
        pieces_of(f"先换灯泡。\n\n{attack}\n")

    assert refused.value.line == 3


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_refused_and_takes_little_memory(bomb: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ReferenceRefused):
            pieces_of(bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 100_000_000


@pytest.mark.parametrize("attack", [*ESCAPES, BOMBS[9]], ids=range(len(ESCAPES) + 1))
@pytest.mark.parametrize(
    "place", ["pages/lamps/a.md", "pages/lamps/index.md", "pages/glossary.md", "components/new.md"]
)
def test_an_attack_is_one_problem_wherever_it_stands(
    tmp_path: Path, attack: str, place: str
) -> None:
    content = write_content(tmp_path / "content", {"lamps/b.md": article_file(article_id="L-102")})
    text = f"{page_file()}\n灯。\n\n{attack}\n"
    if place.endswith("a.md"):
        text = article_file(body=f"灯。\n\n{attack}\n")
    if place.startswith("components"):
        text = f"灯。\n\n{attack}\n"
    (content / place).write_text(text, encoding="utf-8")

    found = [one for one in load_corpus(content).problems if one.rule == "reference"]

    assert [(one.path, one.line) for one in found] == [
        (f"content/{place}", line_of(text, attack.split("\n", maxsplit=1)[0]))
    ]


def test_a_macro_with_constants_and_a_component_are_pieces() -> None:
    assert pieces_of("灯：{{ tool('cards', code='E1', n=2) }}。{% include 'shop_note.md' %}") == (
        Text("灯："),
        Call(1, "tool", ("cards",), (("code", "E1"), ("n", 2))),
        Text("。"),
        Include(1, "shop_note.md"),
    )


def test_a_component_that_includes_is_refused_in_the_component() -> None:
    data, _ = load_operator_data(SHOP / "content")
    renderer = ContentRenderer(SHOP / "content", data)
    renderer.components = {"loop.md": "灯\n{% include 'loop.md' %}"}

    with pytest.raises(ReferenceRefused) as refused:
        renderer.render("{% include 'loop.md' %}", shared=True)

    assert (refused.value.component, refused.value.line) == ("loop.md", 2)


_MARKS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{##", "##}", "channel(", '"counter"', ")", "\n", "灯", "|", "include"]
)


@given(st.lists(_MARKS, max_size=25).map(" ".join))
def test_whatever_is_written_is_rendered_or_refused(text: str) -> None:
    data, _ = load_operator_data(SHOP / "content")
    renderer = ContentRenderer(SHOP / "content", data)

    try:
        renderer.render(text, shared=True)
    except ReferenceRefused as refused:
        line = refused.line
    else:
        line = 1
    assert 1 <= line <= text.count("\n") + 1


@given(st.text(st.sampled_from("灯a }%#|\n\r\v\x85\u2028\0"), max_size=12))
def test_words_without_a_reference_are_read_as_beside_one(words: str) -> None:
    beside = pieces_of(f'{{{{ lamp("a") }}}}{words}')[1:]

    assert pieces_of(words) == beside


CUT = ('{{ lamp("a) }}', "{{ lamp('a) }}", '{{ lamp("a" }}x{{', "{% include ", '{{ lamp("a")')


@given(st.sampled_from(CUT), st.integers(0, 5), st.integers(0, 5))
def test_a_reference_that_is_cut_off_is_refused_at_its_line(
    cut: str, before: int, after: int
) -> None:
    sound = 'it\'s {{ lamp("a") }} and "b"\n'

    with pytest.raises(ReferenceRefused) as refused:
        pieces_of(sound * before + f"{cut}\n" + sound * after)

    assert refused.value.line == before + 1
