"""What is wrong with the arguments of a client, said in its own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .access import Access
from .sending import Retry

_FORMS: dict[str, tuple[tuple[type, ...], str]] = {
    "url": ((str, Access), "text, or an Access"),
    "token": ((str,), "text"),
    "namespace": ((str,), "text"),
    "proxy": ((str,), "the URL of a proxy"),
    "timeout_s": ((int, float), "a number of seconds"),
    "retry": ((Retry,), "a Retry, such as Retry(attempts=1)"),
    "user_agent": ((str,), "text"),
}


def refuse_wrong(
    client: object, arguments: Mapping[str, object], options: Mapping[str, object]
) -> None:
    """Raise TypeError for an option that no client has, and for a value of another type.

    arguments: what is named in the signature; None stands for nothing given.
    """
    name = type(client).__name__
    known = {*_FORMS, "on_warning", "ca", "verify", "transport"}
    for option in options:
        if option not in known:
            raise TypeError(f"{name}() has no argument {option!r}{_hint(option, known)}")
    for argument, value in {**arguments, **options}.items():
        types, form = _FORMS.get(argument, ((), ""))
        if types and value is not None and not isinstance(value, types):
            raise TypeError(f"{name}(): {argument} must be {form}, not {type(value).__name__}")


def _hint(option: str, known: Iterable[str]) -> str:
    found = get_close_matches(option, sorted(known), 1)
    return f": did you mean {found[0]!r}?" if found else ""
