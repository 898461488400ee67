"""Models of ImageStreamImport and what it is made of: one class for each definition of the schema.

`decode` reads JSON into them, `encode` writes them back. Absent, null and empty are the same, as
for Kubernetes: lists and maps are empty where they are not there, anything else is None. What is
set is written, but for empty lists and maps. Fields that the schema does not know are left out. The
values of closed sets are not checked here: that is what `validators` is for.
"""

# Null is read as an empty list or map, though no checker knows of it.
# pyright: reportUnnecessaryComparison=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, overload

import msgspec

from ._base.decoding import decoder_of, refuse_another_kind
from ._base.documents import no_document
from ._base.kinds import is_object
from ._base.kubernetes import UNSENT, Always, Model
from ._base.model import Int32, Int64, JsonObject

if TYPE_CHECKING:
    from typing import Literal
else:  # any text: a newer server may send others
    from ._base.model import Literal

__all__ = [
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
    "LocalResourceAccessReview",
    "LocalSubjectAccessReview",
    "ManagedFieldsEntry",
    "NamedTagEventList",
    "Namespace",
    "NamespaceSpec",
    "NamespaceStatus",
    "NonResourceAttributes",
    "NonResourceRule",
    "ObjectMeta",
    "ObjectReference",
    "OwnerReference",
    "Project",
    "ProjectRequest",
    "RawExtension",
    "RepositoryImportSpec",
    "RepositoryImportStatus",
    "ResourceAccessReview",
    "ResourceAccessReviewResponse",
    "ResourceAttributes",
    "ResourceRule",
    "Secret",
    "SelfSubjectAccessReview",
    "SelfSubjectAccessReviewSpec",
    "SelfSubjectReview",
    "SelfSubjectReviewStatus",
    "SelfSubjectRulesReview",
    "SelfSubjectRulesReviewSpec",
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
    "SubjectRulesReviewStatus",
    "TagEvent",
    "TagEventCondition",
    "TagImportPolicy",
    "TagReference",
    "TagReferencePolicy",
    "User",
    "UserInfo",
    "decode",
    "encode",
    "from_dict",
    "to_dict",
]


def __dir__() -> list[str]:
    return __all__


_Type = TypeVar("_Type")


class ImageStreamImport(Model, kw_only=True):
    """Asks a server to look images up in other registries and, if wanted, to tag them into an
    image stream.
    """

    api_version: Always[Literal["v1", "image.openshift.io/v1"]] = UNSENT
    """API version of the request document: `v1` on the legacy path, `image.openshift.io/v1` on the
    grouped one. One of: v1, image.openshift.io/v1.
    """

    kind: Always[Literal["ImageStreamImport"]] = UNSENT
    """Type name of the document, always ImageStreamImport. One of: ImageStreamImport."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; name and namespace select the image stream the import is aimed at. Required."""

    spec: Always[ImageStreamImportSpec] = UNSENT
    """What the caller wants looked up or imported. Required."""

    status: Always[ImageStreamImportStatus] = UNSENT
    """Outcome filled in by the server; whatever a client sends here is thrown away."""


class ObjectMeta(Model, kw_only=True):
    """Identity and bookkeeping that every stored object carries."""

    annotations: Always[dict[str, str]] = {}
    """Free-form string pairs for tools; unlike labels they cannot be used for selecting."""

    cluster_name: str | None = None
    """Never-used cluster discriminator; servers blank it. Gone from newer Kubernetes. Until 4.11."""

    creation_timestamp: str | None = None
    """UTC instant of creation, assigned by the server; serialised as null while unset."""

    deletion_grace_period_seconds: Int64 | None = None
    """Grace seconds left for shutdown; only present once deletion has begun."""

    deletion_timestamp: str | None = None
    """UTC instant after which the object goes away; absent unless deletion was asked for."""

    finalizers: Always[list[str]] = []
    """Identifiers of components that still have clean-up to do; deletion waits until none are
    left.
    """

    generate_name: str | None = None
    """Prefix from which the server makes a unique name when no explicit one is given."""

    generation: Int64 | None = None
    """Server-kept counter, raised with each change of desired state."""

    initializers: Initializers | None = None
    """Start-up hooks still outstanding (alpha feature of Kubernetes 1.7 to 1.13, removed later).
    Until 4.2.
    """

    labels: Always[dict[str, str]] = {}
    """String pairs for grouping and for selector queries."""

    managed_fields: Always[list[ManagedFieldsEntry]] = []
    """Which client last set which fields, one entry for each client and way of writing. Since 4.2."""

    name: Always[str] = UNSENT
    """Object name, unique per namespace and fixed after creation."""

    namespace: str | None = None
    """Project that owns the object; blank for cluster-wide kinds."""

    owner_references: Always[list[OwnerReference]] = []
    """Objects this one depends on; it is garbage-collected when all of them are gone."""

    resource_version: str | None = None
    """Opaque revision token for optimistic locking and watches."""

    self_link: str | None = None
    """Server-relative URL of the object; no longer filled in by newer servers."""

    uid: str | None = None
    """Server-generated identifier, unique across time and space."""

    def __post_init__(self) -> None:
        if self.annotations is None:
            self.annotations = {}
        if self.finalizers is None:
            self.finalizers = []
        if self.labels is None:
            self.labels = {}
        if self.managed_fields is None:
            self.managed_fields = []
        if self.owner_references is None:
            self.owner_references = []


class Initializers(Model, kw_only=True):
    """Start-up hooks of the alpha feature that Kubernetes 1.7 to 1.13 had."""

    pending: Always[list[Initializer]] = []
    """Hooks still to run, in order; the object stays hidden until the list is empty. Until 4.2."""

    result: Status | None = None
    """Set to a failure when a hook rejected the object, which then gets deleted. Until 4.2."""

    def __post_init__(self) -> None:
        if self.pending is None:
            self.pending = []


class Initializer(Model, kw_only=True):
    """One start-up hook that has not run yet."""

    name: Always[str] = UNSENT
    """Name of one outstanding hook. Until 4.2."""


