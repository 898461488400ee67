"""The fake server's imports: from images that the test declares, as a real server does them.

What it leaves out: schedules, insecure registries, reference policies, lists of platforms, quotas,
allowed registries. Source of the rest: import semantics, sections 8.3, 8.4, 8.7 and 9.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .._base.filling import deep_copy
from ..errors import Conflict, NotFound
from ..references import parse
from .server import BaseFakeServer

_STREAMS = "imagestreams.image.openshift.io"
_MOST_TAGS = 50  # of a repository that are imported; the others are only named


class Extension(BaseFakeServer):
    """A server that imports images: those that `image` declared, and no others."""

    def prepare(self) -> None:
        self._images: dict[tuple[str, str], dict[str, Any]] = {}  # by repository, and tag or digest
        self.answers("ImageStreamImport", self._import)

    def image(
        self,
        reference: str,
        *,
        digest: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> str:
        """Declare an image that imports find, and give back its digest.

        reference: as imports name it, `registry.example/team/app:1.2`; without a tag it is latest.
        metadata: its dockerImageMetadata. more: further fields of the Image, by their wire names.
        Raises ValueError for what is no reference.
        """
        where, tag = _place(reference)
        digest = digest or "sha256:" + hashlib.sha256(reference.encode()).hexdigest()
        document: dict[str, Any] = {
            "metadata": {"name": digest, "creationTimestamp": None},
            "dockerImageReference": f"{where}@{digest}",
            "dockerImageMetadata": {
                "kind": "DockerImage",
                "apiVersion": "image.openshift.io/1.0",
                "Id": digest,
                "Config": {},
                "Architecture": "amd64",
                **(metadata or {}),
            },
            "dockerImageMetadataVersion": "1.0",
            "dockerImageManifestMediaType": "application/vnd.oci.image.manifest.v1+json",
            **more,
        }
        self._images[where, tag] = self._images[where, digest] = document
        return digest

    # --------------------------------------------------------------------------------- imports

    def _import(self, document: dict[str, Any], dry_run: bool) -> dict[str, Any]:
        """The answer to an import, and what it makes of the stream."""
        spec, metadata = document["spec"], document["metadata"]
        stream = self._stream(metadata)
        status: dict[str, Any] = {}
        targets: list[tuple[str, str, dict[str, Any]]] = []  # tag, reference, outcome
        outcomes: list[dict[str, Any]] = []
        if spec.get("images"):
            status["images"] = outcomes
            for entry in spec["images"]:
                name, target = entry["from"]["name"], entry.get("to")
                outcome = self._outcome(name)
                outcomes.append(outcome)
                if target:
                    targets.append((target["name"], name, outcome))
        if spec.get("repository"):
            name = spec["repository"]["from"]["name"]
            status["repository"] = self._repository(name)
            for outcome in status["repository"].get("images", ()):
                targets.append((outcome["tag"], f"{name}:{outcome['tag']}", outcome))
        if spec.get("import"):
            status["import"] = self._applied(stream, metadata, targets, dry_run)
        return {**document, "status": status}

    def _stream(self, metadata: dict[str, Any]) -> dict[str, Any] | None:
        """The stream that the import is for; its version must be the one that the import names."""
        handler, name = self._handlers["imagestreams"], metadata["name"]
        wanted = metadata.get("resourceVersion")
        try:
            stream = handler.find(handler.key((metadata["namespace"], name)))
        except NotFound:
            if wanted:
                raise
            return None
        if wanted not in (None, "", stream["metadata"]["resourceVersion"]):
            why = "the image stream was updated from " + (
                f'"{wanted}" to "{stream["metadata"]["resourceVersion"]}"'
            )
            raise Conflict.of(_STREAMS, name, why)
        return stream

    def _outcome(self, name: str) -> dict[str, Any]:
        """What became of one image."""
        where, tag = _place(name)
        image = self._images.get((where, tag))
        if image is None:
            separator = "@" if tag.startswith("sha256:") else ":"
            outcome: dict[str, Any] = {"status": _missing(f"{where}{separator}{tag}")}
        else:
            outcome = {"status": _success(), "image": deep_copy(image)}
        return outcome if tag.startswith("sha256:") else {**outcome, "tag": tag}

    def _repository(self, name: str) -> dict[str, Any]:
        """What became of a whole repository."""
        where, _ = _place(name)
        tags = sorted(
            tag for place, tag in self._images if place == where and not tag.startswith("sha256:")
        )
        if not tags:
            return {"status": _missing(name)}
        images = [self._outcome(f"{name}:{tag}") for tag in tags[:_MOST_TAGS]]
        found: dict[str, Any] = {"status": _success(), "images": images}
        if tags[_MOST_TAGS:]:
            found["additionalTags"] = tags[_MOST_TAGS:]
        return found

    # ---------------------------------------------------------------------------------- stream

    def _applied(
        self,
        stream: dict[str, Any] | None,
        metadata: dict[str, Any],
        targets: list[tuple[str, str, dict[str, Any]]],
        dry_run: bool,
    ) -> dict[str, Any]:
        """The stream with the images in it, stored."""
        handler = self._handlers["imagestreams"]
        made: dict[str, Any] = deep_copy(stream) if stream is not None else _new_stream(metadata)
        before = deep_copy(made)
        generation = made["metadata"].get("generation", 0) + 1
        for tag, reference, outcome in targets:
            _apply(made, tag, reference, outcome, generation)
        if made == before and stream is not None:
            return stream
        made["metadata"]["generation"] = generation
        if dry_run:
            return made
        key = handler.key((metadata["namespace"], metadata["name"]))
        return self._memory.store("ADDED" if stream is None else "MODIFIED", key, made)


def _place(name: str) -> tuple[str, str]:
    """The repository, and the tag or the digest in it. Raises ValueError."""
    reference = parse(name)
    where = "/".join(
        part for part in (reference.registry, reference.namespace, reference.name) if part
    )
    return where, reference.digest or reference.tag or "latest"


def _success() -> dict[str, Any]:
    return {"metadata": {}, "status": "Success"}


def _missing(reference: str) -> dict[str, Any]:
    return {
        "metadata": {},
        "status": "Failure",
        "message": f'dockerimage.image.openshift.io "{reference}" not found',
        "reason": "NotFound",
        "details": {"name": reference, "group": "image.openshift.io", "kind": "dockerimage"},
        "code": 404,
    }


def _new_stream(metadata: dict[str, Any]) -> dict[str, Any]:
    named = {key: metadata[key] for key in ("name", "namespace", "uid", "creationTimestamp")}
    return {
        "kind": "ImageStream",
        "apiVersion": "image.openshift.io/v1",
        "metadata": named,
        "spec": {"lookupPolicy": {"local": False}, "tags": []},
        "status": {"dockerImageRepository": "", "tags": []},
    }


def _named(tags: list[dict[str, Any]], key: str, name: str) -> dict[str, Any]:
    """The element of that name; a new one keeps the list sorted."""
    for tag in tags:
        if tag[key] == name:
            return tag
    tags.append({key: name})
    tags.sort(key=lambda tag: str(tag[key]))
    return _named(tags, key, name)


def _apply(
    stream: dict[str, Any], tag: str, reference: str, outcome: dict[str, Any], generation: int
) -> None:
    """Write one image, or why there is none, into the stream."""
    spec = _named(stream.setdefault("spec", {}).setdefault("tags", []), "name", tag)
    history = _named(stream.setdefault("status", {}).setdefault("tags", []), "tag", tag)
    source = {"kind": "DockerImage", "name": reference}
    items: list[Any] = history.setdefault("items", []) or []
    image = outcome.get("image")
    is_known = spec.get("from") == source
    if image is not None:
        event = (image["dockerImageReference"], image["metadata"]["name"])
        same = [(item["dockerImageReference"], item["image"]) for item in items[:1]] == [event]
        if is_known and same and not history.get("conditions"):
            return
        if not same:
            now = {"created": _now(), "dockerImageReference": event[0], "image": event[1]}
            items.insert(0, now)
        items[0]["generation"] = generation
        history.pop("conditions", None)
    else:
        why = outcome["status"]
        condition = {"type": "ImportSuccess", "status": "False", "generation": generation}
        condition |= {"reason": why["reason"], "message": why["message"]}
        history["conditions"] = [{**condition, "lastTransitionTime": _now()}]
    history["items"] = items
    spec |= {"annotations": spec.get("annotations"), "from": source, "generation": generation}
    spec.setdefault("importPolicy", {"importMode": "Legacy"})
    spec.setdefault("referencePolicy", {"type": "Source"})


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
