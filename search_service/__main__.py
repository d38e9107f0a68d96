"""`python -m search_service` is the command `kb`."""

from search_service.cli.main import main

main()
