"""The request that an import needs, from the stream as it is and what the user wants.

Pure, and the same for a server and for --local. The rules are those of `oc import-image`; but an
import mode that a tag has is kept, where oc would put it back to Legacy without being told to.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from .wishes import Document, Refused, Wishes

_INSECURE = "openshift.io/image.insecureRepository"
_API_VERSION = "image.openshift.io/v1"


def request_for(stream: Document | None, wishes: Wishes) -> Document:
    """The ImageStreamImport. `stream` is None if there is none yet. Raises Refused."""
    if stream is None:
        return _of_new_stream(wishes)
    if wishes.all_tags:
        return _of_all_tags(stream, wishes)
    return _of_one_tag(stream, wishes)


def request_for_tags(
    stream: Document | None, wishes: Wishes, repository: str, tags: Iterable[str]
) -> Document:
    """The request for some tags of a repository, each to the tag of its name."""
    return _images(stream, wishes, [(tag, f"{repository}:{tag}") for tag in tags])


def repository_of(request: Document) -> str:
    """The repository whose every tag is asked for, or an empty text."""
    repository = request["spec"].get("repository")
    return str(repository["from"]["name"]) if repository else ""


def _of_new_stream(wishes: Wishes) -> Document:
    if not wishes.confirm:
        raise Refused(
            f'no image stream named "{wishes.name}" exists, pass --confirm to create and import',
            wishes.command("--confirm"),
        )
    source = wishes.source or wishes.target
    if wishes.all_tags:
        return _whole_repository(None, wishes, source)
    return _images(None, wishes, [(wishes.tag, source)])


def _of_all_tags(stream: Document, wishes: Wishes) -> Document:
    current = _spec(stream).get("dockerImageRepository") or ""
    if not wishes.source and not current:
        return _images(stream, wishes, _external_tags(stream, wishes))
    source = wishes.source or current
    if source != current and not wishes.confirm:
        why = (
            f'has a different import spec "{current}"'
            if current
            else ("does not currently import an entire container image repository")
        )
        raise Refused(
            f"the image stream {why}, pass --confirm to update", wishes.command("--confirm")
        )
    return _whole_repository(stream, wishes, source)


def _external_tags(stream: Document, wishes: Wishes) -> list[tuple[str, str]]:
    found = [
        (str(tag["name"]), str(tag["from"]["name"]))
        for tag in _tags(stream)
        if (tag.get("from") or {}).get("kind") == "DockerImage"
    ]
    if not found:
        raise Refused(
            "image stream does not have tags pointing to external container images",
            wishes.command("--from=REPOSITORY", "--confirm"),
        )
    chosen = [(tag, source) for tag, source in found if wishes.includes(tag)]
    if wishes.include and not chosen:
        raise none_included(wishes, (tag for tag, _ in found))
    return chosen


def none_included(wishes: Wishes, tags: Iterable[str]) -> Refused:
    """No tag matches; which there are."""
    names = list(tags)
    shown = ", ".join(names[:10]) + (", …" if len(names) > 10 else "")
    pattern = wishes.include.pattern if wishes.include else ""
    return Refused(f"no tag matches '{pattern}'; there are {len(names)}: {shown}")


def _of_one_tag(stream: Document, wishes: Wishes) -> Document:
    tag, existing, is_reference = _followed(stream, wishes.tag)
    source = wishes.source
    if existing is None:
        if not source and tag == "latest":
            source = _spec(stream).get("dockerImageRepository") or ""
        if not source:
            raise Refused(
                f'the tag "{tag}" does not exist on the image stream',
                wishes.command("--from=IMAGE"),
            )
        return _images(stream, wishes, [(tag, source)])
    origin = existing.get("from") or {}
    if not origin:
        raise Refused(f'tag "{tag}" already exists without a source', _retag(wishes, tag))
    if origin.get("kind") != "DockerImage":
        what = f'{origin.get("kind")} "{origin.get("name")}"'
        raise Refused(f'tag "{tag}" points to existing {what}, it cannot be re-imported')
    if source and source != origin["name"]:
        by = f'the tag "{tag}" which points to ' if is_reference else ""
        text = f'the tag "{wishes.tag}" points to {by}"{origin["name"]}", not to "{source}"'
        raise Refused(text, _retag(wishes, tag))
    return _images(stream, wishes, [(tag, str(origin["name"]))])


def _retag(wishes: Wishes, tag: str) -> str:
    """How to give a tag another source."""
    where = ["-n", wishes.namespace] if wishes.namespace else []
    source = wishes.source or "IMAGE"
    return shlex.join(["oc", "tag", "--source=docker", source, f"{wishes.name}:{tag}", *where])


def _followed(stream: Document, tag: str) -> tuple[str, Document | None, bool]:
    """The tag that a tag of the same stream stands for, its spec, and whether it was another.

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


