"""Fields of a document that its schema does not know."""

from __future__ import annotations

from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, TypeAlias

    # What is below a field: an object by name, nothing to look into, or one of these by its mark:
    #   "[]", each                      a list
    #   "[,]", (first, second), each    a list with elements of their own in front
    #   "{}", each                      a map
    #   "{,}", listed, patterns, each   a map with fields of their own; others are False: unknown
    #   "|", (one, other)               a list or an object
    #   "?", field, by_text             an object: the text of a field tells which
    Below: TypeAlias = "str | tuple[Any, ...] | None"
    KnownFields: TypeAlias = dict[str, dict[str, Below] | tuple[Any, ...]]


_UNKNOWN = object()


def find_unknown(document: Any, below: Below, known: KnownFields) -> list[str]:
    """The paths of unknown fields in document order: `spec.images[0].Foo`.

    Without recursion: a document may be nested deeper than Python's stack.
    """
    paths: list[str] = []
    waiting: list[tuple[Any, Below, str]] = [(document, below, "")]
    while waiting:
        value, below, path = waiting.pop()
        inside: list[tuple[Any, Below, str]] = []
        fields = known[below] if isinstance(below, str) else below
        if isinstance(fields, dict) and is_object(value):
            for name, item in value.items():
                place = f"{path}.{name}" if path else str(name)
                if name not in fields:
                    # Told when its turn comes: what stands before it may hold unknown fields too.
                    inside.append((_UNKNOWN, None, place))
                elif fields[name] is not None:
                    inside.append((item, fields[name], place))
        elif isinstance(fields, tuple):
            inside = list(_parts(value, fields, known, path))
        elif value is _UNKNOWN:
            paths.append(path)
        waiting += reversed(inside)
    return paths


def _parts(
    value: Any, below: tuple[Any, ...], known: KnownFields, path: str
) -> Iterator[tuple[Any, Below, str]]:
    """Yield the elements of a list or a map, each with what is below it and its path."""
    mark: str = below[0]
    each: Any = below[-1]
    if mark == "|":
        for option in each:
            inner: Any = known[option] if isinstance(option, str) else option
            is_array = isinstance(inner, tuple) and inner[0] in ("[]", "[,]")
            if is_array is is_list(value):
                yield value, option, path
    elif mark == "?" and is_object(value):
        text: Any = value.get(below[1])
        yield value, each.get(text) if isinstance(text, str) else None, path
    elif mark[0] == "[" and is_list(value):
        first = below[1] if mark == "[,]" else ()
        for index, item in enumerate(value):
            yield item, first[index] if index < len(first) else each, f"{path}[{index}]"
    elif mark == "{}" and is_object(value):
        for key, item in value.items():
            yield item, each, f"{path}[{key}]"
    elif mark == "{,}" and is_object(value):
        _, listed, patterns, _ = below
        for key, item in value.items():
            alike = [inner for search, inner in patterns if search(key)]
            if key in listed:
                yield item, listed[key], f"{path}.{key}" if path else str(key)
            elif alike:
                yield item, alike[0], f"{path}[{key}]"
            elif each is False:
                yield _UNKNOWN, None, f"{path}.{key}" if path else str(key)
            else:
                yield item, each, f"{path}[{key}]"
