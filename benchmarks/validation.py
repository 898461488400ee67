"""Whether a parsed document is valid: all our rules against the structural ones of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import fastjsonschema
import jsonschema
import jsonschema_rs
import orjson
from documents import request, response
from schemas import draft_7, expanded
from timing import (
    Goal,
    NotMeasured,
    Table,
    at_least,
    at_most,
    interleaved,
    per_call,
    per_first_call,
    shown_s,
)

from imagestreamimport.validators import is_valid, validate

OURS, UNCACHED = "is_valid, all rules", "is_valid, all rules, caches empty"
RUST, FAST = "jsonschema-rs is_valid", "fastjsonschema"


def measure(quick: bool) -> Iterator[Table]:
    """Good documents against our peers, and bad ones against good ones."""
    rounds = 7 if quick else 25
    one, many = _parsed(request()), _parsed(response())
    yield _good("one image", one, {RUST: at_least(0.3), FAST: at_least(3)}, rounds)
    yield _good("50 images", many, {RUST: at_least(0.45), FAST: at_least(8)}, rounds)
    yield _bad("one image", one, _bad_requests(), rounds)
    yield _bad("50 images", many, _bad_responses(), rounds)


def _parsed(made: Any) -> Any:
    """The document as it comes from a parser, whose keys are not the strings of our sources."""
    return orjson.loads(orjson.dumps(made))


def _good(title: str, document: Any, goals: dict[str, Goal], rounds: int) -> Table:
    schema = expanded()
    rust = jsonschema_rs.Draft202012Validator(schema).is_valid
    rust_formats = jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid
    # Without these options it fills defaults into the document and checks formats too.
    fast = fastjsonschema.compile(draft_7(), use_default=False, use_formats=False)
    slow = jsonschema.Draft202012Validator(schema).is_valid
    if not (is_valid(document) and rust(document) and rust_formats(document) and slow(document)):
        raise NotMeasured(f"{title}: not all validators take the document for valid")
    fast(document)
    calls: dict[str, Callable[[], object]] = {
        OURS: lambda: is_valid(document),
        RUST: lambda: rust(document),
        "jsonschema-rs is_valid, formats too": lambda: rust_formats(document),
        FAST: lambda: fast(document),
        "jsonschema is_valid": lambda: slow(document),
    }
    measures = {name: per_call(call) for name, call in calls.items()}
    measures[UNCACHED] = per_first_call(calls[OURS])
    times = interleaved(measures, rounds)
    table = Table(f"validation: {title}", "median", "we are")
    for name in (OURS, UNCACHED, *list(calls)[1:]):
        ratio = None if name == OURS else times.speed(OURS, name)
        table.add(name, shown_s(times.median(name)), ratio, goals.get(name))
    return table


def _bad(title: str, good: Any, bad: dict[str, Any], rounds: int) -> Table:
    calls: dict[str, Callable[[], object]] = {OURS: lambda: is_valid(good)}
    for name, made in bad.items():
        document = _parsed(made)
        if len(validate(document)) != 1:
            raise NotMeasured(f"{title}, {name}: {validate(document)} is not one cause")
        calls[name] = lambda document=document: validate(document)
    times = interleaved({name: per_call(call) for name, call in calls.items()}, rounds)
    table = Table(f"validation: validate of {title} with one error", "median", "takes")
    for name in calls:
        cost = None if name == OURS else times.cost(name, OURS)
        table.add(name, shown_s(times.median(name)), cost, None if name == OURS else at_most(3))
    return table


def _bad_requests() -> dict[str, Any]:
    wrong_type, no_name, bad_name, bad_namespace = (request() for _ in range(4))
    wrong_type["spec"]["images"][0]["importPolicy"]["insecure"] = "no"
    del no_name["spec"]["images"][0]["from"]["name"]
    bad_name["spec"]["images"][0]["from"]["name"] = "Registry.example.test/Team//app"
    bad_namespace["metadata"]["namespace"] = "Team_Project"
    return {
        "a wrong type": wrong_type,
        "an image without a name": no_name,
        "a bad image reference": bad_name,
        "a bad namespace": bad_namespace,
    }


def _bad_responses() -> dict[str, Any]:
    layer, time, name, mode = (response() for _ in range(4))
    layer["status"]["images"][-1]["image"]["dockerImageLayers"][-1]["size"] = "1"
    time["status"]["images"][-1]["image"]["metadata"]["creationTimestamp"] = "yesterday"
    name["spec"]["images"][-1]["from"]["name"] = "Registry.example.test/Team//app"
    mode["spec"]["images"][-1]["importPolicy"]["importMode"] = "All"
    return {
        "a wrong type in the last layer": layer,
        "a bad time in the last image": time,
        "a bad reference in the last image": name,
        "an unknown mode in the last image": mode,
    }