class Status(Model, kw_only=True):
    """Outcome of an operation: success, or a failure with its reason and its causes."""

    api_version: str | None = None
    """API version tag of this object; normally left out when the object is embedded in another."""

    code: Int32 | None = None
    """HTTP status number that goes with the outcome; zero or absent means not given."""

    details: StatusDetails | None = None
    """Structured extras about the outcome; their shape depends on the reason."""

    kind: str | None = None
    """Type name of this object; normally left out when the object is embedded in another."""

    message: str | None = None
    """Explanation of the outcome for people."""

    metadata: Always[ListMeta] = UNSENT
    """List-style metadata; practically always an empty object here."""

    reason: str | None = None
    """CamelCase word classifying a failure, e.g. NotFound or Unauthorized; open vocabulary."""

    status: Always[Literal["Success", "Failure"] | str] = UNSENT
    """Overall verdict of the operation. Known values: Success, Failure."""


class StatusDetails(Model, kw_only=True):
    """What a failure is about: the object, and each single problem."""

    causes: Always[list[StatusCause]] = []
    """Individual problems behind the failure, where the reason supplies them."""

    group: str | None = None
    """API group of the resource concerned."""

    kind: str | None = None
    """Kind (or resource name) of the thing concerned."""

    name: str | None = None
    """Name of the single object concerned, if there is just one."""

    retry_after_seconds: Int32 | None = None
    """Wait this many seconds before trying again."""

    uid: str | None = None
    """UID of the single object concerned, if known."""

    def __post_init__(self) -> None:
        if self.causes is None:
            self.causes = []


class StatusCause(Model, kw_only=True):
    """One problem of a failure."""

    field: str | None = None
    """JSON path of the offending field, such as spec.images[0].from.name."""

    message: str | None = None
    """Text on this problem for people."""

    reason: str | None = None
    """CamelCase word classifying this problem, e.g. FieldValueInvalid; open vocabulary."""


class ListMeta(Model, kw_only=True):
    """What a list says of itself: its revision and how to go on reading it."""

    continue_: str | None = None
    """Paging token to hand back for the next chunk of a list; not meaningful on a plain status."""

    remaining_item_count: Int64 | None = None
    """How many items follow this chunk of a list; pointless on a status. Since 4.3."""

    resource_version: str | None = None
    """Opaque revision token of the list; servers set it, clients return it untouched."""

    self_link: str | None = None
    """Server-relative URL; no longer filled in by newer servers."""

    shard_info: ShardInfo | None = None
    """Echo of the shard selector of the request; pointless on a status. Since 4.23."""


class ShardInfo(Model, kw_only=True):
    """The shard of a collection that a list was cut down to."""

    selector: Always[str] = UNSENT
    """Selector of the shard that the list was cut down to. Since 4.23."""


class ManagedFieldsEntry(Model, kw_only=True):
    """The fields that one client wrote in one way."""

    api_version: str | None = None
    """API version that the set of fields of this entry is written in. Since 4.2."""

    fields_type: Literal["FieldsV1"] | str | None = None
    """Names the format of fieldsV1; FieldsV1 is the only one so far. Known values: FieldsV1. Since
    4.3.
    """

    fields_v1: FieldsV1 | None = None
    """The set of fields that the client owns. Since 4.3."""

    manager: str | None = None
    """Name of the client, such as kubectl-client-side-apply. Since 4.2."""

    operation: Literal["Apply", "Update"] | str | None = None
    """How the client wrote: Apply for server-side apply, Update for everything else. Known values:
    Apply, Update. Since 4.2.
    """

    subresource: str | None = None
    """Subresource that the client wrote through; blank for the object itself. Since 4.9."""

    time: str | None = None
    """When the entry last changed, in UTC. Since 4.2."""


class OwnerReference(Model, kw_only=True):
    """Points at an object that another one depends on and goes away with."""

    api_version: Always[str] = UNSENT
    """API version of the owner."""

    block_owner_deletion: bool | None = None
    """When true, foreground deletion of the owner waits for this dependent."""

    controller: bool | None = None
    """Marks the one owner that manages this object."""

    kind: Always[str] = UNSENT
    """Kind of the owner."""

    name: Always[str] = UNSENT
    """Name of the owner."""

    uid: Always[str] = UNSENT
    """UID of the owner."""


class ImageStreamImportSpec(Model, kw_only=True):
    """What the caller wants looked up or imported: single images, a whole repository, or both."""

    images: Always[list[ImageImportSpec]] = []
    """Single images to fetch, one entry each."""

    import_: Always[bool] = UNSENT
    """True writes the results into the image stream; false is only a look-up. Default: false."""

    repository: RepositoryImportSpec | None = None
    """Ask for a whole repository's tags, up to a limit set on the server."""

    def __post_init__(self) -> None:
        if self.images is None:
            self.images = []


class ImageImportSpec(Model, kw_only=True):
    """One image to look up, and what to do with it."""

    from_: Always[ObjectReference] = UNSENT
    """Where to pull the image from; the kind has to be DockerImage. Required."""

    import_policy: Always[TagImportPolicy] = UNSENT
    """How to talk to the source registry for this image."""

    include_manifest: bool | None = None
    """Ask for the raw manifest to be sent back with the result."""

    reference_policy: Always[TagReferencePolicy] = UNSENT
    """How users of the resulting tag should address the image."""

    to: LocalObjectReference | None = None
    """Tag of the stream to fill; defaults to the tag found in the source reference."""


class ObjectReference(Model, kw_only=True):
    """Points at another object; for an import, at an image in a registry."""

    api_version: str | None = None
    """API version of the target object."""

    field_path: str | None = None
    """Narrows the reference to a part of the target, e.g. one container."""

    kind: str | None = None
    """Kind of the target."""

    name: str | None = None
    """Name of the target; for DockerImage the pull specification."""

    namespace: str | None = None
    """Namespace of the target; the referrer's own when blank."""

    resource_version: str | None = None
    """Revision of the target that is meant, if pinned."""

    uid: str | None = None
    """UID of the target."""


