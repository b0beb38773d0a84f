"""The files of the archive's own search, written into a staged site."""

from __future__ import annotations

from collections.abc import Sequence

from ..configuration import Configuration
from ..incremental.ledger import Ledger
from ..incremental.site_index import write_index
from ..pages.lookups import Lookups
from ..search.client import client_files
from ..search.index import FOLDER
from ..search.offline import LIST, offline_list, worker_script
from ..search.passages import Documents
from ..search.reader import Index
from ..site.staging import Staging
from .telling import warn


def write_search(
    lookups: Lookups,
    configuration: Configuration,
    staging: Staging,
    site: Sequence[Documents],
    ledger: Ledger,
) -> None:
    """Write the index and its client, and the service worker where it is wanted."""
    folder = f"{configuration.under}{FOLDER}"
    for file in client_files(worker=configuration.service_worker):
        staging.write(f"{folder}{file.path}", file.data)
    warn(write_index(staging, folder, lookups, configuration, site, ledger))
    if configuration.service_worker:
        build = Index(lambda path: staging.find(f"{folder}{path}").read_bytes()).build
        sizes = {path: staging.find(path).stat().st_size for path in staging.paths()}
        under = configuration.under
        staging.write("sw.js", worker_script(sizes, build, under=under).encode())
        staging.write(f"{under}{LIST}", offline_list(sizes).encode())
