"""Plays a recorded sequence to a server that imports by itself: steps, and what came of them.

README.md describes the files.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2

from tests.support.gate import Gate
from tests.support.registries.running import Registries

from .api_playing import pick
from .comparing import differences, fill

CASES = Path(__file__).parent / "control"
_GROUP = "/apis/image.openshift.io/v1/namespaces"
_PATIENCE = 4  # times what the reference took: other tests run beside this one


class ControlPlayer:
    """A server under test that imports scheduled tags every `interval_s`."""

    def __init__(
        self, client: httpx2.Client, registries: Registries, gate: Gate, interval_s: float
    ) -> None:
        self._client, self._registries = client, registries
        self._gate, self._interval_s = gate, interval_s

    def differences(self, case: Mapping[str, Any]) -> list[str]:
        """Play the case in a namespace of its own; a line for each difference."""
        namespace = f"control-{uuid.uuid4().hex[:12]}"
        places = {"namespace": namespace, "namespace2": f"{namespace}-two"}
        places |= {name: self._registries.host(name) for name in case["needs"]}
        places["plain"] = self._gate.host
        self._gate.forget()
        try:
            for item in case.get("preexisting", ()):
                self._create(fill(item, places), namespace)
            return self._play(case["steps"], places)
        finally:
            self._gate.up()
            self._gate.delay_s = 0.0
            for name in (namespace, places["namespace2"]):
                self._client.delete(f"{_GROUP}/{name}/imagestreams")

    def _play(self, steps: list[Any], places: dict[str, str]) -> list[str]:
        for number, step in enumerate(steps, start=1):
            if "settle" in step or "rounds" in step:
                if found := self._settle(step, places):
                    return [f"{number}: {line}" for line in found]
            elif "registry" in step:
                self._tell_registry(step["registry"])
            elif "sleep" in step:
                time.sleep(step["sleep"])  # as recorded: what is waited for is the time itself
            else:
                self._send(step, places)
        return []

    def _create(self, item: dict[str, Any], namespace: str) -> None:
        root = "/api/v1" if item["kind"] == "Secret" else "/apis/image.openshift.io/v1"
        path = f"{root}/namespaces/{namespace}/{item['kind'].lower()}s"
        answer = self._client.post(path, json=item)
        assert answer.status_code == 201, answer.text

    def _tell_registry(self, what: Any) -> None:
        match what:
            case "down":
                self._gate.down()
            case "up":
                self._gate.up()
            case "forget":
                self._gate.forget()
            case {"delay": seconds}:
                self._gate.delay_s = seconds
            case {"retag": moved}:
                self._registries.retag(**moved)

    def _send(self, step: Mapping[str, Any], places: dict[str, str]) -> None:
        content = json.dumps(fill(step["body"], places)) if "body" in step else None
        answer = self._client.request(
            step.get("method", "POST"),
            fill(step["path"], places),
            content=content,
            headers={"content-type": step.get("contentType", "application/json")},
            timeout=120,
        )
        wanted = step.get("status", (200, 201))
        assert answer.status_code in (wanted if isinstance(wanted, (list, tuple)) else [wanted])
        for name, path in step.get("capture", {}).items():
            places[name] = str(pick(answer.json(), path))

    def _settle(self, step: Mapping[str, Any], places: Mapping[str, str]) -> list[str]:
        """Wait until the record is met; where it says `hold`, see that it stays so."""
        seconds = step.get("settle", 0) + step.get("rounds", 0) * self._interval_s
        if "result" not in step:
            time.sleep(seconds)
            return []
        holds = step.get("hold", False)
        end = time.monotonic() + seconds * (1 if holds else _PATIENCE)
        while True:
            found = self._compared(step["result"], places)
            is_over = time.monotonic() >= end
            if is_over or not (found or holds):
                return found
            time.sleep(0.1)

    def _compared(self, result: Mapping[str, Any], places: Mapping[str, str]) -> list[str]:
        answer = self._client.get(fill(result["path"], places))
        found = differences(fill(result["body"], places), answer.json())
        if answer.status_code != result.get("httpStatus", 200):
            found.append(f"HTTP {answer.status_code}")
        if "manifests" in result:
            asked, recorded = self._gate.counts, result["manifests"]
            found += [
                f"{name} was{'' if name in asked else ' not'} asked for"
                for name in sorted(asked.keys() ^ recorded.keys())
            ]
        return found
