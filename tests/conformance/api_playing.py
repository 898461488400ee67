"""Plays a recorded case of the whole image API: setup, requests, watches in the background.

README.md describes the files.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from tests.support.registries.running import Registries

from .comparing import differences, fill

FOLDER = Path(__file__).parent
CASES = FOLDER / "api"
DELIBERATE: dict[str, dict[str, Any]] = json.loads((FOLDER / "deliberate.json").read_bytes())

_NAMESPACES = "/api/v1/namespaces"
_IMPORTS = "/apis/image.openshift.io/v1/namespaces/{{namespace}}/imagestreamimports"
_AGENT = "conformance/1.0"
_SETTLING_S = 0.5  # that a watch is given to begin


@dataclass
class Answer:
    """What came back: the text of a body that is no JSON; the texts of warnings."""

    status: int
    body: Any
    warnings: list[str] = field(default_factory=list)
    content_type: str = ""


@dataclass(frozen=True)
class ApiPlayer:
    """A server under test, which makes no namespaces by itself, and the registries."""

    client: httpx2.Client
    registries: Registries

    def differences(self, case: Mapping[str, Any]) -> list[str]:
        """Play the case in namespaces of its own; a line for each difference."""
        run = _Run(self, case)
        found: list[str] = []
        ours = DELIBERATE.get(case["id"], {})
        for number, (recorded, answer) in enumerate(
            zip(case["responses"], run.answers(), strict=True), start=1
        ):
            if str(number) in ours:
                recorded = ours[str(number)]["response"]
            is_unordered = case["requests"][number - 1].get("unordered", False)
            lines = run.compared(recorded, answer, is_unordered)
            found += [f"{number}: {line}" for line in lines]
        return found


class _Run:
    """One case while it is played: what its placeholders stand for, and its watches."""

    def __init__(self, player: ApiPlayer, case: Mapping[str, Any]) -> None:
        self._client, self._registries = player.client, player.registries
        self._case = case
        namespace = f"conformance-{uuid.uuid4().hex[:12]}"
        self._places = {"namespace": namespace, "namespace2": f"{namespace}-two"}
        for digit in range(1, 10):
            text = hashlib.sha256(f"{namespace}/{digit}".encode()).hexdigest()
            self._places[f"sha{digit}"] = f"{digit}{text[1:]}"
        for variant in case["needs"]:
            self._places[variant] = self._registries.host(variant)
        self._watches: dict[str, tuple[threading.Thread, list[Answer]]] = {}

    def answers(self) -> list[Answer]:
        """Set the stage, send the requests in order, and give their answers."""
        names = ["namespace"]
        names += ["namespace2"] if "{{namespace2}}" in json.dumps(self._case) else []
        for name in names:
            made = {"metadata": {"name": self._places[name]}}
            assert self._client.post(_NAMESPACES, json=made).status_code == 201
        for item in self._case.get("preexisting", ()):
            plural = f"{item['kind'].lower()}s"
            root = "/api/v1" if plural == "secrets" else "/apis/image.openshift.io/v1"
            path = f"{root}/namespaces/{self._places['namespace']}/{plural}"
            made = self._client.post(path, json=fill(item, self._places))
            assert made.status_code == 201, made.text
        for request in self._case.get("setup", ()):
            answer = self._answer(request)
            assert answer.status < 300, answer
        return [self._answer(request) for request in self._case["requests"]]

    def compared(
        self, recorded: Mapping[str, Any], answer: Answer, is_unordered: bool
    ) -> list[str]:
        """A line for each difference between a record and an answer."""
        found: list[str] = []
        if answer.status != recorded["httpStatus"]:
            found.append(f"HTTP {answer.status}, recorded was {recorded['httpStatus']}")
        wanted = fill(recorded["body"], self._places)
        with_managers = self._case.get("managedFields", False)
        found += differences(
            wanted, answer.body, with_managers=with_managers, is_unordered=is_unordered
        )
        if "warnings" in recorded:
            found += differences(fill(recorded["warnings"], self._places), answer.warnings)
        if recorded.get("contentType", answer.content_type) != answer.content_type:
            found.append(f"Content-Type {answer.content_type}")
        return found

    # -------------------------------------------------------------------------------- requests

    def _answer(self, request: Mapping[str, Any]) -> Answer:
        for step in request.get("before", ()):
            if "retag" in step:
                self._registries.retag(**step["retag"])
            time.sleep(step.get("sleep", 0))  # as recorded: what is waited for is the time itself
        answer = self._sent(request)
        for name, path in request.get("capture", {}).items():
            self._places[name] = str(pick(answer.body, path))
        if "pick" in request and answer.status < 300:
            answer.body = pick(answer.body, request["pick"])
        return answer

    def _sent(self, request: Mapping[str, Any]) -> Answer:
        if "collect" in request:
            thread, box = self._watches.pop(request["collect"])
            thread.join(60)
            return box[0]
        path = fill(request.get("path", _IMPORTS) + request.get("query", ""), self._places)
        headers = {
            "accept": request.get("accept", "application/json"),
            "user-agent": request.get("userAgent", _AGENT),
        }
        if "watch" in request:
            return self._watched(request, path, headers)
        body = self._body(request)
        if body is not None:
            headers["content-type"] = request.get("contentType", "application/json")
        method = request.get("method", "POST")
        reply = self._client.request(method, path, content=body, headers=headers, timeout=120)
        return _answer_of(reply, reply.content)

    def _body(self, request: Mapping[str, Any]) -> bytes | None:
        if "raw" in request:
            return str(fill(request["raw"], self._places)).encode()
        if "body" in request:
            return json.dumps(fill(request["body"], self._places)).encode()
        return None

    def _watched(self, request: Mapping[str, Any], path: str, headers: Mapping[str, str]) -> Answer:
        said = request["watch"]
        box: list[Answer] = []

        def follow() -> None:
            box.append(self._events(path, headers, said.get("seconds", 10), said.get("events")))

        if "start" not in request:
            follow()
            return box[0]
        thread = threading.Thread(target=follow, daemon=True)
        self._watches[request["start"]] = thread, box
        thread.start()
        time.sleep(_SETTLING_S)
        return Answer(200, {"started": True}, content_type="application/json")

    def _events(
        self, path: str, headers: Mapping[str, str], seconds: float, most: int | None
    ) -> Answer:
        """The events of a watch until it ends, so many came, or the time is over."""
        events: list[Any] = []
        with self._client.stream("GET", path, headers=dict(headers), timeout=seconds) as reply:
            if reply.status_code != 200:
                return _answer_of(reply, reply.read())
            try:
                for line in reply.iter_lines():
                    events += [json.loads(line)] if line.strip() else []
                    if most is not None and len(events) >= most:
                        break
            except httpx2.ReadTimeout:
                pass  # nothing came for so long
            return Answer(200, {"events": events}, content_type=reply.headers["content-type"])


def _answer_of(reply: httpx2.Response, content: bytes) -> Answer:
    warnings = [
        re.sub(r"\\(.)", r"\1", found[1])
        for line in reply.headers.get_list("warning")
        for found in re.finditer(r'299 \S+ "((?:[^"\\]|\\.)*)"', line)
    ]
    try:
        body: Any = json.loads(content)
    except ValueError:
        body = content.decode(errors="replace")
    return Answer(reply.status_code, body, warnings, reply.headers.get("content-type", ""))


def pick(value: Any, path: str) -> Any:
    """The part of a value at a dotted path; `[2]` and `[name=text]` choose from a list."""
    for part in re.findall(r"[^.\[\]]+|\[[^\]]*\]", path):
        inner = part.strip("[]")
        if part.startswith("[") and "=" in inner:
            key, _, text = inner.partition("=")
            found = [item for item in value or () if item.get(key) == text]
            value = found[0] if found else None
        elif part.startswith("["):
            value = (
                value[int(inner)] if isinstance(value, list) and int(inner) < len(value) else None
            )
        else:
            value = value.get(part) if isinstance(value, dict) else None
    return value
