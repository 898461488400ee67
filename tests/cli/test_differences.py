"""Differences between two images: what is compared, and how it is written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from streamport.cli.import_image.difference_forms import difference_text
from streamport.cli.import_image.differences import Difference, difference_of, facts_of
from streamport.cli.import_image.results import LEFT_OUT, MOVED, NEW, SAME, Result

Document = dict[str, Any]
ONE, TWO = f"sha256:{'1' * 64}", f"sha256:{'2' * 64}"
SOURCE = "registry.example/team/app:1.2"


def image(digest: str = ONE, layers: str = "ab", **config: Any) -> Document:
    return {
        "metadata": {"name": digest},
        "dockerImageLayers": [
            {"name": f"sha256:{name}", "size": 1024 * (number + 1)}
            for number, name in enumerate(layers)
        ],
        "dockerImageMetadata": {
            "Architecture": config.pop("architecture", "amd64"),
            "Created": config.pop("created", "2024-01-01T00:00:00Z"),
            "Config": config,
        },
    }


OLD = image(
    ONE,
    "ab",
    Env=["PATH=/bin", "OLD=1", "KEPT=a=b"],
    Labels={"version": "1", "gone": "x", "same": "y"},
    Entrypoint=["/old"],
    ExposedPorts={"80/tcp": {}, "443/tcp": {}},
)
NEXT = image(
    TWO,
    "axb",
    created="2024-02-01T00:00:00Z",
    Env=["PATH=/usr/bin", "KEPT=a=b", "NEW="],
    Labels={"version": "2", "same": "y", "more": "z"},
    Entrypoint=["/new", "--fast"],
    ExposedPorts={"443/tcp": {}, "8080/tcp": {}},
)


def moved(before: Document | None = OLD, after: Document = NEXT, why: str = "") -> Difference:
    result = Result(MOVED, "1.2", SOURCE, after, before=ONE)
    return difference_of(result, before, why)


def test_people_read_what_differs_and_nothing_else() -> None:
    assert difference_text("text", "app", [moved()]).splitlines() == [
        "app:1.2  moved, from registry.example/team/app:1.2",
        f"  digest       {ONE} -> {TWO}",
        "  platform     linux/amd64",
        "  created      2024-01-01T00:00:00Z -> 2024-02-01T00:00:00Z",
        "  size         3.0 KiB in 2 layers -> 6.0 KiB in 3 layers",
        '  entrypoint   ["/old"] -> ["/new", "--fast"]',
        "  environment",
        "               + NEW=",
        "               - OLD=1",
        "               ~ PATH: /bin -> /usr/bin",
        "  labels",
        "               + more=z",
        "               - gone=x",
        "               ~ version: 1 -> 2",
        "  ports",
        "               + 8080/tcp",
        "               - 80/tcp",
        "  layers       2 kept (4.0 KiB), 1 new (2.0 KiB)",
        "               + sha256:x  2.0 KiB",
    ]


def test_programs_read_everything() -> None:
    document = json.loads(difference_text("json", "app", [moved()]))
    assert document["stream"] == "app"
    (tag,) = document["tags"]
    assert (tag["tag"], tag["source"], tag["change"]) == ("1.2", SOURCE, "moved")
    assert tag["digest"] == {"before": ONE, "after": TWO}
    assert tag["sizeBytes"] == {"before": 3072, "after": 6144}
    assert tag["user"] == {"before": None, "after": None}
    assert tag["entrypoint"] == {"before": ["/old"], "after": ["/new", "--fast"]}
    assert tag["env"] == {
        "added": {"NEW": ""},
        "removed": {"OLD": "1"},
        "changed": {"PATH": {"before": "/bin", "after": "/usr/bin"}},
    }
    assert tag["exposedPorts"] == {"added": ["8080/tcp"], "removed": ["80/tcp"]}
    assert [layer["digest"] for layer in tag["layers"]["kept"]] == ["sha256:a", "sha256:b"]
    assert tag["layers"]["new"] == [{"digest": "sha256:x", "sizeBytes": 2048}]
    assert tag["layers"]["gone"] == []


def test_markdown_is_a_table_in_which_nothing_of_the_image_is_markup() -> None:
    wild = image(TWO, Labels={"a|b": "`x` <b>", "plain": "1"})
    text = difference_text("markdown", "app", [moved(image(ONE), wild)])
    assert text.startswith(
        "### `app:1.2` moved\n\nFrom `registry.example/team/app:1.2`.\n\n| | |\n"
    )
    assert f"| digest | `{ONE}` → `{TWO}` |" in text
    assert "| labels | `` + a\\|b=`x` <b> ``<br>`+ plain=1` |" in text


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_control_characters_do_not_reach_the_terminal(form: str) -> None:
    evil = image(TWO, Labels={"x": "\x1b[2J\u202e"}, Env=["A=\x07"], Entrypoint=["\x9b"])
    text = difference_text(form, "app", [moved(image(ONE), evil)])
    assert not any(char in text for char in "\x1b\x07\x9b") or form == "json"
    assert form != "json" or "\x1b" not in text


def test_the_same_image_is_one_line() -> None:
    same = difference_of(Result(SAME, "1.2", SOURCE, OLD, before=ONE), None)
    assert difference_text("text", "app", [same]) == "app:1.2  same"
    assert difference_text("markdown", "app", [same]).startswith("### `app:1.2` same")
    (tag,) = json.loads(difference_text("json", "app", [same]))["tags"]
    assert (tag["change"], tag["layers"]["new"], tag["env"]["added"]) == ("same", [], {})


def test_a_new_tag_shows_what_it_gets() -> None:
    new = difference_of(Result(NEW, "1.2", SOURCE, NEXT), None)
    lines = difference_text("text", "app", [new]).splitlines()
    assert lines[0] == "app:1.2  new, from registry.example/team/app:1.2"
    assert "  size         6.0 KiB in 3 layers" in lines
    assert "  layers       3 new (6.0 KiB)" in lines


def test_an_image_that_cannot_be_read_leaves_its_digest() -> None:
    text = difference_text("text", "app", [moved(None, why="the image cannot be read: 404")])
    assert "  the image cannot be read: 404" in text
    assert f"{ONE} -> {TWO}" in text


def test_failures_and_skipped_tags_say_why() -> None:
    failed = Result(LEFT_OUT, "x", SOURCE, why="gone", status={"reason": "NotFound"})
    skipped = Result(LEFT_OUT, "y", SOURCE, why="skipped: is no version")
    found = [difference_of(failed, None), difference_of(skipped, None)]
    assert difference_text("text", "app", found).splitlines() == [
        "app:x  failed", "  gone", "", "app:y  skipped", "  skipped: is no version",
    ]  # fmt: skip
    told = json.loads(difference_text("json", "app", found))["tags"]
    assert [(each["change"], each["message"]) for each in told] == [
        ("failed", "gone"),
        ("skipped", "skipped: is no version"),
    ]


def test_the_platforms_of_a_list_are_compared() -> None:
    def kept(**digests: str) -> Document:
        children = [
            {"architecture": name, "os": "linux", "digest": digest}
            for name, digest in digests.items()
        ]
        return {"metadata": {"name": ONE}, "dockerImageManifests": children}

    lines = difference_text("text", "app", [moved(kept(a="1", b="2"), kept(b="3", c="4"))])
    assert "+ linux/c  4" in lines
    assert "- linux/a  1" in lines
    assert "~ linux/b: 2 -> 3" in lines


def test_what_has_another_type_than_it_should_counts_for_nothing() -> None:
    odd = {"metadata": None, "dockerImageLayers": "x", "dockerImageMetadata": {"Config": [1]}}
    assert facts_of(odd).layers == ()
    assert facts_of({"dockerImageMetadata": {"Config": {"Env": [1, "A"], "Labels": {"a": 1}}}}).env
