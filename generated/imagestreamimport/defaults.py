"""Defaults: what an absent field stands for, filled in as the server does it before it validates."""

from __future__ import annotations

from ._base.checks import opened
from ._base.documents import document_of
from ._base.filling import deep_copy, fill_list, fill_object
from ._base.formats import image_reference_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._base.filling import Fill

__all__ = ["apply", "fill"]


def __dir__() -> list[str]:
    return __all__


_ROOT = "ImageStreamImport"
# Those whose documents may be something else than an object.
_OPEN_KINDS: tuple[str, ...] = ()


def apply(document: Any, kind: str = _ROOT) -> dict[str, Any]:
    """A copy of the document with the defaults of the schema; the document itself stays as it is.

    It is given JSON as a dict, or a model, whose kind is its own. Anything else raises TypeError.
    An absent field and a null are filled alike. Objects are made where a default lies in them.
    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    document, kind = document_of(document, kind, _ROOT, kind not in _OPEN_KINDS)
    copied: dict[str, Any] = deep_copy(document)
    fill(copied, kind)
    return copied


def fill(document: dict[str, Any], kind: str = _ROOT) -> None:
    """Fill the defaults into the document itself."""
    if kind not in _KINDS:
        raise ValueError(f"no such kind: {kind!r}; known are {', '.join(_KINDS)}")
    function = _KINDS[kind]
    if function is not None:
        fill_object(document, function)


def _fill_image_stream_import(value: dict[str, Any]) -> None:
    """ImageStreamImport"""
    fill_object(value.get("spec"), _fill_image_stream_import_spec)
    fill_object(value.get("status"), _fill_image_stream_import_status)


def _fill_image_stream_import_spec(value: dict[str, Any]) -> None:
    """ImageStreamImportSpec"""
    if value.get("import") is None:
        value["import"] = False
    fill_list(value.get("images"), _fill_image_import_spec)
    fill_object(value.get("repository"), _fill_repository_import_spec)


def _fill_image_import_spec(value: dict[str, Any]) -> None:
    """ImageImportSpec"""
    if value.get("importPolicy") is None:
        value["importPolicy"] = {}
    if value.get("referencePolicy") is None:
        value["referencePolicy"] = {}
    if value.get("to") is None:
        text = opened(value.get("from")).get("name")
        part = image_reference_parts(text).get("tag")
        if part:
            value["to"] = {"name": part}
    fill_object(value.get("importPolicy"), _fill_tag_import_policy)
    fill_object(value.get("referencePolicy"), _fill_tag_reference_policy)


def _fill_tag_import_policy(value: dict[str, Any]) -> None:
    """TagImportPolicy"""
    if value.get("importMode") in (None, ""):
        value["importMode"] = "Legacy"


def _fill_tag_reference_policy(value: dict[str, Any]) -> None:
    """TagReferencePolicy"""
    if value.get("type") in (None, ""):
        value["type"] = "Source"


def _fill_repository_import_spec(value: dict[str, Any]) -> None:
    """RepositoryImportSpec"""
    if value.get("importPolicy") is None:
        value["importPolicy"] = {}
    if value.get("referencePolicy") is None:
        value["referencePolicy"] = {}
    fill_object(value.get("importPolicy"), _fill_tag_import_policy)
    fill_object(value.get("referencePolicy"), _fill_tag_reference_policy)


def _fill_image_stream_import_status(value: dict[str, Any]) -> None:
    """ImageStreamImportStatus"""
    fill_object(value.get("import"), _fill_image_stream)


def _fill_image_stream(value: dict[str, Any]) -> None:
    """ImageStream"""
    fill_object(value.get("spec"), _fill_image_stream_spec)


def _fill_image_stream_spec(value: dict[str, Any]) -> None:
    """ImageStreamSpec"""
    fill_list(value.get("tags"), _fill_tag_reference)


def _fill_tag_reference(value: dict[str, Any]) -> None:
    """TagReference"""
    if value.get("importPolicy") is None:
        value["importPolicy"] = {}
    if value.get("referencePolicy") is None:
        value["referencePolicy"] = {}
    fill_object(value.get("importPolicy"), _fill_tag_import_policy)
    fill_object(value.get("referencePolicy"), _fill_tag_reference_policy)


def _fill_image_stream_tag(value: dict[str, Any]) -> None:
    """ImageStreamTag"""
    fill_object(value.get("tag"), _fill_tag_reference)


def _fill_image_tag(value: dict[str, Any]) -> None:
    """ImageTag"""
    fill_object(value.get("spec"), _fill_tag_reference)


def _fill_secret(value: dict[str, Any]) -> None:
    """Secret"""
    if value.get("type") in (None, ""):
        value["type"] = "Opaque"


_KINDS: dict[str, Fill | None] = {
    "ImageStreamImport": _fill_image_stream_import,
    "ObjectMeta": None,
    "Initializers": None,
    "Initializer": None,
    "Status": None,
    "StatusDetails": None,
    "StatusCause": None,
    "ListMeta": None,
    "ShardInfo": None,
    "ManagedFieldsEntry": None,
    "FieldsV1": None,
    "OwnerReference": None,
    "ImageStreamImportSpec": _fill_image_stream_import_spec,
    "ImageImportSpec": _fill_image_import_spec,
    "ObjectReference": None,
    "TagImportPolicy": _fill_tag_import_policy,
    "TagReferencePolicy": _fill_tag_reference_policy,
    "LocalObjectReference": None,
    "RepositoryImportSpec": _fill_repository_import_spec,
    "ImageStreamImportStatus": _fill_image_stream_import_status,
    "ImageImportStatus": None,
    "Image": None,
    "ImageLayer": None,
    "ImageManifest": None,
    "RawExtension": None,
    "ImageSignature": None,
    "SignatureCondition": None,
    "SignatureIssuer": None,
    "SignatureSubject": None,
    "ImageStream": _fill_image_stream,
    "ImageStreamSpec": _fill_image_stream_spec,
    "ImageLookupPolicy": None,
    "TagReference": _fill_tag_reference,
    "ImageStreamStatus": None,
    "NamedTagEventList": None,
    "TagEventCondition": None,
    "TagEvent": None,
    "RepositoryImportStatus": None,
    "ImageStreamTag": _fill_image_stream_tag,
    "ImageStreamImage": None,
    "ImageTag": _fill_image_tag,
    "ImageStreamMapping": None,
    "ImageStreamLayers": None,
    "ImageLayerData": None,
    "ImageBlobReferences": None,
    "Secret": _fill_secret,
    "Namespace": None,
    "NamespaceSpec": None,
    "SelfSubjectAccessReview": None,
    "SelfSubjectAccessReviewSpec": None,
    "SubjectAccessReview": None,
    "LocalSubjectAccessReview": None,
    "SubjectAccessReviewSpec": None,
    "ResourceAttributes": None,
    "NonResourceAttributes": None,
    "SubjectAccessReviewStatus": None,
    "SelfSubjectRulesReview": None,
    "SelfSubjectRulesReviewSpec": None,
    "SubjectRulesReviewStatus": None,
    "ResourceRule": None,
    "NonResourceRule": None,
    "SelfSubjectReview": None,
    "SelfSubjectReviewStatus": None,
    "UserInfo": None,
    "ResourceAccessReview": None,
    "LocalResourceAccessReview": None,
    "ResourceAccessReviewResponse": None,
    "Project": None,
    "ProjectRequest": None,
    "User": None,
    "NamespaceStatus": None,
}
