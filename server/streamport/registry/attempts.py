"""What was tried to get something from a registry: facts for people, never a credential's value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    """One place that was asked, and what came of it.

    credential: where the login comes from that was used, "" for none; secret: the name of its pull
    secret, "" for one of a file. proxy: `host:port`. mirror_of: the host that this one mirrors.
    answered: in the words of the other side, or why there was no answer. was_asked: False where the
    credential cannot be read, so that nothing was sent; `answered` then says why.
    """

    host: str
    credential: str = ""
    secret: str = ""
    proxy: str = ""
    mirror_of: str = ""
    answered: str = ""
    was_asked: bool = True

    @property
    def is_unforeseen(self) -> bool:
        """Whether something was used that the image's reference does not show."""
        return bool(self.credential or self.proxy or self.mirror_of)
