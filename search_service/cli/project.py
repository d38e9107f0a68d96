"""What commands on the content need first: a project that has some."""

from __future__ import annotations

from search_service.errors import ContentInvalid
from search_service.settings import Settings


def require_content(settings: Settings) -> None:
    """Refuse a folder that holds no content.

    Raises:
        ContentInvalid: There is no `content/pages`.
    """
    if not (settings.content_folder / "pages").is_dir():
        raise ContentInvalid(
            f"在 {settings.project_dir.resolve()} 里找不到 content/pages。"
            "请在项目文件夹里运行，或用 --project 指定它。"
        )