class TagImportPolicy(Model, kw_only=True):
    """How images are fetched from the source registry, and how often."""

    import_mode: Literal["Legacy", "PreserveOriginal"] | str | None = None
    """Whether an image for many platforms is reduced to one of them (Legacy) or kept as a list
    (PreserveOriginal); blank means the server's default. Known values: Legacy,
    PreserveOriginal. Default: "Legacy". Since 4.12.
    """

    insecure: bool | None = None
    """Permit plain HTTP or unverified TLS towards the registry."""

    scheduled: bool | None = None
    """Have the server poll the source and re-import it from time to time."""


class TagReferencePolicy(Model, kw_only=True):
    """Which address the users of a tag are given for its image."""

    type: Always[Literal["Source", "Local"] | str] = UNSENT
    """Source keeps the original pull address, Local goes through the integrated registry; an empty
    string counts as Source. Known values: Source, Local. Default: "Source".
    """


class LocalObjectReference(Model, kw_only=True):
    """Points at something in the same scope by its name."""

    name: str | None = None
    """Name of the target in the same scope; here the tag to write."""


class RepositoryImportSpec(Model, kw_only=True):
    """A repository whose tags are to be looked up."""

    from_: Always[ObjectReference] = UNSENT
    """Repository to read, as a DockerImage name without tag or digest. Required."""

    import_policy: Always[TagImportPolicy] = UNSENT
    """How to talk to the source registry for this repository."""

    include_manifest: bool | None = None
    """Ask for every image's raw manifest to be sent back."""

    reference_policy: Always[TagReferencePolicy] = UNSENT
    """How users of the resulting tags should address the images."""


class ImageStreamImportStatus(Model, kw_only=True):
    """Outcome of an import, one result for each thing asked for."""

    images: Always[list[ImageImportStatus]] = []
    """One result per entry of spec.images, in the same order."""

    import_: ImageStream | None = None
    """The image stream after the import; only there when spec.import was true."""

    repository: RepositoryImportStatus | None = None
    """Result for spec.repository, when that was given."""

    def __post_init__(self) -> None:
        if self.images is None:
            self.images = []


class ImageImportStatus(Model, kw_only=True):
    """Outcome for one image: the image, or why it could not be had."""

    image: Image | None = None
    """The image that was found; absent on failure."""

    manifests: Always[list[Image]] = []
    """The member images themselves, when a manifest list was imported whole. Since 4.12."""

    status: Always[Status] = UNSENT
    """Verdict for this one image."""

    tag: str | None = None
    """Tag under which the image was found, if any."""

    def __post_init__(self) -> None:
        if self.manifests is None:
            self.manifests = []


class Image(Model, kw_only=True):
    """Metadata of one image, named by the digest of its manifest."""

    api_version: str | None = None
    """API version tag of this object; normally left out when the object is embedded in another."""

    docker_image_config: str | None = None
    """Raw container configuration as JSON text (schema 2 images)."""

    docker_image_layers: Always[list[ImageLayer]] = []
    """Layers of the image, lowest first in current servers."""

    docker_image_manifest: str | None = None
    """Raw manifest as JSON text; usually blank unless asked for."""

    docker_image_manifest_media_type: str | None = None
    """Media type of the raw manifest."""

    docker_image_manifests: Always[list[ImageManifest]] = []
    """Members of the manifest list that this image stands for; excludes dockerImageLayers. Since
    4.12.
    """

    docker_image_metadata: RawExtension | None = None
    """Parsed image description, embedded as a free-form JSON object (kind DockerImage)."""

    docker_image_metadata_version: str | None = None
    """Format version of dockerImageMetadata; 1.0 when blank."""

    docker_image_reference: Always[str] = UNSENT
    """Full pull specification, normally by digest."""

    docker_image_signatures: Always[list[str]] = []
    """Signature blobs that came with a schema 1 manifest."""

    kind: str | None = None
    """Type name of this object; normally left out when the object is embedded in another."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; the name is the manifest digest."""

    signatures: Always[list[ImageSignature]] = []
    """Signatures attached to the image on the cluster."""

    def __post_init__(self) -> None:
        if self.docker_image_layers is None:
            self.docker_image_layers = []
        if self.docker_image_manifests is None:
            self.docker_image_manifests = []
        if self.docker_image_signatures is None:
            self.docker_image_signatures = []
        if self.signatures is None:
            self.signatures = []


class ImageLayer(Model, kw_only=True):
    """One layer of an image."""

    media_type: Always[str] = UNSENT
    """Media type of the layer blob."""

    name: Always[str] = UNSENT
    """Digest of the layer blob."""

    size: Always[Int64] = UNSENT
    """Blob size in bytes; 0 when unknown."""


class ImageManifest(Model, kw_only=True):
    """One member of a manifest list."""

    architecture: Always[str] = UNSENT
    """CPU architecture of the member, such as amd64 or arm64. Since 4.12."""

    digest: Always[str] = UNSENT
    """Digest of the member's manifest. Since 4.12."""

    manifest_size: Always[Int64] = UNSENT
    """Size of the member's manifest in bytes, never negative. Since 4.12."""

    media_type: Always[str] = UNSENT
    """Media type of the member's manifest. Since 4.12."""

    os: Always[str] = UNSENT
    """Operating system of the member, such as linux. Since 4.12."""

    variant: str | None = None
    """Variant of the CPU, such as v7 for 32-bit ARM. Since 4.12."""


class ImageSignature(Model, kw_only=True):
    """A signature of an image, and what the cluster found out about it."""

    api_version: str | None = None
    """API version tag of this object; normally left out when the object is embedded in another."""

    conditions: Always[list[SignatureCondition]] = []
    """Latest findings about the signature."""

    content: Always[str] = UNSENT
    """The signature itself, base64."""

    created: str | None = None
    """When the signature was made, if known."""

    image_identity: str | None = None
    """Human-readable identity the signature claims, e.g. a pull specification."""

    issued_by: SignatureIssuer | None = None
    """Who issued the signing key or certificate."""

    issued_to: SignatureSubject | None = None
    """Who signed."""

    kind: str | None = None
    """Type name of this object; normally left out when the object is embedded in another."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; the name reads <image>@<signature>."""

    signed_claims: Always[dict[str, str]] = {}
    """Claims carried inside the signature."""

    type: Always[str] = UNSENT
    """Format of the blob; clusters use AtomicImageV1."""

    def __post_init__(self) -> None:
        if self.conditions is None:
            self.conditions = []
        if self.signed_claims is None:
            self.signed_claims = {}


