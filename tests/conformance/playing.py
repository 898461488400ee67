"""Plays a recorded case to a server: what has to be there first, then the requests in order."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.support.registries.running import Registries

from .comparing import differences, fill

CASES = Path(__file__).parent / "cases"

_IMAGES = "/apis/image.openshift.io/v1/namespaces/{{namespace}}"
_IMPORTS = f"{_IMAGES}/imagestreamimports"
_CREATED_AT = {
    "ImageStream": f"{_IMAGES}/imagestreams",
    "Secret": "/api/v1/namespaces/{{namespace}}/secrets",
}


@dataclass(frozen=True)
class Player:
    """A server under test, and the registries that it imports from."""

    client: httpx2.Client
    registries: Registries

    def differences(self, case: Mapping[str, Any]) -> list[str]:
        """Plays the case in a namespace of its own; a line for each difference."""
        namespace = f"conformance-{uuid.uuid4().hex[:12]}"
        places = {"namespace": namespace}
        for variant in case["needs"]:
            places[variant] = self.registries.host(variant)
        if "token" in places:
            places["token-realm"] = self.registries.host("token-realm")
        for item in case.get("preexisting", ()):
            self._create(fill(item, places), places)
        found: list[str] = []
        for number, (request, recorded) in enumerate(
            zip(case["requests"], case["responses"], strict=True), start=1
        ):
            status, body = self._send(request, places)
            if status != recorded["httpStatus"]:
                found.append(f"{number}: HTTP {status}, recorded was {recorded['httpStatus']}")
            lines = differences(fill(recorded["body"], places), body)
            found += [f"{number}: {line}" for line in lines]
        return found

    def _create(self, item: dict[str, Any], places: Mapping[str, str]) -> None:
        plain = item.pop("stringData", {})
        if plain:
            coded = {key: base64.b64encode(text.encode()).decode() for key, text in plain.items()}
            item["data"] = item.get("data", {}) | coded
        answer = self.client.post(fill(_CREATED_AT[item["kind"]], places), json=item)
        assert answer.status_code == 201, answer.text

    def _send(self, request: Mapping[str, Any], places: Mapping[str, str]) -> tuple[int, Any]:
        for step in request.get("before", ()):
            self.registries.retag(**step["retag"])
        body = request["raw"] if "raw" in request else json.dumps(request["body"])
        answer = self.client.request(
            request.get("method", "POST"),
            fill(request.get("path", _IMPORTS), places) + request.get("query", ""),
            content=fill(body, places).encode(),
            headers={"content-type": request.get("contentType", "application/json")},
            timeout=120,
        )
        return answer.status_code, answer.json()
