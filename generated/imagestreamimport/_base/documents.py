"""What validators and defaults are given: a JSON document, or a model, which stands for one."""

from __future__ import annotations

from .kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_TEXTS = (str, bytes, bytearray, memoryview)


def document_of(value: Any, kind: str, root: str, is_object_wanted: bool) -> tuple[Any, str]:
    """The document that a value is or stands for, and its kind: a model knows its own.

    kind: that was asked for, `root` where none was. is_object_wanted: whether documents of the kind
    can be nothing but objects.

    Raises TypeError for what is no document, and ValueError for a model of another kind.
    """
    if is_object(value):
        return value, kind
    to_document = None if isinstance(value, type) else getattr(value, "_document", None)
    if to_document is not None:
        own: str = getattr(value, "_definition", type(value).__name__)
        if kind not in (own, root):
            raise ValueError(f"this is a model of {own}, not of {kind}")
        return to_document(), own
    is_json = value is None or is_list(value) or isinstance(value, (str, int, float))
    if is_json and not is_object_wanted:
        return value, kind
    raise no_document(value, "a JSON document as a dict, or a model")


def no_document(value: Any, wanted: str) -> TypeError:
    """The error for a value that is none of what is wanted, with the cure."""
    return TypeError(f"give {wanted}, not {_named(value)}: {_cure(value)}")


def _named(value: Any) -> str:
    return f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__


def _cure(value: Any) -> str:
    if isinstance(value, type):
        return "make an object of it"
    if isinstance(value, _TEXTS):
        return "json.loads(text) reads it"
    if is_list(value) or isinstance(value, tuple):
        return "each of its elements by itself"
    if hasattr(value, "model_dump"):
        return "model_dump(mode='json', by_alias=True) makes one"
    return "dict(...) or json.loads(...) makes one"
