"""Fields of a document that its schema does not know."""

from __future__ import annotations

from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # Below a field: an object by name, a list ("[]") or a map ("{}"), or nothing to look into.
    Below: TypeAlias = "str | tuple[str, Below] | None"
    KnownFields: TypeAlias = dict[str, dict[str, Below]]


def find_unknown(document: Any, below: Below, known: KnownFields) -> list[str]:
    """The paths of unknown fields in document order: `spec.images[0].Foo`.

    Without recursion: a document may be nested deeper than Python's stack.
    """
    paths: list[str] = []
    waiting: list[tuple[Any, Below, str]] = [(document, below, "")]
    while waiting:
        value, below, path = waiting.pop()
        inside: list[tuple[Any, Below, str]] = []
        if isinstance(below, str) and is_object(value):
            fields = known[below]
            for name, item in value.items():
                place = f"{path}.{name}" if path else str(name)
                if name not in fields:
                    # Told when its turn comes: what stands before it may hold unknown fields too.
                    inside.append((_UNKNOWN, None, place))
                elif fields[name] is not None:
                    inside.append((item, fields[name], place))
        elif isinstance(below, tuple):
            mark, inner = below
            if mark == "[]" and is_list(value):
                inside = [(item, inner, f"{path}[{index}]") for index, item in enumerate(value)]
            elif mark == "{}" and is_object(value):
                inside = [(item, inner, f"{path}[{key}]") for key, item in value.items()]
        elif value is _UNKNOWN:
            paths.append(path)
        waiting += reversed(inside)
    return paths


_UNKNOWN = object()
