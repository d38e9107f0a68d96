"""A bar chart as SVG, on a logarithmic axis, readable on light and dark pages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW, _BAR = 760, 130, 130, 56, 30, 14
_LARGE = 1_000
_STYLE = """
  .page { fill: #ffffff } .text { fill: #1f2328 } .quiet { fill: #59636e }
  .grid { stroke: #d1d9e0 } .bar { fill: #8aa4c0 } .own { fill: #0a7f5a }
  .whisker { stroke: #59636e }
  text { font: 13px system-ui, sans-serif } .small { font-size: 11px }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } .text { fill: #f0f6fc } .quiet { fill: #9198a1 }
    .grid { stroke: #30363d } .bar { fill: #4d6785 } .own { fill: #2fbf8f }
    .whisker { stroke: #9198a1 }
  }
"""


@dataclass(frozen=True)
class Bar:
    """A value in milliseconds, and a second, larger one that a line reaches to."""

    name: str
    value: float
    reach: float
    own: bool = False


def bar_chart(title: str, subtitle: str, bars: Sequence[Bar]) -> str:
    """Horizontal bars in the given order; each bar is labelled with both values."""
    low = math.floor(math.log10(min(bar.value for bar in bars)))
    high = math.ceil(math.log10(max(bar.reach for bar in bars)))
    span = _WIDTH - _LEFT - _RIGHT
    bottom = _TOP + _ROW * len(bars)

    def place(value: float) -> float:
        return round(_LEFT + span * (math.log10(value) - low) / (high - low), 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom + 34}" role="img">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style>",
        f'<rect class="page" width="{_WIDTH}" height="{bottom + 34}" rx="6"/>',
        f'<text class="text" x="14" y="22" font-weight="600">{escape(title)}</text>',
        f'<text class="quiet small" x="14" y="40">{escape(subtitle)}</text>',
    ]
    for exponent in range(low, high + 1):
        x = place(10.0**exponent)
        parts.append(f'<line class="grid" x1="{x}" y1="{_TOP}" x2="{x}" y2="{bottom}"/>')
        parts.append(_text(x, bottom + 16, f"{10.0**exponent:g} ms", "quiet small", "middle"))
    for row, bar in enumerate(bars):
        y = _TOP + _ROW * row + _ROW / 2
        end, reach = place(bar.value), place(bar.reach)
        kind = "own" if bar.own else "bar"
        label = f"{_short(bar.value)} · {_short(bar.reach)}"
        size = f'width="{end - _LEFT:.1f}" height="{_BAR}"'
        parts += [
            _text(_LEFT - 8, y + 4.5, bar.name, "text", "end"),
            f'<rect class="{kind}" x="{_LEFT}" y="{y - _BAR / 2}" {size} rx="2"/>',
            f'<path class="whisker" d="M{end} {y}H{reach}" stroke-width="2"/>',
            _text(max(reach, end) + 8, y + 4, label, "quiet small"),
        ]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {place}>{escape(words)}</text>'


def _short(value: float) -> str:
    """Three digits, or all digits of a large number."""
    return f"{value:.3g}" if value < _LARGE else f"{value:,.0f}"
