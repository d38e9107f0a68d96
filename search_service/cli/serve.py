"""`kb serve`: the preview for writers, and with --production the service itself."""

from __future__ import annotations

import click

from search_service.cli.sharing import lan_address, shared
from search_service.errors import NotInstalled
from search_service.releases import generations
from search_service.settings import Settings

_project = click.make_pass_decorator(Settings)


@click.command(
    "serve",
    options_metavar="[选项]",
    help="建好网站和索引，在本机打开；保存文件后自动更新。\n\n"
    "加 --production 就不建，只把 kb build 启用的发布正式提供出去（每个核一个进程）。",
)
@click.option("--production", is_flag=True, help="正式提供服务，前面要有网页服务器；不看文件改动。")
@click.option("--share", is_flag=True, help="让同一个网络里的同事也能打开；没有密码，看完就关。")
@_project
def serve_command(settings: Settings, *, production: bool, share: bool) -> None:
    """Build, serve and watch; or serve what is built."""
    if production and share:
        raise click.UsageError("--share 是给边写边看用的，不能和 --production 一起用。")
    if production:
        _serve_for_real(settings)
        return
    if share:
        settings = shared(settings, lan_address())
        click.echo("同一个 Wi-Fi 或局域网里的人，都能打开下面的网址，也看得到没发布的内容。")
        click.echo("看完按 Ctrl+C 关掉；换了网络，网址会变。")
    try:
        from search_service.cli.brand import followed, refreshed  # noqa: PLC0415 - reads content
        from search_service.cli.preview import serve as run  # noqa: PLC0415 - as above
        from search_service.cli.project import require_content  # noqa: PLC0415 - as above
    except ModuleNotFoundError as error:
        raise NotInstalled(
            f"这台机器只装了搜索服务（没有 {error.name}），不能边写边看。"
            "请安装 uwallet-help[build]；只提供服务请用 kb serve --production。"
        ) from error
    require_content(settings)
    with followed(settings):
        run(refreshed(settings), click.echo)


preview_command = click.Command(
    name="preview",
    callback=serve_command.callback,
    params=[
        click.Option(["--production"], is_flag=True, hidden=True),
        *(option for option in serve_command.params if option.name == "share"),
    ],
    options_metavar="[选项]",
    help="边写边看：在本机打开网站，保存文件后自动更新。和 kb serve 是同一件事。",
)


def _serve_for_real(settings: Settings) -> None:
    from search_service.web.production import run_workers, workers_of  # noqa: PLC0415 - web stack

    if generations.current_name(settings.releases_folder) is None:
        click.echo(f"注意：{settings.releases_folder} 里还没有发布，请运行 kb build。", err=True)
    click.echo(
        f"正式服务：http://{settings.host}:{settings.port}/ ，{workers_of(settings)} 个进程",
        err=True,
    )
    run_workers(settings)
