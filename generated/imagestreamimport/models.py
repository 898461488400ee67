"""Models of ImageStreamImport and what it is made of: one class for each definition of the schema.

`decode` reads JSON into them, `encode` writes them back. A field that is not there is UNSET, null
is None, and both stay what they are on a round trip; fields that the schema does not know are left
out. The values of closed sets are not checked here: that is what `validators` is for.
"""

from __future__ import annotations

from typing import Any, TypeAlias, TypeVar, overload

import msgspec
from msgspec import UNSET, UnsetType

from ._base.model import Int32, Int64, JsonObject, Model

__all__ = [
    "UNSET",
    "UnsetType",
    "FieldsV1",
    "Image",
    "ImageBlobReferences",
    "ImageImportSpec",
    "ImageImportStatus",
    "ImageLayer",
    "ImageLayerData",
    "ImageLookupPolicy",
    "ImageManifest",
    "ImageSignature",
    "ImageStream",
    "ImageStreamImage",
    "ImageStreamImport",
    "ImageStreamImportSpec",
    "ImageStreamImportStatus",
    "ImageStreamLayers",
    "ImageStreamMapping",
    "ImageStreamSpec",
    "ImageStreamStatus",
    "ImageStreamTag",
    "ImageTag",
    "Initializer",
    "Initializers",
    "ListMeta",
    "LocalObjectReference",
    "LocalSubjectAccessReview",
    "ManagedFieldsEntry",
    "NamedTagEventList",
    "Namespace",
    "NamespaceSpec",
    "NamespaceStatus",
    "NonResourceAttributes",
    "ObjectMeta",
    "ObjectReference",
    "OwnerReference",
    "RawExtension",
    "RepositoryImportSpec",
    "RepositoryImportStatus",
    "ResourceAttributes",
    "Secret",
    "SelfSubjectAccessReview",
    "SelfSubjectAccessReviewSpec",
    "ShardInfo",
    "SignatureCondition",
    "SignatureIssuer",
    "SignatureSubject",
    "Status",
    "StatusCause",
    "StatusDetails",
    "SubjectAccessReview",
    "SubjectAccessReviewSpec",
    "SubjectAccessReviewStatus",
    "TagEvent",
    "TagEventCondition",
    "TagImportPolicy",
    "TagReference",
    "TagReferencePolicy",
    "decode",
    "encode",
]


def __dir__() -> list[str]:
    return __all__


_Type = TypeVar("_Type")


class ImageStreamImport(Model, kw_only=True):
    """Asks a server to look images up in other registries and, if wanted, to tag them into an
    image stream.
    """

    api_version: str | None | UnsetType = UNSET
    """API version of the request document: `v1` on the legacy path, `image.openshift.io/v1` on the
    grouped one. One of: v1, image.openshift.io/v1.
    """

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStreamImport. One of: ImageStreamImport."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; name and namespace select the image stream the import is aimed at."""

    spec: ImageStreamImportSpec | None | UnsetType = UNSET
    """What the caller wants looked up or imported."""

    status: ImageStreamImportStatus | None | UnsetType = UNSET
    """Outcome filled in by the server; whatever a client sends here is thrown away."""


class ObjectMeta(Model, kw_only=True):
    """Identity and bookkeeping that every stored object carries."""

    annotations: dict[str, str] | None | UnsetType = UNSET
    """Free-form string pairs for tools; unlike labels they cannot be used for selecting."""

    cluster_name: str | None | UnsetType = UNSET
    """Never-used cluster discriminator; servers blank it. Gone from newer Kubernetes. Until 4.11."""

    creation_timestamp: str | None | UnsetType = UNSET
    """UTC instant of creation, assigned by the server; serialised as null while unset."""

    deletion_grace_period_seconds: Int64 | None | UnsetType = UNSET
    """Grace seconds left for shutdown; only present once deletion has begun."""

    deletion_timestamp: str | None | UnsetType = UNSET
    """UTC instant after which the object goes away; absent unless deletion was asked for."""

    finalizers: list[str] | None | UnsetType = UNSET
    """Identifiers of components that still have clean-up to do; deletion waits until none are
    left.
    """

    generate_name: str | None | UnsetType = UNSET
    """Prefix from which the server makes a unique name when no explicit one is given."""

    generation: Int64 | None | UnsetType = UNSET
    """Server-kept counter, raised with each change of desired state."""

    initializers: Initializers | None | UnsetType = UNSET
    """Start-up hooks still outstanding (alpha feature of Kubernetes 1.7 to 1.13, removed later).
    Until 4.2.
    """

    labels: dict[str, str] | None | UnsetType = UNSET
    """String pairs for grouping and for selector queries."""

    managed_fields: list[ManagedFieldsEntry] | None | UnsetType = UNSET
    """Which client last set which fields, one entry for each client and way of writing. Since 4.2."""

    name: str | None | UnsetType = UNSET
    """Object name, unique per namespace and fixed after creation."""

    namespace: str | None | UnsetType = UNSET
    """Project that owns the object; blank for cluster-wide kinds."""

    owner_references: list[OwnerReference] | None | UnsetType = UNSET
    """Objects this one depends on; it is garbage-collected when all of them are gone."""

    resource_version: str | None | UnsetType = UNSET
    """Opaque revision token for optimistic locking and watches."""

    self_link: str | None | UnsetType = UNSET
    """Server-relative URL of the object; no longer filled in by newer servers."""

    uid: str | None | UnsetType = UNSET
    """Server-generated identifier, unique across time and space."""


