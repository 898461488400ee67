"""The request that an import needs, from the stream as it is and what the user wants.

Pure, and the same for a server and for --local. The rules are those of `oc import-image`; but an
import mode that a tag has is kept, where oc would put it back to Legacy unasked.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator

from imagestreamimport import validators

from .requested_image import JsonObject, Refused, RequestedImage
from .tag_choice import choose_among

_INSECURE = "openshift.io/image.insecureRepository"
_API_VERSION = "image.openshift.io/v1"


def request_for(stream: JsonObject | None, requested: RequestedImage) -> JsonObject:
    """Make the ImageStreamImport. `stream` is None if there is none yet. Raises Refused."""
    if stream is None:
        return _of_new_stream(requested)
    if requested.all_tags:
        return _of_all_tags(stream, requested)
    return _of_one_tag(stream, requested)


def check_request(request: JsonObject, *, is_local: bool = False) -> None:
    """Raise Refused with everything that the server would refuse, before anything is sent."""
    causes = validators.validate(request)
    if is_local:  # it becomes no stream, and not every repository has a name for one
        causes = [cause for cause in causes if cause.field != "metadata.name"]
    if causes:
        raise Refused("\n".join(map(str, causes)), is_usage=True)


def request_for_tags(
    stream: JsonObject | None, requested: RequestedImage, repository: str, tags: Iterable[str]
) -> JsonObject:
    """Make the request for some tags of a repository, each to the tag of its name."""
    return _images(stream, requested, [(tag, f"{repository}:{tag}") for tag in tags])


def repository_of(request: JsonObject) -> str:
    """Return the repository whose every tag is asked for, or an empty text."""
    repository = request["spec"].get("repository")
    return str(repository["from"]["name"]) if repository else ""


def _of_new_stream(requested: RequestedImage) -> JsonObject:
    if requested.compares:
        raise Refused(f'no image stream named "{requested.name}" exists')
    if not requested.confirm:
        raise Refused(
            f'no image stream named "{requested.name}" exists, pass --confirm to create and import',
            requested.command("--confirm"),
        )
    source = requested.source or requested.target
    if requested.all_tags:
        return _whole_repository(None, requested, source)
    return _images(None, requested, [(requested.tag, source)])


def _of_all_tags(stream: JsonObject, requested: RequestedImage) -> JsonObject:
    current = _spec(stream).get("dockerImageRepository") or ""
    if not requested.source and (not current or (requested.compares and _has_sources(stream))):
        return _images(stream, requested, _external_tags(stream, requested))
    source = requested.source or current
    if source != current and not requested.confirm:
        why = (
            f'has a different import spec "{current}"'
            if current
            else ("does not currently import an entire container image repository")
        )
        raise Refused(
            f"the image stream {why}, pass --confirm to update", requested.command("--confirm")
        )
    return _whole_repository(stream, requested, source)


def _has_sources(stream: JsonObject) -> bool:
    return any(_sources(stream))


def _sources(stream: JsonObject) -> Iterator[tuple[str, str]]:
    """Yield the tags that come from a registry, and their images."""
    for tag in _tags(stream):
        if (tag.get("from") or {}).get("kind") == "DockerImage":
            yield str(tag["name"]), str(tag["from"]["name"])


def _external_tags(stream: JsonObject, requested: RequestedImage) -> list[tuple[str, str]]:
    found = list(_sources(stream))
    if not found:
        raise Refused(
            "image stream does not have tags pointing to external container images",
            requested.command("--from=REPOSITORY", "--confirm"),
        )
    if not requested.rules:
        return found
    chosen = set(choose_among(requested, [tag for tag, _ in found]).chosen)
    return [(tag, source) for tag, source in found if tag in chosen]


def _of_one_tag(stream: JsonObject, requested: RequestedImage) -> JsonObject:
    tag, existing, is_reference = _followed(stream, requested.tag)
    source = requested.source
    if existing is None:
        if not source and tag == "latest":
            source = _spec(stream).get("dockerImageRepository") or ""
        if not source:
            raise Refused(
                f'the tag "{tag}" does not exist on the image stream',
                requested.command("--from=IMAGE"),
            )
        return _images(stream, requested, [(tag, source)])
    origin = existing.get("from") or {}
    if not origin:
        raise Refused(f'tag "{tag}" already exists without a source', _retag(requested, tag))
    if origin.get("kind") != "DockerImage":
        what = f'{origin.get("kind")} "{origin.get("name")}"'
        raise Refused(f'tag "{tag}" points to existing {what}, it cannot be re-imported')
    if source and source != origin["name"]:
        by = f'the tag "{tag}" which points to ' if is_reference else ""
        text = f'the tag "{requested.tag}" points to {by}"{origin["name"]}", not to "{source}"'
        raise Refused(text, _retag(requested, tag))
    return _images(stream, requested, [(tag, str(origin["name"]))])


def _retag(requested: RequestedImage, tag: str) -> str:
    """Return the command that gives a tag another source."""
    where = ["-n", requested.namespace] if requested.namespace else []
    source = requested.source or "IMAGE"
    return shlex.join(["oc", "tag", "--source=docker", source, f"{requested.name}:{tag}", *where])


def _followed(stream: JsonObject, tag: str) -> tuple[str, JsonObject | None, bool]:
    """Follow a tag within its stream. Returns the last tag, its spec, and whether it is another.

    Source: library-go, image/imageutil, FollowTagReference.
    """
    by_name = {str(item.get("name")): item for item in _tags(stream)}
    seen: set[str] = set()
    while tag not in seen:
        seen.add(tag)
        origin = (by_name.get(tag) or {}).get("from") or {}
        if origin.get("kind") != "ImageStreamTag":
            return tag, by_name.get(tag), len(seen) > 1
        before, tag = tag, _within(stream, origin, tag)
        if not tag:
            raise Refused(f'tag "{before}" points to an invalid imagestreamtag')
    raise Refused(f'tag "{tag}" on the image stream is a reference to same tag')


def _within(stream: JsonObject, origin: JsonObject, tag: str) -> str:
    """Return the tag that a reference names, in the same stream. Raises Refused for another one."""
    metadata = stream.get("metadata") or {}
    name, colon, target = str(origin.get("name") or "").rpartition(":")
    elsewhere = origin.get("namespace") not in (None, "", metadata.get("namespace"))
    if elsewhere or (colon and name != metadata.get("name")):
        raise Refused(f'tag "{tag}" points to an imagestreamtag from another ImageStream')
    return target


# ----------------------------------------------------------------------------------- the document


def _whole_repository(
    stream: JsonObject | None, requested: RequestedImage, source: str
) -> JsonObject:
    repository = {
        "from": {"kind": "DockerImage", "name": source},
        "importPolicy": _import_policy(stream, requested, {}),
        "referencePolicy": _reference_policy(requested, {}),
    }
    document = _document(stream, requested, {"repository": repository})
    if requested.rules:
        document["metadata"]["annotations"] = dict(requested.rules)
    return document


def _images(
    stream: JsonObject | None, requested: RequestedImage, sources: Iterable[tuple[str, str]]
) -> JsonObject:
    existing = {tag.get("name"): tag for tag in _tags(stream)} if stream else {}
    images = [
        {
            "from": {"kind": "DockerImage", "name": source},
            **({"to": {"name": tag}} if tag else {}),
            "importPolicy": _import_policy(stream, requested, existing.get(tag) or {}),
            "referencePolicy": _reference_policy(requested, existing.get(tag) or {}),
        }
        for tag, source in sources
    ]
    return _document(stream, requested, {"images": images})


def _document(stream: JsonObject | None, requested: RequestedImage, spec: JsonObject) -> JsonObject:
    metadata: JsonObject = {"name": requested.name}
    if requested.namespace:
        metadata["namespace"] = requested.namespace
    version = ((stream or {}).get("metadata") or {}).get("resourceVersion")
    if version:
        metadata["resourceVersion"] = version
    return {
        "kind": "ImageStreamImport",
        "apiVersion": _API_VERSION,
        "metadata": metadata,
        "spec": {"import": not requested.dry_run, **spec},
    }


def _import_policy(
    stream: JsonObject | None, requested: RequestedImage, tag: JsonObject
) -> JsonObject:
    """Make the policy. --insecure decides, else the stream's annotation or the tag."""
    before = tag.get("importPolicy") or {}
    annotations = ((stream or {}).get("metadata") or {}).get("annotations") or {}
    insecure = requested.insecure
    if insecure is None:
        insecure = annotations.get(_INSECURE) == "true" or bool(before.get("insecure"))
    scheduled = requested.scheduled
    if scheduled is None:
        scheduled = bool(before.get("scheduled"))
    policy: JsonObject = {"insecure": True} if insecure else {}
    policy |= {"scheduled": True} if scheduled else {}
    mode = requested.import_mode or before.get("importMode")
    return policy | ({"importMode": mode} if mode else {})


def _reference_policy(requested: RequestedImage, tag: JsonObject) -> JsonObject:
    before = (tag.get("referencePolicy") or {}).get("type")
    return {"type": requested.reference_policy or before or "Source"}


def _spec(stream: JsonObject) -> JsonObject:
    return stream.get("spec") or {}


def _tags(stream: JsonObject) -> list[JsonObject]:
    return _spec(stream).get("tags") or []
