"""The shape of an icon: SVG path data as polygons.

Source: SVG 2, chapter 9 (path data, all commands) and appendix B.2.4 (arcs by their centre).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

Point = tuple[float, float]
Polygon = list[Point]

_NUMBER = re.compile(r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_COMMAND = re.compile(r"[\s,]*([A-Za-z])")
_PATH = re.compile(r'<path[^>]*\sd="([^"]+)"')
_LETTERS = frozenset("MLHVCSQTAZ")
# Straight pieces of one curve: enough at a few hundred pixels.
_PIECES = 16


def outlines_of(svg: str) -> list[Polygon]:
    """The polygons of all paths of an SVG, in its own units.

    Raises:
        ValueError: Path data that SVG does not know.
    """
    return [polygon for data in _PATH.findall(svg) for polygon in path_polygons(data)]


def path_polygons(data: str) -> list[Polygon]:
    """The closed polygons of one path's data; curves as short straight pieces."""
    pen = _Pen(data)
    while pen.draws():
        pass
    return [polygon for polygon in pen.polygons if len(polygon) > 2]  # noqa: PLR2004 - a triangle


@dataclass
class _Pen:
    """Where drawing has come to; `handle` is the last control point, for smooth curves."""

    data: str
    at: int = 0
    command: str = ""
    here: Point = (0.0, 0.0)
    handle: Point | None = None
    polygons: list[Polygon] = field(default_factory=list)

    def draws(self) -> bool:
        """Draw the next command; False at the end."""
        if found := _COMMAND.match(self.data, self.at):
            self.command, self.at = found[1], found.end()
        elif not self.data[self.at :].strip(" \t\r\n,"):
            return False
        elif self.command in ("M", "m"):
            self.command = "L" if self.command == "M" else "l"
        elif self.command in ("Z", "z"):
            raise self._refused()
        known = self.command.upper() in _LETTERS if self.polygons else self.command in ("M", "m")
        if not known:
            raise self._refused()
        smooth = self.handle
        self.handle = None
        getattr(self, f"_{self.command.lower()}")(smooth)
        return True

    def _number(self, pattern: re.Pattern[str] = _NUMBER) -> float:
        found = pattern.match(self.data, self.at)
        if not found:
            raise self._refused()
        self.at = found.end()
        return float(found[1])

    def _refused(self) -> ValueError:
        return ValueError(f"no path data: {self.data[self.at : self.at + 20]!r}")

    def _point(self) -> Point:
        x, y = self._number(), self._number()
        return (self.here[0] + x, self.here[1] + y) if self.command.islower() else (x, y)

    def _to(self, *points: Point) -> None:
        self.polygons[-1].extend(points)
        self.here = points[-1]

    def _m(self, _: Point | None) -> None:
        self.here = self._point()
        self.polygons.append([self.here])

    def _l(self, _: Point | None) -> None:
        self._to(self._point())

    def _h(self, _: Point | None) -> None:
        base = self.here[0] if self.command.islower() else 0
        self._to((base + self._number(), self.here[1]))

    def _v(self, _: Point | None) -> None:
        base = self.here[1] if self.command.islower() else 0
        self._to((self.here[0], base + self._number()))

    def _z(self, _: Point | None) -> None:
        self.here = self.polygons[-1][0]
        self.polygons.append([self.here])

    def _c(self, _: Point | None) -> None:
        self._curve(self._point(), self._point(), self._point())

    def _s(self, smooth: Point | None) -> None:
        self._curve(self._mirrored(smooth), self._point(), self._point())

    def _q(self, _: Point | None) -> None:
        self._quadratic(self._point(), self._point())

    def _t(self, smooth: Point | None) -> None:
        self._quadratic(self._mirrored(smooth), self._point())

    def _mirrored(self, smooth: Point | None) -> Point:
        if smooth is None:
            return self.here
        return (2 * self.here[0] - smooth[0], 2 * self.here[1] - smooth[1])

    def _curve(self, one: Point, two: Point, end: Point) -> None:
        corners = (self.here, one, two, end)
        self._to(*(_bezier(corners, step / _PIECES) for step in range(1, _PIECES + 1)))
        self.handle = two

    def _quadratic(self, control: Point, end: Point) -> None:
        corners = (self.here, control, end)
        self._to(*(_bezier(corners, step / _PIECES) for step in range(1, _PIECES + 1)))
        self.handle = control

    def _a(self, _: Point | None) -> None:
        radii = (abs(self._number()), abs(self._number()))
        turn = math.radians(self._number())
        large, sweep = bool(self._number(_FLAG)), bool(self._number(_FLAG))
        end = self._point()
        if end != self.here:
            self._to(*_arc(self.here, end, radii, turn, large=large, sweep=sweep), end)


def _bezier(corners: tuple[Point, ...], share: float) -> Point:
    """The point at `share` (0 to 1) of the curve with these corners (de Casteljau)."""
    while len(corners) > 1:
        corners = tuple(
            (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
            for a, b in pairwise(corners)
        )
    return corners[0]


def _arc(  # noqa: PLR0913 - an arc has as many parameters
    start: Point, end: Point, radii: Point, turn: float, *, large: bool, sweep: bool
) -> Iterator[Point]:
    """Points between the ends of an elliptical arc."""
    rx, ry = radii
    if not rx or not ry:
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    if (stretch := math.hypot(x / rx, y / ry)) > 1:
        rx, ry = rx * stretch, ry * stretch
    square = (x / rx) ** 2 + (y / ry) ** 2
    factor = math.sqrt(max(0.0, 1 / square - 1)) * (1 if large != sweep else -1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    angle = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    angle = angle % math.tau if sweep else -(-angle % math.tau)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    for step in range(1, _PIECES):
        at = first + angle * step / _PIECES
        px, py = cx + rx * math.cos(at), cy + ry * math.sin(at)
        yield cos * px - sin * py + middle[0], sin * px + cos * py + middle[1]