class Initializers(Model, kw_only=True):
    """Start-up hooks of the alpha feature that Kubernetes 1.7 to 1.13 had."""

    pending: list[Initializer] | None | UnsetType = UNSET
    """Hooks still to run, in order; the object stays hidden until the list is empty. Until 4.2."""

    result: Status | None | UnsetType = UNSET
    """Set to a failure when a hook rejected the object, which then gets deleted. Until 4.2."""


class Initializer(Model, kw_only=True):
    """One start-up hook that has not run yet."""

    name: str | None | UnsetType = UNSET
    """Name of one outstanding hook. Until 4.2."""


class Status(Model, kw_only=True):
    """Outcome of an operation: success, or a failure with its reason and its causes."""

    api_version: str | None | UnsetType = UNSET
    """API version tag of this object; normally left out when the object is embedded in another."""

    code: Int32 | None | UnsetType = UNSET
    """HTTP status number that goes with the outcome; zero or absent means not given."""

    details: StatusDetails | None | UnsetType = UNSET
    """Structured extras about the outcome; their shape depends on the reason."""

    kind: str | None | UnsetType = UNSET
    """Type name of this object; normally left out when the object is embedded in another."""

    message: str | None | UnsetType = UNSET
    """Explanation of the outcome for people."""

    metadata: ListMeta | None | UnsetType = UNSET
    """List-style metadata; practically always an empty object here."""

    reason: str | None | UnsetType = UNSET
    """CamelCase word classifying a failure, e.g. NotFound or Unauthorized; open vocabulary."""

    status: str | None | UnsetType = UNSET
    """Overall verdict of the operation. Known values: Success, Failure."""


class StatusDetails(Model, kw_only=True):
    """What a failure is about: the object, and each single problem."""

    causes: list[StatusCause] | None | UnsetType = UNSET
    """Individual problems behind the failure, where the reason supplies them."""

    group: str | None | UnsetType = UNSET
    """API group of the resource concerned."""

    kind: str | None | UnsetType = UNSET
    """Kind (or resource name) of the thing concerned."""

    name: str | None | UnsetType = UNSET
    """Name of the single object concerned, if there is just one."""

    retry_after_seconds: Int32 | None | UnsetType = UNSET
    """Wait this many seconds before trying again."""

    uid: str | None | UnsetType = UNSET
    """UID of the single object concerned, if known."""


class StatusCause(Model, kw_only=True):
    """One problem of a failure."""

    field: str | None | UnsetType = UNSET
    """JSON path of the offending field, such as spec.images[0].from.name."""

    message: str | None | UnsetType = UNSET
    """Text on this problem for people."""

    reason: str | None | UnsetType = UNSET
    """CamelCase word classifying this problem, e.g. FieldValueInvalid; open vocabulary."""


class ListMeta(Model, kw_only=True):
    """What a list says of itself: its revision and how to go on reading it."""

    continue_: str | None | UnsetType = UNSET
    """Paging token to hand back for the next chunk of a list; not meaningful on a plain status."""

    remaining_item_count: Int64 | None | UnsetType = UNSET
    """How many items follow this chunk of a list; pointless on a status. Since 4.3."""

    resource_version: str | None | UnsetType = UNSET
    """Opaque revision token of the list; servers set it, clients return it untouched."""

    self_link: str | None | UnsetType = UNSET
    """Server-relative URL; no longer filled in by newer servers."""

    shard_info: ShardInfo | None | UnsetType = UNSET
    """Echo of the shard selector of the request; pointless on a status. Since 4.23."""


