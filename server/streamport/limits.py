"""Every size, count, depth and time that a client, a registry or a stored object can choose.

The numbers stand where they are kept to; here they are one table, with what is answered at each.
`python -m streamport.limits` prints it as docs/limits.md. Whoever adds a row makes that anew, and
adds a test with the request that meets the limit and the one that passes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from imagestreamimport import causes, selectors
from imagestreamimport._base import json_patch, noted_paths, yaml_reading
from imagestreamimport._server import answers, aside, body, query
from streamport.api import (
    background,
    deletion,
    item_failures,
    lists,
    pull_secrets,
    secret_rules,
    stream_context,
)
from streamport.api.hooks import bounds, endpoint, senders, waking
from streamport.api.hooks import settings as hook_settings
from streamport.api.settings import ServerSettings
from streamport.choosing import choice, patterns, rules, versions
from streamport.cli.serve import http_protocol, http_server
from streamport.control import retries, schedule
from streamport.control.settings import AT_ONCE, DEFAULT_INTERVAL_S, DEFAULT_PER_MINUTE
from streamport.importing import listing, room, spans, tag_rules, trails
from streamport.registry import aiohttp_transport, answer_heads, calls, connector, json_text
from streamport.registry.limits import Limits
from streamport.store.protocol import MAX_DOCUMENT_BYTES
from streamport.store.transaction import History

_REGISTRY, _HISTORY = Limits(), History()
_MANY_IMAGES = ServerSettings.__dataclass_fields__["max_images_per_repository"].default


@dataclass(frozen=True, slots=True)
class Limit:
    """One row. `key` is its name; `changed_by` is empty where nothing changes it."""

    key: str
    what: str
    limit: str
    answer: str
    changed_by: str = ""


def _size(number: int) -> str:
    """Write a number of bytes as people read it."""
    for unit, factor in (("MiB", 1 << 20), ("KiB", 1 << 10)):
        if number >= factor and number % factor == 0:
            return f"{number // factor:,} {unit}"
    return f"{number:,} bytes"


def _seconds(number: float) -> str:
    return f"{number / 3600:g} h" if number >= 3600 else f"{number:g} s"


_PASSED_OVER = "the item fails and says so; others go on"

TABLE: dict[str, tuple[Limit, ...]] = {
    "Requests": (
        Limit(
            "head", "head of a request", _size(http_protocol.LARGEST_HEAD),
            "431, and the connection is closed",
        ),
        Limit(
            "address", "path and query of a request", _size(http_protocol.LARGEST_ADDRESS),
            "414, and the connection is closed",
        ),
        Limit(
            "head-time", "time for the head of a request", _seconds(http_protocol.HEAD_S),
            "the connection is closed",
        ),
        Limit(
            "handshake-time", "time for the TLS handshake", _seconds(http_server.HANDSHAKE_S),
            "the connection is closed",
        ),
        Limit(
            "body-time", "time for a body, and once the server is to stop",
            f"{_seconds(http_protocol.BODY_S)}, {_seconds(http_protocol.LAST_WORDS_S)}",
            "the connection is closed",
        ),
        Limit(
            "unread-time", "time in which a client reads nothing of an answer",
            _seconds(http_protocol.UNREAD_S), "the connection is closed",
        ),
        Limit(
            "connections", "connections of clients",
            "three quarters of the descriptors that are left to the process",
            "the one that has been idle for longest is closed", "`ulimit -n`",
        ),
        Limit("body", "body", _size(body.MAX_BYTES), "413 with the limit"),
        Limit("depth", "nesting of a body", f"{body.MAX_DEPTH} levels", "400"),
        Limit(
            "yaml-values", "values of a YAML body, each repetition by an alias counted",
            f"{yaml_reading.MAX_VALUES:,}", "400",
        ),
        Limit("parameters", "parameters of the query", f"{query.MOST_FIELDS:,}", "400"),
        Limit("selector-terms", "terms of a selector", f"{selectors.MAX_TERMS:,}", "400"),
        Limit(
            "selector-values", "values of all terms of a selector", f"{selectors.MAX_VALUES:,}",
            "400",
        ),
        Limit(
            "selector-text", "key of a label in a selector, and its value",
            "63 characters, 253 of a prefix; 63", "400",
        ),
        Limit(
            "manager", "name of a field manager", _size(query.LONGEST_MANAGER), "422 in the options"
        ),
        Limit(
            "patch-operations", "operations of a JSON Patch", f"{json_patch.MAX_OPERATIONS:,}",
            "413",
        ),
        Limit("patch-copies", "what a JSON Patch copies", _size(json_patch.MAX_COPIED), "413"),
        Limit("patch-depth", "nesting of a patched object", f"{body.MAX_DEPTH} levels", "400"),
        Limit(
            "warnings", "`Warning` headers of an answer",
            f"{answers.MOST_WARNINGS}, {_size(answers.LONGEST_WARNINGS)}",
            "the last one says how many more there are",
        ),
        Limit(
            "told-paths", "paths of repeated keys that are told",
            f"{_size(noted_paths.MAX_CHARACTERS)}, {noted_paths.LONGEST_PATH:,} characters each",
            "the rest is left out",
        ),
        Limit(
            "causes", "causes of an answer that says what is wrong", f"{causes.MOST_CAUSES:,}",
            "the last one says how many more there are",
        ),
        Limit(
            "told-fields", "unknown and repeated fields in the text of an error",
            f"{body.MOST_PROBLEMS:,}", "the last one says how many more there are",
        ),
        Limit(
            "turns",
            f"requests at a time with a body or an object over {_size(aside.HUGE_BYTES)}",
            f"1, of each user in turn; {aside.MOST_WAITING} wait, {aside.MOST_OF_ONE} of one user, "
            f"{_seconds(aside.LONGEST_WAIT_S)} at most",
            "429 with `Retry-After`",
        ),
        Limit(
            "answer-time", "time for an answer",
            _seconds(query.DEFAULT_TIMEOUT_S), "504; an import answers 201, and what is not done "
            "two seconds before has failed", "`timeout=` of the request",
        ),
        Limit(
            "asked-time", "`timeout=`, and `timeoutSeconds=` of a watch",
            f"{_seconds(query.LONGEST_TIMEOUT_S)}, {_seconds(query.LONGEST_WATCH_S)}",
            "more is taken for this much",
        ),
    ),
    "Hooks": (
        Limit(
            "hooks", "hooks of a file, and the shortest secret",
            f"{hook_settings.MOST_HOOKS}, {hook_settings.SHORTEST_SECRET} characters",
            "the server does not start; a later change of the file is not taken",
        ),
        Limit("hook-body", "body of a notification", _size(endpoint.LARGEST_BODY), "413"),
        Limit("hook-tags", "tags of a notification", f"{senders.MOST_PUSHES}", "400"),
        Limit(
            "hook-rate", "notifications of one hook",
            f"{bounds.AT_ONCE} at once, then {bounds.PER_MINUTE} a minute",
            "429 with `Retry-After`",
        ),
        Limit(
            "hook-replays", "bodies that are known when they come again",
            f"{bounds.REMEMBERED:,}, {_seconds(bounds.REMEMBERED_S)}",
            "200, and nothing is imported; those of Quay and plain ones may come again",
        ),
        Limit(
            "hook-waiting", "pushed tags that wait to be looked at", f"{waking.MOST_WAITING:,}",
            "429 with `Retry-After`; the same tag waits once, and is looked at once a second",
        ),
    ),
    "Registries": (
        Limit(
            "tags-imported", "tags that the import of a repository takes", f"{_MANY_IMAGES}",
            "the rest is listed in `status.repository.additionalTags`",
            "`--max-images-per-repository`",
        ),
        Limit(
            "calls", "calls at a time to one registry, to all",
            f"{_REGISTRY.per_host}, {_REGISTRY.total:,}", "they wait for each other",
            "`connections.perHost`, `connections.total`",
        ),
        Limit(
            "share", "a share of those calls: one namespace, one user",
            "half of what others leave, three quarters", "they wait for each other",
        ),
        Limit(
            "connect-time", "connection with handshake", _seconds(_REGISTRY.connect_timeout_s),
            _PASSED_OVER, "`connections.connectTimeoutSeconds`",
        ),
        Limit(
            "read-time", "time without a byte", _seconds(_REGISTRY.read_timeout_s),
            _PASSED_OVER, "`connections.readTimeoutSeconds`",
        ),
        Limit(
            "ping-time", "ping", _seconds(_REGISTRY.ping_timeout_s), _PASSED_OVER
        ),
        Limit(
            "token-time", "answer of a token server", _seconds(_REGISTRY.token_timeout_s),
            _PASSED_OVER,
        ),
        Limit(
            "text", "what a registry says, in statuses, conditions and logs",
            _size(json_text.LONGEST_TEXT), "it is cut, and ends in `…`",
        ),
        Limit("redirects", "redirects", f"{_REGISTRY.redirects}", _PASSED_OVER),
        Limit("manifest", "manifest", _size(_REGISTRY.manifest_bytes), _PASSED_OVER),
        Limit("config", "configuration of an image", _size(_REGISTRY.config_bytes), _PASSED_OVER),
        Limit(
            "token", "answer of a token server", _size(_REGISTRY.token_bytes), _PASSED_OVER
        ),
        Limit(
            "tags-page", "a page of tags", _size(_REGISTRY.tags_page_bytes), _PASSED_OVER
        ),
        Limit(
            "tags", "all pages of tags",
            f"{_REGISTRY.tags:,} tags, "
            f"{_size(_REGISTRY.tags_bytes)} in {_REGISTRY.tags_pages:,} pages", _PASSED_OVER,
        ),
        Limit(
            "tag-rules", "rules for tags: a pattern, a range, the count of the newest",
            f"{patterns.LONGEST:,} characters and {patterns.LARGEST:,} instructions, "
            f"{versions.LONGEST_RANGE:,} characters, {rules.MOST:,}", "422",
        ),
        Limit(
            "tag-rules-time", "time of rules for all tags of a repository",
            _seconds(choice.LONGEST_S), "the listing fails and says so",
        ),
        Limit(
            "dated", "images that are fetched for `streamport/newest-created`",
            f"{listing.MOST_DATED:,}", "other tags are left out, with the reason",
        ),
        Limit(
            "left-out", "tags that are told as left out",
            f"{tag_rules.MOST_TOLD:,}, {_size(tag_rules.LONGEST_TOLD)}",
            "the last entry says how many more there are",
        ),
        Limit(
            "images-together", "images of one import, as JSON", _size(room.ANSWER_BYTES),
            _PASSED_OVER,
        ),
        Limit(
            "answer-head", "head of an answer",
            f"{_size(answer_heads.MAX_HEAD_BYTES)}, {aiohttp_transport.MAX_HEADERS:,} lines of "
            f"{_size(aiohttp_transport.MAX_HEADER_BYTES)}", _PASSED_OVER,
        ),
        Limit(
            "tried", "what a registry said, in a `Warning`; failures in a line of the log",
            f"{trails.LONGEST_ANSWER} characters; {item_failures.MOST_LISTED}",
            "it is cut; others are counted",
        ),
        Limit(
            "chunks", "chunks of an answer, those of few bytes",
            f"{connector.MOST_SMALL_CHUNKS:,}, and one for each "
            f"{connector.SMALL_CHUNK_BYTES} bytes", _PASSED_OVER,
        ),
        Limit(
            "waits", "waits for `Retry-After`",
            f"{calls.MOST_WAITS}, within the time of the request", "the refusal counts",
        ),
    ),
    "Imports by themselves": (
        Limit(
            "scheduled-per-minute", "rounds of scheduled streams in any minute",
            f"{DEFAULT_PER_MINUTE}", "the others wait, namespaces take turns",
            "`--max-scheduled-imports-per-minute`",
        ),
        Limit(
            "interval", "span between imports of a scheduled tag",
            f"{_seconds(spans.SHORTEST_S)} to {spans.LONGEST_S / 86_400:g} days, "
            f"{DEFAULT_INTERVAL_S / 60:g} min by default",
            "422", "`--scheduled-import-interval`, the annotation `streamport/import-every`",
        ),
        Limit(
            "background-at-once", "streams that are imported at a time",
            f"{AT_ONCE}; one namespace and one registry get half of what others leave",
            "the others wait",
        ),
        Limit(
            "background-time", "time for one of these imports", _seconds(background.DEADLINE_S),
            "what is not done two seconds before has failed",
        ),
        Limit(
            "retries", "tries after a failure that may pass",
            ", ".join(_seconds(delay / 1000) for delay in retries.DELAYS_MS)
            + " after each other", "the last span goes on",
        ),
        Limit(
            "trail", "what is remembered of a stream's imports",
            f"{schedule.MOST_RUNS} imports, {schedule.MOST_PROBLEMS} problems each, of "
            f"{schedule.LONGEST_TEXT} characters", "the oldest go",
        ),
    ),
    "The store": (
        Limit(
            "object", "a stored object", _size(MAX_DOCUMENT_BYTES),
            "413 with the limit, and nothing is written", "`--max-object-size`",
        ),
        Limit(
            "followed", "streams that the tags of one follow, together",
            _size(stream_context.LARGEST_OTHERS), "413 with the limit, and nothing is written",
        ),
        Limit(
            "list-part", "objects of a list that are held at once",
            f"{_size(lists.PART_BYTES)}, and one more",
            "a list without `limit=` is sent part by part, one with it ends early with `continue`",
        ),
        Limit(
            "deleted-together", "objects that were deleted together, in the answer",
            _size(deletion.LARGEST_ANSWER), "a Status instead of the list; all are deleted",
        ),
        Limit(
            "pull-secrets", "pull secrets of a namespace, together",
            _size(pull_secrets.LARGEST_TOGETHER), "413 to imports there",
        ),
        Limit("secret", "values of a secret", _size(secret_rules.MAX_BYTES), "422"),
        Limit(
            "log", "log of changes, for watches",
            f"{_HISTORY.max_changes:,} changes, {_size(_HISTORY.max_bytes)}, "
            f"{_seconds(_HISTORY.max_age_s)}",
            "410 to a watch or a continued list that needs older ones",
        ),
    ),
}  # fmt: skip

_HEAD = """\
# Limits

What others choose has a limit. This table is made from the code: `python -m streamport.limits`.

Flags and keys of `--config` in the last column change a limit; the others are fixed.
"""
_TAIL = """\
Not limited: how many requests a user sends, how many objects and namespaces they store. Floods of
valid requests are a matter of the proxy in front.

## Commands

| what | limit |
| --- | --- |
| a manifest for `streamport validate` | 16 MiB, 200 levels |
| a schema file | 16 MiB, 300,000 values, 100 levels, 20,000 schemas |
| a CRD or OpenAPI document to import from | 5,000,000 values, 100 levels |
"""


def _lines() -> Iterator[str]:
    yield _HEAD
    for part, rows in TABLE.items():
        yield f"## {part}\n"
        yield "| what | limit | above it | changed by |"
        yield "| --- | --- | --- | --- |"
        for row in rows:
            yield f"| {row.what} | {row.limit} | {row.answer} | {row.changed_by} |"
        yield ""
    yield _TAIL


def page() -> str:
    """Return docs/limits.md."""
    return "\n".join(_lines()).rstrip("\n") + "\n"


if __name__ == "__main__":
    print(page(), end="")
