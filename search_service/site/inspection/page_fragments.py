"""Every page shows, byte for byte, the fragment that search, checks and desk have read."""

from __future__ import annotations

from pathlib import Path

from search_service.content.article_parser import split_front_matter
from search_service.content.fragments import fragments_of


def missing_fragments(site: Path, pages_folder: Path, rendered: Path) -> list[str]:
    """Pages that do not say what was read of them.

    Args:
        site: The built site.
        pages_folder: `content/pages`.
        rendered: The folder of plain Markdown that the site was built from.
    """
    fragments = fragments_of(pages_folder)
    faults = []
    for file in sorted(rendered.rglob("*.md")):
        path = file.relative_to(rendered).as_posix()
        _, body, _ = split_front_matter(file.read_text(encoding="utf-8"))
        address = path.removesuffix(".md").removesuffix("index").rstrip("/")
        built = site / address / "index.html"
        if not built.is_file():
            faults.append(f"content/pages/{path}：网站里没有这一页。请检查 mkdocs.yml 的导航。")
        elif fragments.of(path, body).html not in built.read_text(encoding="utf-8"):
            faults.append(
                f"content/pages/{path}：网站上的正文和搜索读到的不一样。"
                "请检查 mkdocs.yml 和 theme/ 有没有改动正文。"
            )
    return faults