class ShardInfo(Model, kw_only=True):
    """The shard of a collection that a list was cut down to."""

    selector: str | None | UnsetType = UNSET
    """Selector of the shard that the list was cut down to. Since 4.23."""


class ManagedFieldsEntry(Model, kw_only=True):
    """The fields that one client wrote in one way."""

    api_version: str | None | UnsetType = UNSET
    """API version that the set of fields of this entry is written in. Since 4.2."""

    fields_type: str | None | UnsetType = UNSET
    """Names the format of fieldsV1; FieldsV1 is the only one so far. Known values: FieldsV1. Since
    4.3.
    """

    fields_v1: FieldsV1 | None | UnsetType = UNSET
    """The set of fields that the client owns. Since 4.3."""

    manager: str | None | UnsetType = UNSET
    """Name of the client, such as kubectl-client-side-apply. Since 4.2."""

    operation: str | None | UnsetType = UNSET
    """How the client wrote: Apply for server-side apply, Update for everything else. Known values:
    Apply, Update. Since 4.2.
    """

    subresource: str | None | UnsetType = UNSET
    """Subresource that the client wrote through; blank for the object itself. Since 4.9."""

    time: str | None | UnsetType = UNSET
    """When the entry last changed, in UTC. Since 4.2."""


class OwnerReference(Model, kw_only=True):
    """Points at an object that another one depends on and goes away with."""

    api_version: str | None | UnsetType = UNSET
    """API version of the owner."""

    block_owner_deletion: bool | None | UnsetType = UNSET
    """When true, foreground deletion of the owner waits for this dependent."""

    controller: bool | None | UnsetType = UNSET
    """Marks the one owner that manages this object."""

    kind: str | None | UnsetType = UNSET
    """Kind of the owner."""

    name: str | None | UnsetType = UNSET
    """Name of the owner."""

    uid: str | None | UnsetType = UNSET
    """UID of the owner."""


class ImageStreamImportSpec(Model, kw_only=True):
    """What the caller wants looked up or imported: single images, a whole repository, or both."""

    images: list[ImageImportSpec] | None | UnsetType = UNSET
    """Single images to fetch, one entry each."""

    import_: bool | None | UnsetType = UNSET
    """True writes the results into the image stream; false is only a look-up. Default: false."""

    repository: RepositoryImportSpec | None | UnsetType = UNSET
    """Ask for a whole repository's tags, up to a limit set on the server."""


class ImageImportSpec(Model, kw_only=True):
    """One image to look up, and what to do with it."""

    from_: ObjectReference | None | UnsetType = UNSET
    """Where to pull the image from; the kind has to be DockerImage."""

    import_policy: TagImportPolicy | None | UnsetType = UNSET
    """How to talk to the source registry for this image."""

    include_manifest: bool | None | UnsetType = UNSET
    """Ask for the raw manifest to be sent back with the result."""

    reference_policy: TagReferencePolicy | None | UnsetType = UNSET
    """How users of the resulting tag should address the image."""

    to: LocalObjectReference | None | UnsetType = UNSET
    """Tag of the stream to fill; defaults to the tag found in the source reference."""


class ObjectReference(Model, kw_only=True):
    """Points at another object; for an import, at an image in a registry."""

    api_version: str | None | UnsetType = UNSET
    """API version of the target object."""

    field_path: str | None | UnsetType = UNSET
    """Narrows the reference to a part of the target, e.g. one container."""

    kind: str | None | UnsetType = UNSET
    """Kind of the target."""

    name: str | None | UnsetType = UNSET
    """Name of the target; for DockerImage the pull specification."""

    namespace: str | None | UnsetType = UNSET
    """Namespace of the target; the referrer's own when blank."""

    resource_version: str | None | UnsetType = UNSET
    """Revision of the target that is meant, if pinned."""

    uid: str | None | UnsetType = UNSET
    """UID of the target."""


class TagImportPolicy(Model, kw_only=True):
    """How images are fetched from the source registry, and how often."""

    import_mode: str | None | UnsetType = UNSET
    """Whether an image for many platforms is reduced to one of them (Legacy) or kept as a list
    (PreserveOriginal); blank means the server's default. Known values: Legacy,
    PreserveOriginal. Default: Legacy. Since 4.12.
    """

    insecure: bool | None | UnsetType = UNSET
    """Permit plain HTTP or unverified TLS towards the registry."""

    scheduled: bool | None | UnsetType = UNSET
    """Have the server poll the source and re-import it from time to time."""


