"""The file of `--hooks`: YAML or JSON, read again when it changes.

hooks:
- name: ghcr
  kind: github              # distribution, dockerhub, github, harbor, plain, quay
  secret: at least 16 characters, and no other hook's
  registry: ghcr.io         # what its repositories belong to, whatever a body says
  namespaces: [team]        # that it may wake; ["*"] for all
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from ..faults import CannotStart
from .senders import KINDS

MOST_HOOKS = 100
SHORTEST_SECRET = 16  # characters
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?", re.ASCII)
_NAMESPACE = re.compile(r"\*|[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?", re.ASCII)
_PATH = re.compile(r"[A-Za-z0-9._~-]+", re.ASCII)


class Hook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who may send, what about, and which namespaces that wakes."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=63)]
    kind: str
    secret: str
    registry: str
    namespaces: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=1_000)]

    def __repr__(self) -> str:
        return f"Hook(name={self.name!r}, kind={self.kind!r})"

    @property
    def wakes_all(self) -> bool:
        """Whether it may wake every namespace."""
        return "*" in self.namespaces


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    hooks: Annotated[list[Hook], msgspec.Meta(max_length=MOST_HOOKS)]


def parse_hooks(content: bytes, path: str) -> tuple[Hook, ...]:
    """Parse the file. Raises CannotStart with all that is wrong, and never a secret."""
    import yaml

    try:
        document: Any = yaml.safe_load(content)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise CannotStart(f"{path}{place}: it is no YAML") from None
    try:
        hooks = msgspec.convert(document, type=_Document).hooks
    except msgspec.ValidationError as error:
        raise CannotStart(f"{path}: {error}") from None
    if problems := [f"{path}: {problem}" for problem in _problems(hooks)]:
        raise CannotStart("\n".join(problems))
    return tuple(hooks)


def _problems(hooks: list[Hook]) -> Iterator[str]:
    names = Counter(hook.name for hook in hooks)
    secrets = Counter(hook.secret for hook in hooks)
    for number, hook in enumerate(hooks):
        at = f"hooks[{number}]"
        if names[hook.name] > 1:
            yield f'{at}.name: another hook is called "{hook.name}"; give each its own name'
        if hook.kind not in KINDS:
            yield f'{at}.kind: "{hook.kind}" is none of {", ".join(KINDS)}'
        elif KINDS[hook.kind].is_in_path and not _PATH.fullmatch(hook.secret):
            yield f"{at}.secret: it stands in a path: letters, digits and -._~ alone"
        if len(hook.secret) < SHORTEST_SECRET:
            yield f"{at}.secret: at least {SHORTEST_SECRET} characters: openssl rand -hex 20"
        elif not hook.secret.isascii() or not hook.secret.isprintable():
            yield f"{at}.secret: it is sent in a header: printable ASCII alone"
        if secrets[hook.secret] > 1:
            yield f"{at}.secret: another hook has the same; nobody could tell them apart"
        if not _HOST.fullmatch(hook.registry):
            yield f'{at}.registry: "{hook.registry}" is not like registry.example:5000'
        for namespace in hook.namespaces:
            if not _NAMESPACE.fullmatch(namespace):
                yield f'{at}.namespaces: "{namespace}" is no namespace; ["*"] means all'
