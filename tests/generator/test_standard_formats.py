"""The formats that JSON Schema defines, as packages that are not for Kubernetes check them."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from kindgen import SchemaError, validator_source
from kindgen.schema.ecma import NotExact, to_python
from kindgen.schema.formats import KUBERNETES_FORMATS, STANDARD_FORMATS
from tests.support.generator import TEMPLATES, problems_of, schema_of
from tests.support.imported import modules_of

RIGHT_AND_WRONG: dict[str, tuple[list[str], list[str]]] = {
    "date": (["2020-02-29"], ["2021-02-29", "2020-2-9", "2020-13-01", "২020-01-01", "2020-01-01Z"]),
    "time": (
        ["08:30:06Z", "23:59:60z", "15:59:60-08:00", "01:02:03.456+00:00"],
        ["08:30:06", "24:00:00Z", "22:59:60Z", "08:30:06 Z", "08:30:06+24:00"],
    ),
    "date-time": (
        ["1963-06-19t08:30:06.283185z", "1998-12-31T23:59:60Z"],
        ["1998-12-31 23:59:00Z", "1998-12-31T23:58:60Z", "1998-12-31T23:59:59"],
    ),
    "duration": (["P4DT12H30M5S", "P1W", "PT0S", "P1Y"], ["P", "PT", "P1", "P1Y2W", "P1D1Y", "4D"]),
    "email": (
        ["joe@example.com", '"joe b"@example.com', "a+b@x.example", "joe@[127.0.0.1]"],
        ["joe", ".joe@example.com", "joe..b@example.com", "joe@-x", "joe@[300.0.0.1]"],
    ),
    "idn-email": (["실례@실례.테스트"], ["실례"]),
    "hostname": (["www.example.com", "xn--nxasmq6b", "a-b"], ["-a", "a-", "a_b", "a..b", "x" * 64]),
    "idn-hostname": (["실례.테스트", "faß.example"], ["〮실례", "-실례"]),
    "ipv4": (["192.0.2.1"], ["192.0.2", "256.0.0.1", "01.0.0.1", "1.2.3.4/8"]),
    "ipv6": (
        ["::1", "2001:db8::", "::ffff:192.0.2.1", "1:2:3:4:5:6:7:8"],
        ["1:2:3:4:5:6:7", "1::2::3", "::1%eth0", "12345::", ":1", "::ffff:1.2.3"],
    ),
    "uri": (
        ["http://example.com/a?b=c#d", "urn:oasis:names", "http://[::1]:80/", "mailto:a@b"],
        ["/abs", "//host/a", "http://a b", "a", ":b", "http:// x", "http://[::1", "a%zz:b"],
    ),
    "uri-reference": (["/abs", "#a", "", "a/b?c"], ["\\a", "#a b", "1:b/c d"]),
    "iri": (["http://ƒøø.example/?∂=é"], ["/abs", "http://a b"]),
    "iri-reference": (["/ƒ", "#ƒ"], ["\\ƒ"]),
    "uri-template": (["http://x/{a}/{b:3}{?c*}", "{/a,b}"], ["http://x/{a", "{a}}", "{}"]),
    "uuid": (["2EB8AA08-aa98-11ea-b4aa-73b441d16380"], ["2eb8aa08aa9811eab4aa73b441d16380", "x"]),
    "json-pointer": (["", "/a~0b/0", "/"], ["a", "/~", "/~2"]),
    "relative-json-pointer": (["0", "1/a", "2#", "0-1/b"], ["-1", "/a", "01/a", "1##"]),
    "regex": (
        ["^a+(?<n>b)\\p{L}$", "[^]", "(?<=a+)b", "a" * 10_000],
        ["^(a]", "\\Z", "a**", "(?P<n>a)", "a" * 10_001],
    ),
}


@pytest.mark.parametrize("name", sorted(STANDARD_FORMATS))
def test_a_format_is_what_its_rfc_says(name: str) -> None:
    names: dict[str, Any] = {}
    exec(compile(validator_source({"format": name}), name, "exec"), names)
    right, wrong = RIGHT_AND_WRONG[name]
    assert [text for text in right if not names["is_valid"](text)] == []
    assert [text for text in wrong if names["is_valid"](text)] == []
    assert [text for text in wrong if not names["validate"](text)] == []
    assert names["is_valid"](5)


def test_packages_for_kubernetes_check_what_servers_check(tmp_path: Path) -> None:
    fields = {name: {"type": "string", "format": name} for name in sorted(STANDARD_FORMATS)}
    resource = {
        "kind": "Thing", "plural": "things", "scope": "Cluster", "group": "example.com",
        "versions": ["v1"], "verbs": ["get"],
    }  # fmt: skip
    (own,) = modules_of(schema_of(fields), tmp_path / "own", ("validators",))
    assert {cause.field for cause in own.validate(dict.fromkeys(fields, "\\ no"))} >= (
        STANDARD_FORMATS - {"regex"}
    )
    served = schema_of(fields, **{"x-kubernetes-resources": [resource]})
    (of_servers,) = modules_of(served, tmp_path / "served", ("validators",))
    causes = of_servers.validate(dict.fromkeys(fields, "\\ no"))
    assert {cause.field for cause in causes} == KUBERNETES_FORMATS
    assert of_servers.validate({"date-time": "1998-12-31t23:59:60z"}) != []


def test_a_format_that_is_not_known_is_a_remark(tmp_path: Path) -> None:
    schema = schema_of({"a": {"type": "string", "format": "no-such"}})
    assert problems_of(tmp_path, schema) == []
    (validators,) = modules_of(schema, tmp_path, ("validators",))
    assert validators.is_valid({"a": "anything"})


def test_the_module_of_formats_stands_on_the_standard_library() -> None:
    source = (TEMPLATES / "package" / "_base" / "standard_formats.py").read_text("utf-8")
    imported = {
        name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else
                     [alias.name for alias in node.names])
    }  # fmt: skip
    assert imported == {"__future__", "collections.abc", "re", "unicodedata"}


# --------------------------------------------------------------------------------------- patterns


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (r"^\s$", ["\u00a0", "\ufeff", "\u2003", "\u2029", "\v"], ["a", "\u200b"]),
        (r"^\S$", ["a", "\u200b"], ["\u00a0", "\u2029"]),
        (r"^[\s\d]$", ["\u00a0", "5"], ["a", "\u0665"]),
        (r"^\p{L}+$", ["aÄж中"], ["1", "a1", ""]),
        (r"^\P{L}$", ["1"], ["a"]),
        (r"^[\p{Lu}_]$", ["Ä", "_"], ["ä"]),
        (r"^(?<year>\d{4})-\k<year>$", ["2020-2020"], ["2020-2021"]),
        (r"^[^]$", ["\n", "a"], ["", "ab"]),
        (r"[]", [], ["", "a"]),
        (r"^\cJ$", ["\n"], ["J"]),
        (r"^\u{1F600}$", ["😀"], ["u"]),
        (r"^\ud83d\ude00$", ["😀"], ["\\"]),
        (r"^.$", ["a", "\x85"], ["\n", "\r", "\u2028"]),
        (r"^a{,2}$", ["a{,2}"], ["a", "aa"]),
        (r"^[\s\S]$", ["a", "\n"], [""]),
        (r"^a$", ["a"], ["a\n"]),
    ],
)
def test_a_pattern_means_what_ecma_262_says(
    pattern: str, right: list[str], wrong: list[str]
) -> None:
    names: dict[str, Any] = {}
    exec(compile(validator_source({"pattern": pattern}), "pattern", "exec"), names)
    assert [text for text in right if not names["is_valid"](text)] == []
    assert [text for text in wrong if names["is_valid"](text)] == []


@pytest.mark.parametrize(
    ("pattern", "named"),
    [
        (r"\Z", r"\Z"), (r"\A", r"\A"), ("(?P<n>a)", "(?P"), ("(?>a)", "(?>"), ("a++", "++"),
        (r"\p{Script=Greek}", "Script=Greek"), (r"[\P{L}]", r"\P{L}"), ("(?<1>a)", "1"),
    ],
)  # fmt: skip
def test_what_python_cannot_read_as_it_is_meant_is_refused_by_name(
    pattern: str, named: str
) -> None:
    with pytest.raises(NotExact) as raised:
        to_python(pattern)
    assert named.strip("\\") in str(raised.value) or named in str(raised.value)
    schema = json.loads(json.dumps({"pattern": pattern}))
    with pytest.raises(SchemaError, match="does not compile"):
        validator_source(schema)