class TagReferencePolicy(Model, kw_only=True):
    """Which address the users of a tag are given for its image."""

    type: str | None | UnsetType = UNSET
    """Source keeps the original pull address, Local goes through the integrated registry; an empty
    string counts as Source. Known values: Source, Local. Default: Source.
    """


class LocalObjectReference(Model, kw_only=True):
    """Points at something in the same scope by its name."""

    name: str | None | UnsetType = UNSET
    """Name of the target in the same scope; here the tag to write."""


class RepositoryImportSpec(Model, kw_only=True):
    """A repository whose tags are to be looked up."""

    from_: ObjectReference | None | UnsetType = UNSET
    """Repository to read, as a DockerImage name without tag or digest."""

    import_policy: TagImportPolicy | None | UnsetType = UNSET
    """How to talk to the source registry for this repository."""

    include_manifest: bool | None | UnsetType = UNSET
    """Ask for every image's raw manifest to be sent back."""

    reference_policy: TagReferencePolicy | None | UnsetType = UNSET
    """How users of the resulting tags should address the images."""


class ImageStreamImportStatus(Model, kw_only=True):
    """Outcome of an import, one result for each thing asked for."""

    images: list[ImageImportStatus] | None | UnsetType = UNSET
    """One result per entry of spec.images, in the same order."""

    import_: ImageStream | None | UnsetType = UNSET
    """The image stream after the import; only there when spec.import was true."""

    repository: RepositoryImportStatus | None | UnsetType = UNSET
    """Result for spec.repository, when that was given."""


class ImageImportStatus(Model, kw_only=True):
    """Outcome for one image: the image, or why it could not be had."""

    image: Image | None | UnsetType = UNSET
    """The image that was found; absent on failure."""

    manifests: list[Image] | None | UnsetType = UNSET
    """The member images themselves, when a manifest list was imported whole. Since 4.12."""

    status: Status | None | UnsetType = UNSET
    """Verdict for this one image."""

    tag: str | None | UnsetType = UNSET
    """Tag under which the image was found, if any."""


class Image(Model, kw_only=True):
    """Metadata of one image, named by the digest of its manifest."""

    api_version: str | None | UnsetType = UNSET
    """API version tag of this object; normally left out when the object is embedded in another."""

    docker_image_config: str | None | UnsetType = UNSET
    """Raw container configuration as JSON text (schema 2 images)."""

    docker_image_layers: list[ImageLayer] | None | UnsetType = UNSET
    """Layers of the image, lowest first in current servers."""

    docker_image_manifest: str | None | UnsetType = UNSET
    """Raw manifest as JSON text; usually blank unless asked for."""

    docker_image_manifest_media_type: str | None | UnsetType = UNSET
    """Media type of the raw manifest."""

    docker_image_manifests: list[ImageManifest] | None | UnsetType = UNSET
    """Members of the manifest list that this image stands for; excludes dockerImageLayers. Since
    4.12.
    """

    docker_image_metadata: RawExtension | None | UnsetType = UNSET
    """Parsed image description, embedded as a free-form JSON object (kind DockerImage)."""

    docker_image_metadata_version: str | None | UnsetType = UNSET
    """Format version of dockerImageMetadata; 1.0 when blank."""

    docker_image_reference: str | None | UnsetType = UNSET
    """Full pull specification, normally by digest."""

    docker_image_signatures: list[str] | None | UnsetType = UNSET
    """Signature blobs that came with a schema 1 manifest."""

    kind: str | None | UnsetType = UNSET
    """Type name of this object; normally left out when the object is embedded in another."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; the name is the manifest digest."""

    signatures: list[ImageSignature] | None | UnsetType = UNSET
    """Signatures attached to the image on the cluster."""


class ImageLayer(Model, kw_only=True):
    """One layer of an image."""

    media_type: str | None | UnsetType = UNSET
    """Media type of the layer blob."""

    name: str | None | UnsetType = UNSET
    """Digest of the layer blob."""

    size: Int64 | None | UnsetType = UNSET
    """Blob size in bytes; 0 when unknown."""