def _within(stream: Document, origin: Document, tag: str) -> str:
    """The tag that a reference names, in the same stream. Raises Refused for another one."""
    metadata = stream.get("metadata") or {}
    name, colon, target = str(origin.get("name") or "").rpartition(":")
    elsewhere = origin.get("namespace") not in (None, "", metadata.get("namespace"))
    if elsewhere or (colon and name != metadata.get("name")):
        raise Refused(f'tag "{tag}" points to an imagestreamtag from another ImageStream')
    return target


# ----------------------------------------------------------------------------------- the document


def _whole_repository(stream: Document | None, wishes: Wishes, source: str) -> Document:
    repository = {
        "from": {"kind": "DockerImage", "name": source},
        "importPolicy": _import_policy(stream, wishes, {}),
        "referencePolicy": _reference_policy(wishes, {}),
    }
    return _document(stream, wishes, {"repository": repository})


def _images(
    stream: Document | None, wishes: Wishes, sources: Iterable[tuple[str, str]]
) -> Document:
    existing = {tag.get("name"): tag for tag in _tags(stream)} if stream else {}
    images = [
        {
            "from": {"kind": "DockerImage", "name": source},
            "to": {"name": tag},
            "importPolicy": _import_policy(stream, wishes, existing.get(tag) or {}),
            "referencePolicy": _reference_policy(wishes, existing.get(tag) or {}),
        }
        for tag, source in sources
    ]
    return _document(stream, wishes, {"images": images})


def _document(stream: Document | None, wishes: Wishes, spec: Document) -> Document:
    metadata: Document = {"name": wishes.name}
    if wishes.namespace:
        metadata["namespace"] = wishes.namespace
    version = ((stream or {}).get("metadata") or {}).get("resourceVersion")
    if version:
        metadata["resourceVersion"] = version
    return {
        "kind": "ImageStreamImport",
        "apiVersion": _API_VERSION,
        "metadata": metadata,
        "spec": {"import": not wishes.dry_run, **spec},
    }


def _import_policy(stream: Document | None, wishes: Wishes, tag: Document) -> Document:
    """--insecure decides, else the stream's annotation or the tag; --scheduled adds to the tag."""
    before = tag.get("importPolicy") or {}
    annotations = ((stream or {}).get("metadata") or {}).get("annotations") or {}
    insecure = wishes.insecure
    if insecure is None:
        insecure = annotations.get(_INSECURE) == "true" or bool(before.get("insecure"))
    scheduled = wishes.scheduled
    if scheduled is None:
        scheduled = bool(before.get("scheduled"))
    policy: Document = {"insecure": True} if insecure else {}
    policy |= {"scheduled": True} if scheduled else {}
    mode = wishes.import_mode or before.get("importMode")
    return policy | ({"importMode": mode} if mode else {})


def _reference_policy(wishes: Wishes, tag: Document) -> Document:
    before = (tag.get("referencePolicy") or {}).get("type")
    return {"type": wishes.reference_policy or before or "Source"}


def _spec(stream: Document) -> Document:
    return stream.get("spec") or {}


def _tags(stream: Document) -> list[Document]:
    return _spec(stream).get("tags") or []
