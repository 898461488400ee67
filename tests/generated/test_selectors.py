"""Selectors by labels and by fields: what they select, and what is no selector."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport.selectors import (
    EVERY_FIELD,
    EVERY_LABEL,
    MAX_TERMS,
    MAX_VALUES,
    SelectorError,
    field_text,
    parse_fields,
    parse_labels,
)

LABELS = {"app": "web", "tier": "1", "a.example/env": "prod", "empty": ""}


@pytest.mark.parametrize(
    "text",
    [
        "app=web",
        "app==web",
        "app = web",
        " app=web ",
        "app!=db",
        "other!=web",
        "app",
        "!other",
        "! other",
        "empty=",
        "empty",
        "app in (web)",
        "app in (db, web ,x)",
        "app in(web)",
        "app notin (db)",
        "other notin (web)",
        "empty in (,x)",
        "tier>0",
        "tier > -5",
        "tier<2",
        "a.example/env=prod",
        "a.example/env in (prod,test)",
        "app=web,tier=1",
        "app=web , !other,tier in (1,2)",
        "",
        "  ",
    ],
)
def test_an_object_is_selected_by_its_labels(text: str) -> None:
    assert parse_labels(text).matches(LABELS)


@pytest.mark.parametrize(
    "text",
    [
        "app=db",
        "app!=web",
        "other",
        "!app",
        "other=",
        "other in (web)",
        "app in ()",
        "app notin (web,db)",
        "tier>1",
        "tier<1",
        "app>0",
        "other<5",
        "app=web,tier=2",
        "APP=web",
        "app=Web",
    ],
)
def test_an_object_with_other_labels_is_not_selected(text: str) -> None:
    assert not parse_labels(text).matches(LABELS)


@pytest.mark.parametrize("labels", [None, {}])
def test_an_object_without_labels_is_selected_by_what_asks_for_none(
    labels: dict[str, str] | None,
) -> None:
    assert parse_labels("!app,app!=web").matches(labels)
    assert not parse_labels("app").matches(labels)


@pytest.mark.parametrize(
    "text",
    [
        "=web",
        "app=web tier=1",
        "app=web;tier=1",
        "app===web",
        "app in web",
        "app in (web",
        "app in web)",
        "app in ((web))",
        "app notin",
        "!app=web",
        "!!app",
        "app>",
        "app>1.5",
        "app=a b",
        "app=-a",
        "-app=a",
        "app-=a",
        "a/b/c=d",
        "/app=a",
        "app/=a",
        "app=a,",
        ",app=a",
        "app=a,,tier=1",
        "app=é",
        "app\n=a;",
        "app=$(x)",
        "app in (a b)",
        "app in (é)",
    ],
)
def test_what_is_no_selector_of_labels_is_refused(text: str) -> None:
    with pytest.raises(SelectorError):
        parse_labels(text)


def test_a_message_names_the_rest_that_cannot_be_read_and_is_short() -> None:
    for text, told in (
        ("app=web,tier===1", "unable to parse requirement: found '=', expected: identifier"),
        ("=a", "found '=', expected: !, identifier, or 'end of string'"),
        ("a,", "found '', expected: identifier after ','"),
        ("a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"),
        ("a in b", "unable to parse requirement: found 'b' expected: '('"),
        ("a in (b c)", "unable to parse requirement: found 'c', expected: ',' or ')'"),
        ("a=b c", "found 'c', expected: ',' or 'end of string'"),
    ):
        with pytest.raises(SelectorError) as refused:
            parse_labels(text)
        assert str(refused.value) == told
    with pytest.raises(SelectorError) as raised:
        parse_labels("app=web," + "?" * 10_000)
    assert len(str(raised.value)) < 700


def test_terms_and_values_have_a_limit() -> None:
    terms = ",".join(f"k{number}" for number in range(MAX_TERMS))
    assert len(parse_labels(terms).requirements) == MAX_TERMS
    with pytest.raises(SelectorError, match=f"at most {MAX_TERMS} terms"):
        parse_labels(f"{terms},more")
    values = ",".join(map(str, range(MAX_VALUES)))
    assert parse_labels(f"a in ({values})").matches({"a": "5"})
    with pytest.raises(SelectorError, match=f"at most {MAX_VALUES} values"):
        parse_labels(f"a in ({values},x)")
    with pytest.raises(SelectorError, match=f"at most {MAX_VALUES} values"):
        parse_labels(f"a in ({values}),b=c")


@pytest.mark.parametrize(
    ("fits", "long"),
    [
        ("a" * 63, "a" * 64),
        (f"{'a' * 253}/b", f"{'a' * 254}/b"),
        (f"!{'a' * 63}", f"!{'a' * 64}"),
        (f"a={'b' * 63}", f"a={'b' * 64}"),
        (f"a!={'b' * 63}", f"a!={'b' * 64}"),
        (f"a in ({'b' * 63})", f"a in (b,{'b' * 64})"),
    ],
)
def test_keys_and_values_are_no_longer_than_those_of_labels(fits: str, long: str) -> None:
    assert parse_labels(fits).requirements
    with pytest.raises(SelectorError, match="no more than"):
        parse_labels(long)


def test_a_selector_keeps_its_text_and_knows_whether_it_selects() -> None:
    selector = parse_labels("app in (a, b)")
    assert (str(selector), bool(selector)) == ("app in (a, b)", True)
    assert selector == parse_labels("app in (a, b)")
    assert selector != parse_labels("app in (a,b)")
    assert len({selector, parse_labels("app in (a, b)")}) == 1
    assert parse_labels(" ") is EVERY_LABEL
    assert not EVERY_LABEL
    assert repr(selector) == "LabelSelector('app in (a, b)')"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("app=web", "web"),
        ("tier=1,app=web", "web"),
        ("app in (web)", "web"),
        ("app in (web,db)", None),
        ("app!=web", None),
        ("app", None),
        ("tier=1", None),
    ],
)
def test_the_one_value_that_a_key_must_have(text: str, value: str | None) -> None:
    assert parse_labels(text).only("app") == value


# ----------------------------------------------------------------------------------------- fields

DOCUMENT: dict[str, Any] = {
    "metadata": {"name": "app", "namespace": "team", "labels": {"a": "b"}},
    "spec": {"replicas": 3, "paused": False, "ratio": 1.5, "list": ["a"], "none": None},
    "type": "a,b=c\\d",
}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("metadata.name", "app"),
        ("spec.replicas", "3"),
        ("spec.paused", "false"),
        ("spec.ratio", "1.5"),
        ("spec.list", ""),
        ("spec.none", ""),
        ("metadata", ""),
        ("metadata.name.more", ""),
        ("nowhere.at.all", ""),
        ("", ""),
    ],
)
def test_a_field_as_selectors_see_it(path: str, text: str) -> None:
    assert field_text(DOCUMENT, path) == text


@pytest.mark.parametrize(
    "text",
    [
        "metadata.name=app",
        "metadata.name==app",
        "metadata.name!=other",
        "metadata.name=app,metadata.namespace=team",
        "metadata.uid=",
        "metadata.uid!=x",
        "spec.replicas=3",
        "spec.paused=false",
        r"type=a\,b\=c\\d",
        "metadata.name=app,",
        ",metadata.name=app",
        "",
    ],
)
def test_a_document_is_selected_by_its_fields(text: str) -> None:
    assert parse_fields(text).matches(DOCUMENT)


@pytest.mark.parametrize(
    "text", ["metadata.name=other", "metadata.name!=app", "metadata.uid=x", "spec.replicas=3.0"]
)
def test_a_document_with_other_fields_is_not_selected(text: str) -> None:
    assert not parse_fields(text).matches(DOCUMENT)


@pytest.mark.parametrize(
    "text", ["metadata.name", "=app", "a=b,metadata.name", "metadata\\.name=a"]
)
def test_what_is_no_selector_of_fields_is_refused(text: str) -> None:
    with pytest.raises(SelectorError, match="invalid selector"):
        parse_fields(text)


def test_a_field_that_something_else_than_an_object_holds_is_absent() -> None:
    for document in (None, [], "text", 5, {"metadata": "text"}):
        assert parse_fields("metadata.name=").matches(document)


def test_field_terms_have_a_limit_too() -> None:
    with pytest.raises(SelectorError, match=f"at most {MAX_TERMS} terms"):
        parse_fields(",".join(["a=b"] * (MAX_TERMS + 1)))
    assert parse_fields(",,") is EVERY_FIELD
    assert EVERY_FIELD.matches({"anything": 1})


def test_the_one_name_that_a_selector_of_fields_asks_for() -> None:
    assert parse_fields("metadata.name=app").only("metadata.name") == "app"
    assert parse_fields("metadata.name!=app").only("metadata.name") is None