class ImageManifest(Model, kw_only=True):
    """One member of a manifest list."""

    architecture: str | None | UnsetType = UNSET
    """CPU architecture of the member, such as amd64 or arm64. Since 4.12."""

    digest: str | None | UnsetType = UNSET
    """Digest of the member's manifest. Since 4.12."""

    manifest_size: Int64 | None | UnsetType = UNSET
    """Size of the member's manifest in bytes, never negative. Since 4.12."""

    media_type: str | None | UnsetType = UNSET
    """Media type of the member's manifest. Since 4.12."""

    os: str | None | UnsetType = UNSET
    """Operating system of the member, such as linux. Since 4.12."""

    variant: str | None | UnsetType = UNSET
    """Variant of the CPU, such as v7 for 32-bit ARM. Since 4.12."""


class ImageSignature(Model, kw_only=True):
    """A signature of an image, and what the cluster found out about it."""

    api_version: str | None | UnsetType = UNSET
    """API version tag of this object; normally left out when the object is embedded in another."""

    conditions: list[SignatureCondition] | None | UnsetType = UNSET
    """Latest findings about the signature."""

    content: str | None | UnsetType = UNSET
    """The signature itself, base64."""

    created: str | None | UnsetType = UNSET
    """When the signature was made, if known."""

    image_identity: str | None | UnsetType = UNSET
    """Human-readable identity the signature claims, e.g. a pull specification."""

    issued_by: SignatureIssuer | None | UnsetType = UNSET
    """Who issued the signing key or certificate."""

    issued_to: SignatureSubject | None | UnsetType = UNSET
    """Who signed."""

    kind: str | None | UnsetType = UNSET
    """Type name of this object; normally left out when the object is embedded in another."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; the name reads <image>@<signature>."""

    signed_claims: dict[str, str] | None | UnsetType = UNSET
    """Claims carried inside the signature."""

    type: str | None | UnsetType = UNSET
    """Format of the blob; clusters use AtomicImageV1."""


class SignatureCondition(Model, kw_only=True):
    """One finding about a signature."""

    last_probe_time: str | None | UnsetType = UNSET
    """When this finding was last looked into."""

    last_transition_time: str | None | UnsetType = UNSET
    """When the finding last flipped."""

    message: str | None | UnsetType = UNSET
    """Details for people."""

    reason: str | None | UnsetType = UNSET
    """Short cause of the last flip."""

    status: str | None | UnsetType = UNSET
    """Whether the finding holds. Known values: True, False, Unknown."""

    type: str | None | UnsetType = UNSET
    """Name of the finding; the server knows Trusted, ForImage, Expired and Revoked."""


class SignatureIssuer(Model, kw_only=True):
    """Who vouches for the key of a signature."""

    common_name: str | None | UnsetType = UNSET
    """Common name of the issuer."""

    organization: str | None | UnsetType = UNSET
    """Organisation of the issuer."""


class SignatureSubject(Model, kw_only=True):
    """Who made a signature."""

    common_name: str | None | UnsetType = UNSET
    """Common name of the signer."""

    organization: str | None | UnsetType = UNSET
    """Organisation of the signer."""

    public_key_id: str | None | UnsetType = msgspec.field(default=UNSET, name="publicKeyID")
    """Key id of the signer's public key, at least its low 64 bits in hex."""


class ImageStream(Model, kw_only=True):
    """A named set of tags, each with the history of the images it pointed at."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one; normally left out inside an import's answer. One of: v1, image.openshift.io/v1.
    """

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStream; normally left out inside an import's answer.
    One of: ImageStream.
    """

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity and bookkeeping block of this object."""

    spec: ImageStreamSpec | None | UnsetType = UNSET
    """Desired state of the stream."""

    status: ImageStreamStatus | None | UnsetType = UNSET
    """Observed state of the stream."""


class ImageStreamSpec(Model, kw_only=True):
    """The tags that the user wants, and how they may be used."""

    docker_image_repository: str | None | UnsetType = UNSET
    """Outside repository behind the stream; obsolete, tags carry their own source."""

    lookup_policy: ImageLookupPolicy | None | UnsetType = UNSET
    """Whether other objects of the namespace may use the stream by its short name."""

    tags: list[TagReference] | None | UnsetType = UNSET
    """Tags the user wants the stream to have."""


class ImageLookupPolicy(Model, kw_only=True):
    """Whether a stream may be used by its short name."""

    local: bool | None | UnsetType = UNSET
    """Resolve short image names in this namespace through the stream."""


