"""Image stream tags, which are not served: what clients are told decides what they try next."""

from __future__ import annotations

from pathlib import Path

from tests.support.people import town


def test_a_tag_is_refused_by_its_method_so_that_clients_edit_the_stream(tmp_path: Path) -> None:
    with town(tmp_path) as people:
        root, nobody = people.client("root"), people.client("nobody")
        for prefix in ("/apis/image.openshift.io/v1", "/oapi/v1"):
            tags = f"{prefix}/namespaces/ns/imagestreamtags"
            for method, path in (
                ("GET", tags),
                ("POST", tags),
                ("PUT", f"{tags}/app:v1"),
                ("DELETE", f"{tags}/app:v1"),
                ("GET", f"{prefix}/imagestreamtags"),
            ):
                answer = root.request(method, path, json={})
                assert (answer.status_code, answer.json()["reason"]) == (405, "MethodNotAllowed")
                assert answer.headers["content-type"] == "application/json"
                assert nobody.request(method, path, json={}).status_code == 401
