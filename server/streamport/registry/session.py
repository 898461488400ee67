"""The registries as one import request uses them."""

from __future__ import annotations

from imagestreamimport.references import Reference

from .hosts import mirrors_of, registry_name
from .lookups import Lookups
from .remote import Remote
from .repository import Repository


class Session:
    """Made by the pool for one request; all its repositories share what was looked up."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def repository(self, reference: Reference, insecure: bool = False) -> Repository:
        """Return the repository of a reference; no call is made yet.

        `insecure` allows certificates that cannot be verified and plain HTTP; the configuration may
        allow it too. Images named by digest are looked for at the mirrors first.
        """
        config = self._lookups.config
        insecure = insecure or registry_name(reference) in config.insecure_registries
        source = Remote(self._lookups, reference, insecure)
        mirrors = [
            Remote(self._lookups, place, insecure, mirror_of=source.host)
            for place in mirrors_of(reference, config.digest_mirrors)
        ]
        return Repository(reference, [*mirrors, source])