class TagReference(Model, kw_only=True):
    """One tag that the user wants: where its image comes from and how to fetch it."""

    annotations: dict[str, str] | None | UnsetType = UNSET
    """String pairs copied on to images read through this tag; often null."""

    from_: ObjectReference | None | UnsetType = UNSET
    """What the tag follows: an outside image, another tag or one stream image."""

    generation: Int64 | None | UnsetType = UNSET
    """Change counter of the tag request; 0 forces a new import, null keeps the old number."""

    import_policy: TagImportPolicy | None | UnsetType = UNSET
    """How to talk to the source registry for this tag."""

    name: str | None | UnsetType = UNSET
    """Name of the tag."""

    reference: bool | None | UnsetType = UNSET
    """True makes the tag a bare pointer that is never imported."""

    reference_policy: TagReferencePolicy | None | UnsetType = UNSET
    """How users of the tag should address the image."""


class ImageStreamStatus(Model, kw_only=True):
    """What a stream holds: its address and the history of its tags."""

    docker_image_repository: str | None | UnsetType = UNSET
    """Address of the stream inside the cluster; blank until known."""

    public_docker_image_repository: str | None | UnsetType = UNSET
    """Address of the stream from outside, if the registry is exposed."""

    tags: list[NamedTagEventList] | None | UnsetType = UNSET
    """Import and push history per tag."""


class NamedTagEventList(Model, kw_only=True):
    """History of one tag, and what is wrong with it."""

    conditions: list[TagEventCondition] | None | UnsetType = UNSET
    """Problems with the tag, such as a failed import."""

    items: list[TagEvent] | None | UnsetType = UNSET
    """History of the tag, newest first."""

    tag: str | None | UnsetType = UNSET
    """Name of the tag."""


class TagEventCondition(Model, kw_only=True):
    """One finding about a tag, such as a failed import."""

    generation: Int64 | None | UnsetType = UNSET
    """Tag generation that the finding is about."""

    last_transition_time: str | None | UnsetType = UNSET
    """When the finding last flipped."""

    message: str | None | UnsetType = UNSET
    """Details for people."""

    reason: str | None | UnsetType = UNSET
    """Short machine-readable cause of the last flip."""

    status: str | None | UnsetType = UNSET
    """Whether the finding holds; False on ImportSuccess means the import failed. Known values:
    True, False, Unknown.
    """

    type: str | None | UnsetType = UNSET
    """Name of the finding; only ImportSuccess exists so far."""


class TagEvent(Model, kw_only=True):
    """One image that a tag pointed at."""

    created: str | None | UnsetType = UNSET
    """When this history entry was recorded."""

    docker_image_reference: str | None | UnsetType = UNSET
    """Pull specification the tag had at that point."""

    generation: Int64 | None | UnsetType = UNSET
    """Tag generation that led to this entry."""

    image: str | None | UnsetType = UNSET
    """Name of the image, i.e. its digest."""


class RepositoryImportStatus(Model, kw_only=True):
    """Outcome for a repository: its first tags as images, the others by name."""

    additional_tags: list[str] | None | UnsetType = UNSET
    """Tags that were seen but skipped since the bulk limit was reached."""

    images: list[ImageImportStatus] | None | UnsetType = UNSET
    """Results for the tags that were imported."""

    status: Status | None | UnsetType = UNSET
    """Verdict for the repository as a whole."""


class ImageStreamTag(Model, kw_only=True):
    """One tag of an image stream with the image that it has now, as one object: `stream:tag`."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    conditions: list[TagEventCondition] | None | UnsetType = UNSET
    """Problems with the tag, such as a failed import."""

    generation: Int64 | None | UnsetType = UNSET
    """Tag generation that led to the image; lower than that of the tag while an import is under
    way or has failed.
    """

    image: Image | None | UnsetType = UNSET
    """The newest image of the tag; in lists only its name and its address."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStreamTag. One of: ImageStreamTag."""

    lookup_policy: ImageLookupPolicy | None | UnsetType = UNSET
    """Whether other objects of the namespace may use the stream by its short name."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; uid, version and labels are those of the stream, annotations those of the
    tag.
    """

    tag: TagReference | None | UnsetType = UNSET
    """What the user wants the tag to be; null where images were only pushed."""