class SignatureCondition(Model, kw_only=True):
    """One finding about a signature."""

    last_probe_time: str | None = None
    """When this finding was last looked into."""

    last_transition_time: str | None = None
    """When the finding last flipped."""

    message: str | None = None
    """Details for people."""

    reason: str | None = None
    """Short cause of the last flip."""

    status: Always[Literal["True", "False", "Unknown"] | str] = UNSENT
    """Whether the finding holds. Known values: True, False, Unknown."""

    type: Always[str] = UNSENT
    """Name of the finding; the server knows Trusted, ForImage, Expired and Revoked."""


class SignatureIssuer(Model, kw_only=True):
    """Who vouches for the key of a signature."""

    common_name: str | None = None
    """Common name of the issuer."""

    organization: str | None = None
    """Organisation of the issuer."""


class SignatureSubject(Model, kw_only=True):
    """Who made a signature."""

    common_name: str | None = None
    """Common name of the signer."""

    organization: str | None = None
    """Organisation of the signer."""

    public_key_id: Always[str] = msgspec.field(default=UNSENT, name="publicKeyID")
    """Key id of the signer's public key, at least its low 64 bits in hex."""


class ImageStream(Model, kw_only=True):
    """A named set of tags, each with the history of the images it pointed at."""

    api_version: Literal["v1", "image.openshift.io/v1"] | None = None
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one; normally left out inside an import's answer. One of: v1, image.openshift.io/v1.
    """

    kind: Literal["ImageStream"] | None = None
    """Type name of the document, always ImageStream; normally left out inside an import's answer.
    One of: ImageStream.
    """

    metadata: Always[ObjectMeta] = UNSENT
    """Identity and bookkeeping block of this object."""

    spec: Always[ImageStreamSpec] = UNSENT
    """Desired state of the stream."""

    status: Always[ImageStreamStatus] = UNSENT
    """Observed state of the stream."""


class ImageStreamSpec(Model, kw_only=True):
    """The tags that the user wants, and how they may be used."""

    docker_image_repository: str | None = None
    """Outside repository behind the stream; obsolete, tags carry their own source."""

    lookup_policy: Always[ImageLookupPolicy] = UNSENT
    """Whether other objects of the namespace may use the stream by its short name."""

    tags: Always[list[TagReference]] = []
    """Tags the user wants the stream to have."""

    def __post_init__(self) -> None:
        if self.tags is None:
            self.tags = []


class ImageLookupPolicy(Model, kw_only=True):
    """Whether a stream may be used by its short name."""

    local: Always[bool] = UNSENT
    """Resolve short image names in this namespace through the stream."""


class TagReference(Model, kw_only=True):
    """One tag that the user wants: where its image comes from and how to fetch it."""

    annotations: Always[dict[str, str]] = {}
    """String pairs copied on to images read through this tag; often null."""

    from_: ObjectReference | None = None
    """What the tag follows: an outside image, another tag or one stream image."""

    generation: Int64 | None = None
    """Change counter of the tag request; 0 forces a new import, null keeps the old number."""

    import_policy: Always[TagImportPolicy] = UNSENT
    """How to talk to the source registry for this tag."""

    name: Always[str] = UNSENT
    """Name of the tag."""

    reference: bool | None = None
    """True makes the tag a bare pointer that is never imported."""

    reference_policy: Always[TagReferencePolicy] = UNSENT
    """How users of the tag should address the image."""

    def __post_init__(self) -> None:
        if self.annotations is None:
            self.annotations = {}


class ImageStreamStatus(Model, kw_only=True):
    """What a stream holds: its address and the history of its tags."""

    docker_image_repository: Always[str] = UNSENT
    """Address of the stream inside the cluster; blank until known."""

    public_docker_image_repository: str | None = None
    """Address of the stream from outside, if the registry is exposed."""

    tags: Always[list[NamedTagEventList]] = []
    """Import and push history per tag."""

    def __post_init__(self) -> None:
        if self.tags is None:
            self.tags = []


class NamedTagEventList(Model, kw_only=True):
    """History of one tag, and what is wrong with it."""

    conditions: Always[list[TagEventCondition]] = []
    """Problems with the tag, such as a failed import."""

    items: Always[list[TagEvent]] = []
    """History of the tag, newest first."""

    tag: Always[str] = UNSENT
    """Name of the tag."""

    def __post_init__(self) -> None:
        if self.conditions is None:
            self.conditions = []
        if self.items is None:
            self.items = []


class TagEventCondition(Model, kw_only=True):
    """One finding about a tag, such as a failed import."""

    generation: Always[Int64] = UNSENT
    """Tag generation that the finding is about."""

    last_transition_time: Always[str] = UNSENT
    """When the finding last flipped."""

    message: str | None = None
    """Details for people."""

    reason: str | None = None
    """Short machine-readable cause of the last flip."""

    status: Always[Literal["True", "False", "Unknown"] | str] = UNSENT
    """Whether the finding holds; False on ImportSuccess means the import failed. Known values:
    True, False, Unknown.
    """

    type: Always[str] = UNSENT
    """Name of the finding; only ImportSuccess exists so far."""


class TagEvent(Model, kw_only=True):
    """One image that a tag pointed at."""

    created: Always[str] = UNSENT
    """When this history entry was recorded."""

    docker_image_reference: Always[str] = UNSENT
    """Pull specification the tag had at that point."""

    generation: Always[Int64] = UNSENT
    """Tag generation that led to this entry."""

    image: Always[str] = UNSENT
    """Name of the image, i.e. its digest."""


class RepositoryImportStatus(Model, kw_only=True):
    """Outcome for a repository: its first tags as images, the others by name."""

    additional_tags: Always[list[str]] = []
    """Tags that were seen but skipped since the bulk limit was reached."""

    images: Always[list[ImageImportStatus]] = []
    """Results for the tags that were imported."""

    status: Always[Status] = UNSENT
    """Verdict for the repository as a whole."""

    def __post_init__(self) -> None:
        if self.additional_tags is None:
            self.additional_tags = []
        if self.images is None:
            self.images = []


class ImageStreamTag(Model, kw_only=True):
    """One tag of an image stream with the image that it has now, as one object: `stream:tag`."""

    api_version: Literal["v1", "image.openshift.io/v1"] | None = None
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    conditions: Always[list[TagEventCondition]] = []
    """Problems with the tag, such as a failed import."""

    generation: Always[Int64] = UNSENT
    """Tag generation that led to the image; lower than that of the tag while an import is under
    way or has failed.
    """

    image: Always[Image] = UNSENT
    """The newest image of the tag; in lists only its name and its address."""

    kind: Literal["ImageStreamTag"] | None = None
    """Type name of the document, always ImageStreamTag. One of: ImageStreamTag."""

    lookup_policy: Always[ImageLookupPolicy] = UNSENT
    """Whether other objects of the namespace may use the stream by its short name."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; uid, version and labels are those of the stream, annotations those of the
    tag.
    """

    tag: TagReference | None = None
    """What the user wants the tag to be; null where images were only pushed."""

    def __post_init__(self) -> None:
        if self.conditions is None:
            self.conditions = []


class ImageStreamImage(Model, kw_only=True):
    """One image that an image stream has or had, as one object: `stream@image`."""

    api_version: Literal["v1", "image.openshift.io/v1"] | None = None
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    image: Always[Image] = UNSENT
    """The image as it is stored, without its raw manifest."""

    kind: Literal["ImageStreamImage"] | None = None
    """Type name of the document, always ImageStreamImage. One of: ImageStreamImage."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; the name is the one that was asked for, annotations are those of the stream."""


