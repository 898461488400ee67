"""Options of a request: what its query and its body ask for, and what is wrong with them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest

from imagestreamimport import options
from imagestreamimport._server import query as reading
from imagestreamimport.errors import BadRequest, Invalid


def query(**parameters: Any) -> reading.Query:
    """The parameters as a server reads them from a URL; a list stands for several of one name."""
    return reading.parse_query(urlencode(parameters, doseq=True).encode())


def causes_of(error: Invalid) -> list[tuple[str, str]]:
    """Field and message of each cause."""
    return [(item["field"], item["message"]) for item in error.document["details"]["causes"]]


# ------------------------------------------------------------------------------------- the query


def test_a_query_keeps_every_value_of_a_parameter() -> None:
    assert reading.parse_query(b"a=1&b=&a=2&c=%C3%A9&d=x+y") == {
        "a": ["1", "2"], "b": [""], "c": ["é"], "d": ["x y"],
    }  # fmt: skip
    assert reading.parse_query(b"") == {}


def test_a_query_of_very_many_parameters_is_refused() -> None:
    with pytest.raises(BadRequest, match="more than 1000 parameters"):
        reading.parse_query(b"&".join([b"a=1"] * 1001))


@pytest.mark.parametrize("text", ["1", "t", "T", "TRUE", "true", "True"])
def test_a_flag_is_true_as_go_reads_it(text: str) -> None:
    assert reading.flag({"watch": [text]}, "watch")


@pytest.mark.parametrize("values", [None, [""], ["0"], ["yes"], ["tRUE"], ["false", "true"]])
def test_any_other_flag_is_false(values: list[str] | None) -> None:
    assert not reading.flag({} if values is None else {"watch": values}, "watch")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("34s", 34.0),
        ("1m30s", 90.0),
        ("2h", 7200.0),
        ("1.5s", 1.5),
        (".5s", 0.5),
        ("1.s", 1.0),
        ("100ms", 0.1),
        ("+5s", 5.0),
        ("1h1m1s1ms1us1ns", 3661.001001001),
        ("5µs", 5e-6),
        ("5μs", 5e-6),
    ],
)
def test_a_duration_is_one_of_go(text: str, seconds: float) -> None:
    assert reading.seconds_of(text) == pytest.approx(seconds)


@pytest.mark.parametrize(
    "text", [None, "", "5", "s", "-5s", "0s", "5 s", "1m 5s", "5S", "5d", "1e3s", "9" * 200 + "s"]
)
def test_what_is_no_duration_or_none_that_passes_is_no_limit(text: str | None) -> None:
    assert reading.seconds_of(text) is None


# --------------------------------------------------------------------------------- reading objects


def test_options_of_a_reading_default_to_none() -> None:
    assert reading.get_options({}) == options.GetOptions()
    assert reading.list_options({}) == options.ListOptions()
    assert reading.watch_options({}) == options.WatchOptions()


def test_a_list_is_selected_limited_and_gone_on_with() -> None:
    made = reading.list_options(
        query(
            labelSelector="app=web",
            fieldSelector="metadata.name=a",
            limit="5",
            resourceVersion="7",
            resourceVersionMatch="Exact",
            timeout="5s",
            **{"continue": "token"},
        )
    )
    assert made.label_selector.matches({"app": "web"})
    assert made.field_selector.only("metadata.name") == "a"
    assert (made.limit, made.continue_, made.timeout_s) == (5, "token", 5.0)
    assert (made.resource_version, made.resource_version_match) == ("7", "Exact")


@pytest.mark.parametrize("limit", ["0", "-1", ""])
def test_a_limit_of_nothing_is_no_limit(limit: str) -> None:
    assert reading.list_options(query(limit=limit)).limit is None


@pytest.mark.parametrize("limit", ["x", "1.5", "1e3", "٣", "9" * 30, "0x1", "5 "])
def test_a_limit_that_is_no_number_is_refused(limit: str) -> None:
    with pytest.raises(BadRequest, match="invalid syntax"):
        reading.list_options(query(limit=limit))


@pytest.mark.parametrize("selector", ["labelSelector", "fieldSelector"])
def test_a_selector_that_cannot_be_read_is_refused(selector: str) -> None:
    for read in (reading.list_options, reading.watch_options):
        with pytest.raises(BadRequest):
            read(query(**{selector: "a b c"}))


def test_a_watch_has_a_time_limit_of_its_own() -> None:
    made = reading.watch_options(query(timeoutSeconds="9", allowWatchBookmarks="true"))
    assert (made.timeout_s, made.allow_bookmarks) == (9.0, True)
    assert reading.watch_options(query(timeoutSeconds="0")).timeout_s is None


# --------------------------------------------------------------------------------- writing objects


@pytest.mark.parametrize(
    "read",
    [
        reading.create_options,
        reading.update_options,
        lambda given: reading.patch_options(given, is_apply=False),
    ],
    ids=["create", "update", "patch"],
)
def test_a_write_says_who_writes_and_how_strictly(read: Any) -> None:
    made = read(query(fieldManager="me", fieldValidation="Strict", dryRun="All", timeout="1s"))
    assert (made.dry_run, made.field_manager, made.field_validation) == (True, "me", "Strict")
    assert made.timeout_s == 1.0
    made = read({})
    assert (made.dry_run, made.field_manager, made.field_validation) == (False, None, "Warn")


@pytest.mark.parametrize(
    ("parameters", "cause"),
    [
        (
            {"fieldValidation": "strict"},
            (
                "fieldValidation",
                'Unsupported value: "strict": supported values: "", "Ignore", "Strict", "Warn"',
            ),
        ),
        (
            {"dryRun": ["All", "Some"]},
            ("dryRun", 'Unsupported value: []string{"All", "Some"}: supported values: "All"'),
        ),
        (
            {"fieldManager": "a" * 129},
            ("fieldManager", "Too long: must have at most 128 bytes"),
        ),
        ({"fieldManager": "é" * 65}, ("fieldManager", "Too long: must have at most 128 bytes")),
        (
            {"fieldManager": "a\nb"},
            (
                "fieldManager",
                'Invalid value: "a\\nb": should only contain printable characters',
            ),
        ),
    ],
    ids=str,
)
def test_a_wrong_option_of_a_write_is_a_cause(
    parameters: dict[str, Any], cause: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as raised:
        reading.create_options(query(**parameters))
    assert causes_of(raised.value) == [cause]
    assert raised.value.document["details"]["kind"] == "CreateOptions"
    assert raised.value.document["details"]["group"] == "meta.k8s.io"


def test_every_wrong_option_is_told_at_once() -> None:
    with pytest.raises(Invalid) as raised:
        reading.update_options(query(dryRun="x", fieldValidation="x", fieldManager="\x00"))
    assert [field for field, _ in causes_of(raised.value)] == [
        "fieldManager", "dryRun", "fieldValidation",
    ]  # fmt: skip


def test_who_applies_says_so_and_only_who_applies_forces() -> None:
    with pytest.raises(Invalid) as raised:
        reading.patch_options({}, is_apply=True)
    assert causes_of(raised.value) == [
        ("fieldManager", "Required value: is required for apply patch")
    ]
    with pytest.raises(Invalid) as raised:
        reading.patch_options(query(force="false"), is_apply=False)
    assert causes_of(raised.value) == [
        ("force", "Forbidden: may not be specified for non-apply patch")
    ]
    made = reading.patch_options(query(fieldManager="me", force="true"), is_apply=True)
    assert made.force


# ----------------------------------------------------------------------------------------- deletion


def test_a_deletion_asks_in_its_body_or_in_its_query() -> None:
    made = reading.delete_options(
        query(gracePeriodSeconds="5", propagationPolicy="Orphan", dryRun="All", timeout="2s"), None
    )
    assert (made.grace_period_s, made.propagation_policy, made.dry_run) == (5, "Orphan", True)
    assert made.timeout_s == 2.0
    body = {
        "gracePeriodSeconds": 0,
        "propagationPolicy": "Foreground",
        "dryRun": [],
        "preconditions": {"uid": "u", "resourceVersion": "7"},
    }
    made = reading.delete_options(
        query(gracePeriodSeconds="5", propagationPolicy="Orphan", dryRun="All"), body
    )
    assert (made.grace_period_s, made.propagation_policy, made.dry_run) == (0, "Foreground", False)
    assert (made.uid, made.resource_version) == ("u", "7")


@pytest.mark.parametrize("body", [None, {}, [], "text", {"preconditions": None, "dryRun": None}])
def test_a_deletion_that_asks_for_nothing(body: Any) -> None:
    assert reading.delete_options({}, body) == options.DeleteOptions()


@pytest.mark.parametrize(
    ("orphan", "policy"), [(True, "Orphan"), (False, None), (None, None)], ids=str
)
def test_the_old_word_for_orphans_is_understood(orphan: bool | None, policy: str | None) -> None:
    made = reading.delete_options({}, {"orphanDependents": orphan})
    assert made.propagation_policy == policy


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"gracePeriodSeconds": "5"}, "field gracePeriodSeconds: must be a whole number"),
        ({"gracePeriodSeconds": True}, "field gracePeriodSeconds: must be a whole number"),
        ({"gracePeriodSeconds": 1.5}, "field gracePeriodSeconds: must be a whole number"),
        ({"propagationPolicy": 5}, "field propagationPolicy: must be a string"),
        ({"dryRun": "All"}, "field dryRun: must be a list"),
        ({"preconditions": []}, "field preconditions: must be an object"),
        ({"preconditions": {"uid": 5}}, "field preconditions.uid: must be a string"),
        ({"orphanDependents": 1}, "field orphanDependents: must be true or false"),
    ],
    ids=str,
)
def test_a_body_of_wrong_types_deletes_nothing(body: Any, words: str) -> None:
    with pytest.raises(BadRequest) as raised:
        reading.delete_options({}, body)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    "given", [({"propagationPolicy": ["Now"]}, None), ({}, {"propagationPolicy": "Now"})], ids=str
)
def test_an_unknown_policy_is_a_cause(given: tuple[reading.Query, Any]) -> None:
    with pytest.raises(Invalid) as raised:
        reading.delete_options(*given)
    ((field, words),) = causes_of(raised.value)
    assert field == "propagationPolicy"
    assert '"Foreground", "Background", "Orphan", "nil"' in words