class ImageStreamImage(Model, kw_only=True):
    """One image that an image stream has or had, as one object: `stream@image`."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    image: Image | None | UnsetType = UNSET
    """The image as it is stored, without its raw manifest."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStreamImage. One of: ImageStreamImage."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; the name is the one that was asked for, annotations are those of the stream."""


class ImageTag(Model, kw_only=True):
    """One tag of an image stream with all that is known of it, as one object: `stream:tag`."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always image.openshift.io/v1. One of: image.openshift.io/v1."""

    image: Image | None | UnsetType = UNSET
    """The newest image of the tag; null in lists, and where there is none."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageTag. One of: ImageTag."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; all but the name is that of the stream."""

    spec: TagReference | None | UnsetType = UNSET
    """What the user wants the tag to be; null where images were only pushed."""

    status: NamedTagEventList | None | UnsetType = UNSET
    """History of the tag; null where nothing was pushed or imported."""


class ImageStreamMapping(Model, kw_only=True):
    """Says which image a tag of an image stream has now, as a registry does after a push."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    image: Image | None | UnsetType = UNSET
    """The image, which is stored unless it is there."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStreamMapping. One of: ImageStreamMapping."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block; name and namespace are those of the stream."""

    tag: str | None | UnsetType = UNSET
    """Tag of the stream that the image was pushed to."""


class ImageStreamLayers(Model, kw_only=True):
    """Every blob that the images of a stream are made of."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    blobs: dict[str, ImageLayerData] | None | UnsetType = UNSET
    """What is known of each blob, by its digest."""

    images: dict[str, ImageBlobReferences] | None | UnsetType = UNSET
    """Which blobs each image is made of, by the name of the image."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always ImageStreamLayers. One of: ImageStreamLayers."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block, that of the stream."""


class ImageLayerData(Model, kw_only=True):
    """What is known of one blob."""

    media_type: str | None | UnsetType = UNSET
    """Media type of the blob."""

    size: Int64 | None | UnsetType = UNSET
    """Size in bytes; null where nobody knows it."""


class ImageBlobReferences(Model, kw_only=True):
    """What one image is made of."""

    config: str | None | UnsetType = UNSET
    """Digest of the configuration; null for images that have none of their own."""

    image_missing: bool | None | UnsetType = UNSET
    """True where the stream names an image that is no longer stored, so that nothing is known of
    it.
    """

    layers: list[str] | None | UnsetType = UNSET
    """Digests of the layers, lowest first."""

    manifests: list[str] | None | UnsetType = UNSET
    """Names of the members, where the image is a manifest list."""


class Secret(Model, kw_only=True):
    """Confidential values of one namespace, such as the credentials with which images are pulled."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always v1. One of: v1."""

    data: dict[str, str] | None | UnsetType = UNSET
    """The values by key, each in base64."""

    immutable: bool | None | UnsetType = UNSET
    """True freezes the values: from then on only the metadata can be changed."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always Secret. One of: Secret."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity and bookkeeping block of this object."""

    string_data: dict[str, str] | None | UnsetType = UNSET
    """Values as plain text, which the server moves into data; never in an answer."""

    type: str | None | UnsetType = UNSET
    """What the values are for; tells which keys have to be there. Known values: Opaque,
    kubernetes.io/dockercfg, kubernetes.io/dockerconfigjson. Default: Opaque.
    """


class Namespace(Model, kw_only=True):
    """A room of its own for the names of other objects."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always v1. One of: v1."""

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always Namespace. One of: Namespace."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity and bookkeeping block of this object."""

    spec: NamespaceSpec | None | UnsetType = UNSET
    """What has to happen before the namespace may go."""

    status: NamespaceStatus | None | UnsetType = UNSET
    """Where the namespace is in its life."""


class NamespaceSpec(Model, kw_only=True):
    """What has to happen before a namespace may go."""

    finalizers: list[str] | None | UnsetType = UNSET
    """Components that still have to clean up in the namespace."""


class SelfSubjectAccessReview(Model, kw_only=True):
    """Asks whether the one who asks may do something."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always SelfSubjectAccessReview. One of: SelfSubjectAccessReview."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block of this object, which nobody stores."""

    spec: SelfSubjectAccessReviewSpec | None | UnsetType = UNSET
    """What is asked."""

    status: SubjectAccessReviewStatus | None | UnsetType = UNSET
    """The answer."""


class SelfSubjectAccessReviewSpec(Model, kw_only=True):
    """An action of the one who asks: on a resource or on a path."""

    non_resource_attributes: NonResourceAttributes | None | UnsetType = UNSET
    """An action on a path that is no resource."""

    resource_attributes: ResourceAttributes | None | UnsetType = UNSET
    """An action on a resource."""