class ImageTag(Model, kw_only=True):
    """One tag of an image stream with all that is known of it, as one object: `stream:tag`."""

    api_version: Literal["image.openshift.io/v1"] | None = None
    """API version of the document, always image.openshift.io/v1. One of: image.openshift.io/v1."""

    image: Image | None = None
    """The newest image of the tag; null in lists, and where there is none."""

    kind: Literal["ImageTag"] | None = None
    """Type name of the document, always ImageTag. One of: ImageTag."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; all but the name is that of the stream."""

    spec: TagReference | None = None
    """What the user wants the tag to be; null where images were only pushed."""

    status: NamedTagEventList | None = None
    """History of the tag; null where nothing was pushed or imported."""


class ImageStreamMapping(Model, kw_only=True):
    """Says which image a tag of an image stream has now, as a registry does after a push."""

    api_version: Literal["v1", "image.openshift.io/v1"] | None = None
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    image: Always[Image] = UNSENT
    """The image, which is stored unless it is there."""

    kind: Literal["ImageStreamMapping"] | None = None
    """Type name of the document, always ImageStreamMapping. One of: ImageStreamMapping."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block; name and namespace are those of the stream."""

    tag: Always[str] = UNSENT
    """Tag of the stream that the image was pushed to."""


class ImageStreamLayers(Model, kw_only=True):
    """Every blob that the images of a stream are made of."""

    api_version: Literal["v1", "image.openshift.io/v1"] | None = None
    """API version of the document: `v1` on the legacy path, `image.openshift.io/v1` on the grouped
    one. One of: v1, image.openshift.io/v1.
    """

    blobs: Always[dict[str, ImageLayerData]] = {}
    """What is known of each blob, by its digest."""

    images: Always[dict[str, ImageBlobReferences]] = {}
    """Which blobs each image is made of, by the name of the image."""

    kind: Literal["ImageStreamLayers"] | None = None
    """Type name of the document, always ImageStreamLayers. One of: ImageStreamLayers."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block, that of the stream."""

    def __post_init__(self) -> None:
        if self.blobs is None:
            self.blobs = {}
        if self.images is None:
            self.images = {}


class ImageLayerData(Model, kw_only=True):
    """What is known of one blob."""

    media_type: Always[str] = UNSENT
    """Media type of the blob."""

    size: Int64 | None = None
    """Size in bytes; null where nobody knows it."""


class ImageBlobReferences(Model, kw_only=True):
    """What one image is made of."""

    config: str | None = None
    """Digest of the configuration; null for images that have none of their own."""

    image_missing: Always[bool] = UNSENT
    """True where the stream names an image that is no longer stored, so that nothing is known of
    it.
    """

    layers: Always[list[str]] = []
    """Digests of the layers, lowest first."""

    manifests: Always[list[str]] = []
    """Names of the members, where the image is a manifest list."""

    def __post_init__(self) -> None:
        if self.layers is None:
            self.layers = []
        if self.manifests is None:
            self.manifests = []


class Secret(Model, kw_only=True):
    """Confidential values of one namespace, such as the credentials with which images are pulled."""

    api_version: Literal["v1"] | None = None
    """API version of the document, always v1. One of: v1."""

    data: Always[dict[str, str]] = {}
    """The values by key, each in base64."""

    immutable: bool | None = None
    """True freezes the values: from then on only the metadata can be changed."""

    kind: Literal["Secret"] | None = None
    """Type name of the document, always Secret. One of: Secret."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity and bookkeeping block of this object."""

    string_data: Always[dict[str, str]] = {}
    """Values as plain text, which the server moves into data; never in an answer."""

    type: Always[
        Literal["Opaque", "kubernetes.io/dockercfg", "kubernetes.io/dockerconfigjson"] | str
    ] = UNSENT
    """What the values are for; tells which keys have to be there. Known values: Opaque,
    kubernetes.io/dockercfg, kubernetes.io/dockerconfigjson. Default: "Opaque".
    """

    def __post_init__(self) -> None:
        if self.data is None:
            self.data = {}
        if self.string_data is None:
            self.string_data = {}


class Namespace(Model, kw_only=True):
    """A room of its own for the names of other objects."""

    api_version: Literal["v1"] | None = None
    """API version of the document, always v1. One of: v1."""

    kind: Literal["Namespace"] | None = None
    """Type name of the document, always Namespace. One of: Namespace."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity and bookkeeping block of this object."""

    spec: Always[NamespaceSpec] = UNSENT
    """What has to happen before the namespace may go."""

    status: Always[NamespaceStatus] = UNSENT
    """Where the namespace is in its life."""


