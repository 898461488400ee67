"""Reads null as Go does: no field where it stands for one, an empty value in lists and maps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from .kinds import is_list, is_object

_Fill = Callable[[Any], Any]
_EMPTY: dict[Any, Callable[[], Any]] = {
    str: str, bool: bool, int: int, float: float, list: list, dict: dict,
}  # fmt: skip
_fills: dict[type[BaseModel], dict[str, _Fill]] = {}


def with_empty_values(model: type[BaseModel], document: dict[str, Any]) -> dict[str, Any]:
    """The document of a model without null fields, and with empty values for nulls inside."""
    fills = _fills.get(model)
    if fills is None:
        fills = _fills[model] = _fills_of(model)
    return {
        name: fills[name](value) if name in fills else value
        for name, value in document.items()
        if value is not None
    }


def _fills_of(model: type[BaseModel]) -> dict[str, _Fill]:
    """What fills the lists and maps of a model, by their names on the wire."""
    model.model_rebuild()  # now that all that the annotations name is there
    found = {
        str(field.validation_alias or field.alias): _fill_of(field.annotation)
        for field in model.model_fields.values()
    }
    return {name: fill for name, fill in found.items() if fill is not None}


def _fill_of(form: Any) -> _Fill | None:
    """What fills a value of a type; None where there is nothing to fill."""
    form = _bare(form)
    origin = get_origin(form)
    if origin not in (list, dict):
        return None
    element = get_args(form)[-1]
    empty, inner = _empty_of(element), _fill_of(element)
    return partial(_filled, empty, inner) if empty or inner else None


def _bare(form: Any) -> Any:
    """The type without what it is annotated with, and without None."""
    while get_origin(form) is Annotated:
        form = get_args(form)[0]
    if get_origin(form) in (Union, UnionType):
        options = [option for option in get_args(form) if option is not NoneType]
        return _bare(options[0])
    return form


def _empty_of(element: Any) -> Callable[[], Any] | None:
    """What makes the empty value of a type; None where null is a value of it."""
    while get_origin(element) is Annotated:
        element = get_args(element)[0]
    if element is Any or NoneType in get_args(element):
        return None
    bare = _bare(element)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return dict
    return _EMPTY.get(get_origin(bare) or bare)


def _filled(empty: Callable[[], Any] | None, inner: _Fill | None, value: Any) -> Any:
    def element(item: Any) -> Any:
        if item is None:
            return empty() if empty else None
        return inner(item) if inner else item

    if is_list(value):
        return [element(item) for item in value]
    return {key: element(item) for key, item in value.items()} if is_object(value) else value