class SubjectAccessReview(Model, kw_only=True):
    """Asks whether somebody may do something."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always SubjectAccessReview. One of: SubjectAccessReview."""

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block of this object, which nobody stores."""

    spec: SubjectAccessReviewSpec | None | UnsetType = UNSET
    """What is asked."""

    status: SubjectAccessReviewStatus | None | UnsetType = UNSET
    """The answer."""


class LocalSubjectAccessReview(Model, kw_only=True):
    """Asks whether somebody may do something in a namespace."""

    api_version: str | None | UnsetType = UNSET
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: str | None | UnsetType = UNSET
    """Type name of the document, always LocalSubjectAccessReview. One of:
    LocalSubjectAccessReview.
    """

    metadata: ObjectMeta | None | UnsetType = UNSET
    """Identity block of this object, which nobody stores."""

    spec: SubjectAccessReviewSpec | None | UnsetType = UNSET
    """What is asked."""

    status: SubjectAccessReviewStatus | None | UnsetType = UNSET
    """The answer."""


class SubjectAccessReviewSpec(Model, kw_only=True):
    """A user, and an action on a resource or on a path."""

    extra: dict[str, list[str]] | None | UnsetType = UNSET
    """What else an authenticator said of that user."""

    groups: list[str] | None | UnsetType = UNSET
    """Groups of that user."""

    non_resource_attributes: NonResourceAttributes | None | UnsetType = UNSET
    """An action on a path that is no resource."""

    resource_attributes: ResourceAttributes | None | UnsetType = UNSET
    """An action on a resource."""

    uid: str | None | UnsetType = UNSET
    """Identifier of that user."""

    user: str | None | UnsetType = UNSET
    """Name of the user that is asked about."""


class ResourceAttributes(Model, kw_only=True):
    """An action on a resource; what is empty or * means all."""

    group: str | None | UnsetType = UNSET
    """API group of the resource."""

    name: str | None | UnsetType = UNSET
    """Name of the one object that is meant."""

    namespace: str | None | UnsetType = UNSET
    """Namespace of the action; empty for what belongs to the cluster."""

    resource: str | None | UnsetType = UNSET
    """Plural name of the resource."""

    subresource: str | None | UnsetType = UNSET
    """Part of the resource, such as status."""

    verb: str | None | UnsetType = UNSET
    """What is to be done: get, list, create and so on."""

    version: str | None | UnsetType = UNSET
    """API version of the resource."""


class NonResourceAttributes(Model, kw_only=True):
    """An action on a path that is no resource."""

    path: str | None | UnsetType = UNSET
    """Path of the request."""

    verb: str | None | UnsetType = UNSET
    """Method of the request in lower case."""


class SubjectAccessReviewStatus(Model, kw_only=True):
    """Whether the action is allowed."""

    allowed: bool | None | UnsetType = UNSET
    """True where the action is allowed."""

    denied: bool | None | UnsetType = UNSET
    """True where it is forbidden whatever others say."""

    evaluation_error: str | None | UnsetType = UNSET
    """What went wrong while this was found out."""

    reason: str | None | UnsetType = UNSET
    """Why the action is allowed or not."""


class NamespaceStatus(Model, kw_only=True):
    """Where a namespace is in its life."""

    phase: str | None | UnsetType = UNSET
    """Active, or Terminating once its deletion was asked for. Known values: Active, Terminating."""


FieldsV1: TypeAlias = JsonObject
"""A set of fields as a trie of keys such as `f:spec`, kept whole."""

RawExtension: TypeAlias = JsonObject
"""A free-form JSON object, kept whole."""


_encoder = msgspec.json.Encoder()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


@overload
def decode(data: bytes | str) -> ImageStreamImport: ...


@overload
def decode(data: bytes | str, type: type[_Type]) -> _Type: ...


def decode(data: bytes | str, type: Any = ImageStreamImport) -> Any:
    """The JSON document as a model, its types checked.

    Raises msgspec.DecodeError for what is not JSON, and msgspec.ValidationError, which names the
    place, for a value of another type than the schema says.
    """
    decoder = _decoders.get(type)
    if decoder is None:
        decoder = _decoders[type] = msgspec.json.Decoder(type)
    try:
        return decoder.decode(data)
    except UnicodeDecodeError as error:
        raise msgspec.DecodeError(f"JSON is malformed: {error}") from None


def encode(value: Any) -> bytes:
    """The model as JSON: every field that was set, and no other."""
    return _encoder.encode(value)