class NamespaceSpec(Model, kw_only=True):
    """What has to happen before a namespace may go."""

    finalizers: Always[list[str]] = []
    """Components that still have to clean up in the namespace."""

    def __post_init__(self) -> None:
        if self.finalizers is None:
            self.finalizers = []


class SelfSubjectAccessReview(Model, kw_only=True):
    """Asks whether the one who asks may do something."""

    api_version: Literal["authorization.k8s.io/v1"] | None = None
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: Literal["SelfSubjectAccessReview"] | None = None
    """Type name of the document, always SelfSubjectAccessReview. One of: SelfSubjectAccessReview."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block of this object, which nobody stores."""

    spec: Always[SelfSubjectAccessReviewSpec] = UNSENT
    """What is asked."""

    status: Always[SubjectAccessReviewStatus] = UNSENT
    """The answer."""


class SelfSubjectAccessReviewSpec(Model, kw_only=True):
    """An action of the one who asks: on a resource or on a path."""

    non_resource_attributes: NonResourceAttributes | None = None
    """An action on a path that is no resource."""

    resource_attributes: ResourceAttributes | None = None
    """An action on a resource."""


class SubjectAccessReview(Model, kw_only=True):
    """Asks whether somebody may do something."""

    api_version: Literal["authorization.k8s.io/v1"] | None = None
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: Literal["SubjectAccessReview"] | None = None
    """Type name of the document, always SubjectAccessReview. One of: SubjectAccessReview."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block of this object, which nobody stores."""

    spec: Always[SubjectAccessReviewSpec] = UNSENT
    """What is asked."""

    status: Always[SubjectAccessReviewStatus] = UNSENT
    """The answer."""


class LocalSubjectAccessReview(Model, kw_only=True):
    """Asks whether somebody may do something in a namespace."""

    api_version: Literal["authorization.k8s.io/v1"] | None = None
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: Literal["LocalSubjectAccessReview"] | None = None
    """Type name of the document, always LocalSubjectAccessReview. One of:
    LocalSubjectAccessReview.
    """

    metadata: Always[ObjectMeta] = UNSENT
    """Identity block of this object, which nobody stores."""

    spec: Always[SubjectAccessReviewSpec] = UNSENT
    """What is asked."""

    status: Always[SubjectAccessReviewStatus] = UNSENT
    """The answer."""


class SubjectAccessReviewSpec(Model, kw_only=True):
    """A user, and an action on a resource or on a path."""

    extra: Always[dict[str, list[str]]] = {}
    """What else an authenticator said of that user."""

    groups: Always[list[str]] = []
    """Groups of that user."""

    non_resource_attributes: NonResourceAttributes | None = None
    """An action on a path that is no resource."""

    resource_attributes: ResourceAttributes | None = None
    """An action on a resource."""

    uid: str | None = None
    """Identifier of that user."""

    user: str | None = None
    """Name of the user that is asked about."""

    def __post_init__(self) -> None:
        if self.extra is None:
            self.extra = {}
        if self.groups is None:
            self.groups = []


class ResourceAttributes(Model, kw_only=True):
    """An action on a resource; what is empty or * means all."""

    group: str | None = None
    """API group of the resource."""

    name: str | None = None
    """Name of the one object that is meant."""

    namespace: str | None = None
    """Namespace of the action; empty for what belongs to the cluster."""

    resource: str | None = None
    """Plural name of the resource."""

    subresource: str | None = None
    """Part of the resource, such as status."""

    verb: str | None = None
    """What is to be done: get, list, create and so on."""

    version: str | None = None
    """API version of the resource."""


class NonResourceAttributes(Model, kw_only=True):
    """An action on a path that is no resource."""

    path: str | None = None
    """Path of the request."""

    verb: str | None = None
    """Method of the request in lower case."""


class SubjectAccessReviewStatus(Model, kw_only=True):
    """Whether the action is allowed."""

    allowed: Always[bool] = UNSENT
    """True where the action is allowed."""

    denied: bool | None = None
    """True where it is forbidden whatever others say."""

    evaluation_error: str | None = None
    """What went wrong while this was found out."""

    reason: str | None = None
    """Why the action is allowed or not."""


class SelfSubjectRulesReview(Model, kw_only=True):
    """Asks what the one who asks may do in a namespace."""

    api_version: Literal["authorization.k8s.io/v1"] | None = None
    """API version of the document, always authorization.k8s.io/v1. One of:
    authorization.k8s.io/v1.
    """

    kind: Literal["SelfSubjectRulesReview"] | None = None
    """Type name of the document, always SelfSubjectRulesReview. One of: SelfSubjectRulesReview."""

    metadata: ObjectMeta | None = None
    """Identity block of this object, which nobody stores."""

    spec: SelfSubjectRulesReviewSpec | None = None
    """What is asked."""

    status: SubjectRulesReviewStatus | None = None
    """The answer."""


class SelfSubjectRulesReviewSpec(Model, kw_only=True):
    """The namespace that is asked about."""

    namespace: str | None = None
    """Name of the namespace."""


class SubjectRulesReviewStatus(Model, kw_only=True):
    """What a user may do, rule by rule."""

    evaluation_error: str | None = None
    """What went wrong while this was found out."""

    incomplete: Always[bool] = UNSENT
    """True where the user may do more than is listed."""

    non_resource_rules: Always[list[NonResourceRule]] = []
    """What the user may do with paths."""

    resource_rules: Always[list[ResourceRule]] = []
    """What the user may do with resources."""

    def __post_init__(self) -> None:
        if self.non_resource_rules is None:
            self.non_resource_rules = []
        if self.resource_rules is None:
            self.resource_rules = []


