"""The store of image streams, images, secrets and namespaces."""

from __future__ import annotations

from pathlib import Path

from .errors import CannotOpen
from .protocol import MAX_DOCUMENT_BYTES, Store


def open_store(url: str, max_document_bytes: int = MAX_DOCUMENT_BYTES) -> Store:
    """Open the store at a database address: `sqlite:///relative.db`, `sqlite:////absolute.db`.

    Makes the file, private to the user, where there is none, and brings its tables up to date.
    Raises StorageFault: the address names no database, or it cannot be used now.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(url)
    except ArgumentError as error:
        raise CannotOpen(
            f"{url!r} is no address of a database; sqlite:////var/lib/streamport.db is one"
        ) from error
    if address.get_backend_name() != "sqlite":
        raise CannotOpen(f"{address.drivername}: no such kind of database; there is sqlite")
    if not address.database or address.database == ":memory:":
        raise CannotOpen(f"{url}: name a file, as in sqlite:////var/lib/streamport.db")
    from .sqlite import SqliteStore

    path = Path(address.database).expanduser()
    return SqliteStore(path, max_document_bytes=max_document_bytes)
