"""All checks of a built site, and one list of what they find."""

from __future__ import annotations

from pathlib import Path

from search_service.answering.documents import Documents
from search_service.errors import SiteBuildFailed
from search_service.site.extras import site_address
from search_service.site.inspection.links import dead_links
from search_service.site.inspection.page_fragments import missing_fragments
from search_service.site.inspection.sitemap import wrong_sitemap


def require_whole_site(
    site: Path, content_folder: Path, rendered: Path, documents: Documents
) -> None:
    """Refuse a site that is not what its readers and the search count on.

    Args:
        site: The built site.
        content_folder: What it was made of.
        rendered: The folder of plain Markdown that it was built from.
        documents: The articles that are published.

    Raises:
        SiteBuildFailed: With every fault.
    """
    address = site_address(site)
    faults = [
        *missing_fragments(site, content_folder / "pages", rendered),
        *dead_links(site, address),
        *wrong_sitemap(site, address, documents),
    ]
    if faults:
        advice = "网站没有通过检查，没有启用，原来的继续服务："
        raise SiteBuildFailed("\n".join([advice, *faults]))