class ResourceRule(Model, kw_only=True):
    """Actions on resources; * stands for all."""

    api_groups: Always[list[str]] = []
    """API groups of the resources."""

    resource_names: Always[list[str]] = []
    """Names of the only objects that are meant."""

    resources: Always[list[str]] = []
    """Plural names of the resources."""

    verbs: Always[list[str]] = []
    """The actions."""

    def __post_init__(self) -> None:
        if self.api_groups is None:
            self.api_groups = []
        if self.resource_names is None:
            self.resource_names = []
        if self.resources is None:
            self.resources = []
        if self.verbs is None:
            self.verbs = []


class NonResourceRule(Model, kw_only=True):
    """Actions on paths; a * at the end stands for all that goes on."""

    non_resource_urls: Always[list[str]] = msgspec.field(default=[], name="nonResourceURLs")
    """The paths."""

    verbs: Always[list[str]] = []
    """The actions."""

    def __post_init__(self) -> None:
        if self.non_resource_urls is None:
            self.non_resource_urls = []
        if self.verbs is None:
            self.verbs = []


class SelfSubjectReview(Model, kw_only=True):
    """Asks who the one who asks is."""

    api_version: Literal["authentication.k8s.io/v1"] | None = None
    """API version of the document, always authentication.k8s.io/v1. One of:
    authentication.k8s.io/v1.
    """

    kind: Literal["SelfSubjectReview"] | None = None
    """Type name of the document, always SelfSubjectReview. One of: SelfSubjectReview."""

    metadata: ObjectMeta | None = None
    """Identity block of this object, which nobody stores."""

    status: SelfSubjectReviewStatus | None = None
    """The answer."""


class SelfSubjectReviewStatus(Model, kw_only=True):
    """Who the one who asks is."""

    user_info: UserInfo | None = None
    """The user who asks."""


class UserInfo(Model, kw_only=True):
    """A user as the server knows them."""

    extra: Always[dict[str, list[str]]] = {}
    """What else an authenticator said of the user."""

    groups: Always[list[str]] = []
    """Groups of the user."""

    uid: str | None = None
    """Identifier of the user."""

    username: str | None = None
    """Name of the user."""

    def __post_init__(self) -> None:
        if self.extra is None:
            self.extra = {}
        if self.groups is None:
            self.groups = []


class ResourceAccessReview(Model, kw_only=True):
    """Asks who may do something, in one namespace or in all."""

    api_version: Literal["authorization.openshift.io/v1"] | None = None
    """API version of the document, always authorization.openshift.io/v1. One of:
    authorization.openshift.io/v1.
    """

    content: JsonObject | None = None
    """The object of the action; not looked at."""

    is_non_resource_url: bool | None = msgspec.field(default=None, name="isNonResourceURL")
    """True asks about a path that is no resource."""

    kind: Literal["ResourceAccessReview"] | None = None
    """Type name of the document, always ResourceAccessReview. One of: ResourceAccessReview."""

    namespace: str | None = None
    """Namespace of the action; empty for all of them."""

    path: str | None = None
    """The path, where one is asked about."""

    resource: str | None = None
    """Plural name of the resource."""

    resource_api_group: str | None = msgspec.field(default=None, name="resourceAPIGroup")
    """API group of the resource."""

    resource_api_version: str | None = msgspec.field(default=None, name="resourceAPIVersion")
    """API version of the resource."""

    resource_name: str | None = None
    """Name of the one object that is meant."""

    verb: str | None = None
    """What is to be done: get, list, create and so on."""


class LocalResourceAccessReview(Model, kw_only=True):
    """Asks who may do something in the namespace of the path."""

    api_version: Literal["authorization.openshift.io/v1"] | None = None
    """API version of the document, always authorization.openshift.io/v1. One of:
    authorization.openshift.io/v1.
    """

    content: JsonObject | None = None
    """The object of the action; not looked at."""

    is_non_resource_url: bool | None = msgspec.field(default=None, name="isNonResourceURL")
    """True asks about a path that is no resource."""

    kind: Literal["LocalResourceAccessReview"] | None = None
    """Type name of the document, always LocalResourceAccessReview. One of:
    LocalResourceAccessReview.
    """

    namespace: str | None = None
    """Namespace of the action; empty for all of them."""

    path: str | None = None
    """The path, where one is asked about."""

    resource: str | None = None
    """Plural name of the resource."""

    resource_api_group: str | None = msgspec.field(default=None, name="resourceAPIGroup")
    """API group of the resource."""

    resource_api_version: str | None = msgspec.field(default=None, name="resourceAPIVersion")
    """API version of the resource."""

    resource_name: str | None = None
    """Name of the one object that is meant."""

    verb: str | None = None
    """What is to be done: get, list, create and so on."""


class ResourceAccessReviewResponse(Model, kw_only=True):
    """Who may do it."""

    api_version: Literal["authorization.openshift.io/v1"] | None = None
    """API version of the document, always authorization.openshift.io/v1. One of:
    authorization.openshift.io/v1.
    """

    evalution_error: Always[str] = UNSENT
    """What went wrong while this was found out. The name is misspelt in the API."""

    groups: Always[list[str]] = []
    """The groups all of whose members may."""

    kind: Literal["ResourceAccessReviewResponse"] | None = None
    """Type name of the document, always ResourceAccessReviewResponse. One of:
    ResourceAccessReviewResponse.
    """

    namespace: str | None = None
    """The namespace that was asked about."""

    users: Always[list[str]] = []
    """The users who may."""

    def __post_init__(self) -> None:
        if self.groups is None:
            self.groups = []
        if self.users is None:
            self.users = []


class Project(Model, kw_only=True):
    """A namespace as its users see it: listed for those who may see it."""

    api_version: Literal["project.openshift.io/v1"] | None = None
    """API version of the document, always project.openshift.io/v1. One of:
    project.openshift.io/v1.
    """

    kind: Literal["Project"] | None = None
    """Type name of the document, always Project. One of: Project."""

    metadata: Always[ObjectMeta] = UNSENT
    """Identity and bookkeeping block of this object."""

    spec: Always[NamespaceSpec] = UNSENT
    """What has to happen before the project may go."""

    status: Always[NamespaceStatus] = UNSENT
    """Where the project is in its life."""


class ProjectRequest(Model, kw_only=True):
    """Asks for a new project."""

    api_version: Literal["project.openshift.io/v1"] | None = None
    """API version of the document, always project.openshift.io/v1. One of:
    project.openshift.io/v1.
    """

    description: str | None = None
    """What the project is for; kept in an annotation."""

    display_name: str | None = None
    """Name of the project for people; kept in an annotation."""

    kind: Literal["ProjectRequest"] | None = None
    """Type name of the document, always ProjectRequest. One of: ProjectRequest."""

    metadata: ObjectMeta | None = None
    """Its name is that of the project."""


class User(Model, kw_only=True):
    """A user as the server knows them."""

    api_version: Literal["user.openshift.io/v1"] | None = None
    """API version of the document, always user.openshift.io/v1. One of: user.openshift.io/v1."""

    full_name: str | None = None
    """Name of the user for people."""

    groups: Always[list[str]] = []
    """Groups of the user."""

    identities: Always[list[str]] = []
    """How the user may log in; none are kept here."""

    kind: Literal["User"] | None = None
    """Type name of the document, always User. One of: User."""

    metadata: Always[ObjectMeta] = UNSENT
    """Its name is that of the user."""

    def __post_init__(self) -> None:
        if self.groups is None:
            self.groups = []
        if self.identities is None:
            self.identities = []


class NamespaceStatus(Model, kw_only=True):
    """Where a namespace is in its life."""

    phase: Always[Literal["Active", "Terminating"] | str] = UNSENT
    """Active, or Terminating once its deletion was asked for. Known values: Active, Terminating."""


FieldsV1: TypeAlias = JsonObject
"""A set of fields as a trie of keys such as `f:spec`, kept whole."""

RawExtension: TypeAlias = JsonObject
"""A free-form JSON object, kept whole."""


_encoder = msgspec.json.Encoder()

# The kinds that are served, and how other kinds are read.
_KINDS: dict[Any, str] = {
    ImageStreamImport: "ImageStreamImport",
    ImageStream: "ImageStream",
    ImageStreamTag: "ImageStreamTag",
    ImageStreamImage: "ImageStreamImage",
    ImageTag: "ImageTag",
    ImageStreamMapping: "ImageStreamMapping",
    Image: "Image",
    ImageSignature: "ImageSignature",
    Secret: "Secret",
    Namespace: "Namespace",
    SelfSubjectAccessReview: "SelfSubjectAccessReview",
    SubjectAccessReview: "SubjectAccessReview",
    LocalSubjectAccessReview: "LocalSubjectAccessReview",
    SelfSubjectRulesReview: "SelfSubjectRulesReview",
    SelfSubjectReview: "SelfSubjectReview",
    ResourceAccessReview: "ResourceAccessReview",
    LocalResourceAccessReview: "LocalResourceAccessReview",
    Project: "Project",
    ProjectRequest: "ProjectRequest",
    User: "User",
}
_TYPES = {
    "ImageStreamImport": "ImageStreamImport",
    "ImageStream": "ImageStream",
    "ImageStreamTag": "ImageStreamTag",
    "ImageStreamImage": "ImageStreamImage",
    "ImageTag": "ImageTag",
    "ImageStreamMapping": "ImageStreamMapping",
    "Image": "Image",
    "ImageSignature": "ImageSignature",
    "Secret": "Secret",
    "Namespace": "Namespace",
    "SelfSubjectAccessReview": "SelfSubjectAccessReview",
    "SubjectAccessReview": "SubjectAccessReview",
    "LocalSubjectAccessReview": "LocalSubjectAccessReview",
    "SelfSubjectRulesReview": "SelfSubjectRulesReview",
    "SelfSubjectReview": "SelfSubjectReview",
    "ResourceAccessReview": "ResourceAccessReview",
    "LocalResourceAccessReview": "LocalResourceAccessReview",
    "Project": "Project",
    "ProjectRequest": "ProjectRequest",
    "User": "User",
    "ImageStreamList": "resources.ImageStreamList",
    "SecretList": "resources.SecretList",
    "ImageStreamTagList": "resources.ImageStreamTagList",
    "ImageTagList": "resources.ImageTagList",
    "ImageList": "resources.ImageList",
    "NamespaceList": "resources.NamespaceList",
    "ProjectList": "resources.ProjectList",
    "ProjectRequestList": "resources.ProjectRequestList",
}


class _Kind(msgspec.Struct):
    kind: Any = None


@overload
def decode(data: bytes | str) -> ImageStreamImport: ...


@overload
def decode(data: bytes | str, type: type[_Type]) -> _Type: ...


def decode(data: bytes | str, type: Any = ImageStreamImport) -> Any:
    """The JSON document as a model, its types checked.

    Raises msgspec.DecodeError for what is not JSON, and msgspec.ValidationError for a document that
    is of another kind, and for a value of another type than the schema says, whose place it names.
    """
    wanted = _KINDS.get(type)
    try:
        value = decoder_of(type).decode(data)
    except msgspec.ValidationError:
        if wanted is not None and data.lstrip()[:1] in ("{", b"{"):
            kind = msgspec.json.decode(data, type=_Kind).kind
            refuse_another_kind(kind, wanted, "decode(data", _TYPES)
        raise
    if wanted is not None and value.kind != wanted:
        refuse_another_kind(value.kind, wanted, "decode(data", _TYPES)
    return value


def encode(value: Any) -> bytes:
    """The model as JSON: every field that was set, and no other."""
    return _encoder.encode(value)


@overload
def from_dict(document: dict[str, Any]) -> ImageStreamImport: ...


@overload
def from_dict(document: dict[str, Any], type: type[_Type]) -> _Type: ...


def from_dict(document: dict[str, Any], type: Any = ImageStreamImport) -> Any:
    """The JSON document, read already, as a model. Raises msgspec.ValidationError like `decode`."""
    if type in _KINDS:
        if not is_object(document):
            raise no_document(document, "a JSON document as a dict")
        refuse_another_kind(document.get("kind"), _KINDS[type], "from_dict(document", _TYPES)
    return decoder_of(type).convert(document)


def to_dict(model: msgspec.Struct) -> dict[str, Any]:
    """The model as a JSON document: every field that was set, and no other."""
    document: dict[str, Any] = msgspec.to_builtins(model)
    return document
