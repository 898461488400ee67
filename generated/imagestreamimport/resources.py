"""The resources that the API serves, as values, and the classes of their lists.

`RESOURCES` has each by its plural, with every path that follows from it.
"""

# Null is read as an empty list, though no checker knows of it.
# pyright: reportUnnecessaryComparison=false

from __future__ import annotations

from . import models
from ._base.kubernetes import UNSENT, Always, Model
from ._base.rest import CreationAnswer, Mount, NameParts, Resource, Route, Subresource
from .watching import Event, ListMetadata

__all__ = [
    "RESOURCES",
    "CreationAnswer",
    "Event",
    "ListMetadata",
    "Mount",
    "NameParts",
    "Resource",
    "Route",
    "Subresource",
    "ImageStreamList",
    "SecretList",
    "ImageStreamTagList",
    "ImageTagList",
    "ImageList",
    "NamespaceList",
    "ProjectList",
    "ProjectRequestList",
]


def __dir__() -> list[str]:
    return __all__


class ImageStreamList(Model, kw_only=True):
    """Many objects: ImageStreamList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ImageStreamList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.ImageStream]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class SecretList(Model, kw_only=True):
    """Many objects: SecretList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always SecretList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.Secret]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class ImageStreamTagList(Model, kw_only=True):
    """Many objects: ImageStreamTagList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ImageStreamTagList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.ImageStreamTag]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class ImageTagList(Model, kw_only=True):
    """Many objects: ImageTagList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ImageTagList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.ImageTag]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class ImageList(Model, kw_only=True):
    """Many objects: ImageList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ImageList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.Image]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class NamespaceList(Model, kw_only=True):
    """Many objects: NamespaceList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always NamespaceList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.Namespace]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class ProjectList(Model, kw_only=True):
    """Many objects: ProjectList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ProjectList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.Project]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


class ProjectRequestList(Model, kw_only=True):
    """Many objects: ProjectRequestList."""

    api_version: str | None = None
    """API version of the list and of the objects in it."""

    kind: str | None = None
    """Type name of the list, always ProjectRequestList."""

    metadata: Always[models.ListMeta] = UNSENT
    """Revision of the list, and how to go on reading it."""

    items: Always[list[models.ProjectRequest]] = []
    """The objects."""

    def __post_init__(self) -> None:
        if self.items is None:
            self.items = []


RESOURCES: dict[str, Resource] = {
    "imagestreamimports": Resource(
        kind="ImageStreamImport",
        list_kind="ImageStreamImportList",
        plural="imagestreamimports",
        singular="imagestreamimport",
        short_names=(),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=False,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreamimports",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagestreamimports",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreamimports",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/oapi/v1/imagestreamimports",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "imagestreams": Resource(
        kind="ImageStream",
        list_kind="ImageStreamList",
        plural="imagestreams",
        singular="imagestream",
        short_names=("is",),
        categories=("all",),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"),
        subresources=(
            Subresource("status", "ImageStream", False, ("get", "update", "patch")),
            Subresource("secrets", "SecretList", True, ("get",)),
            Subresource("layers", "ImageStreamLayers", False, ("get",)),
        ),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                            ("deletecollection", "DELETE"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagestreams",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}/status",
                        "status",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}/secrets",
                        "secrets",
                        False,
                        (("get", "GET"),),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}/layers",
                        "layers",
                        False,
                        (("get", "GET"),),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreams",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                            ("deletecollection", "DELETE"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/imagestreams",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreams/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreams/{name}/status",
                        "status",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreams/{name}/secrets",
                        "secrets",
                        False,
                        (("get", "GET"),),
                    ),
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreams/{name}/layers",
                        "layers",
                        False,
                        (("get", "GET"),),
                    ),
                ),
            ),
        ),
    ),
    "imagestreamtags": Resource(
        kind="ImageStreamTag",
        list_kind="ImageStreamTagList",
        plural="imagestreamtags",
        singular="imagestreamtag",
        short_names=("istag",),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=NameParts(("stream", "tag"), ":"),
        virtual=True,
        answer=None,
        verbs=("create", "delete", "get", "list", "patch", "update"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreamtags",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagestreamtags",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreamtags/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreamtags",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/imagestreamtags",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreamtags/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "imagestreamimages": Resource(
        kind="ImageStreamImage",
        list_kind="ImageStreamImageList",
        plural="imagestreamimages",
        singular="imagestreamimage",
        short_names=("isimage",),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=NameParts(("stream", "image"), "@"),
        virtual=True,
        answer=None,
        verbs=("get",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreamimages/{name}",
                        "",
                        False,
                        (("get", "GET"),),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreamimages/{name}",
                        "",
                        False,
                        (("get", "GET"),),
                    ),
                ),
            ),
        ),
    ),
    "imagetags": Resource(
        kind="ImageTag",
        list_kind="ImageTagList",
        plural="imagetags",
        singular="imagetag",
        short_names=("itag",),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=NameParts(("stream", "tag"), ":"),
        virtual=True,
        answer=None,
        verbs=("create", "delete", "get", "list", "patch", "update"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagetags",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagetags",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagetags/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "imagestreammappings": Resource(
        kind="ImageStreamMapping",
        list_kind="ImageStreamMappingList",
        plural="imagestreammappings",
        singular="imagestreammapping",
        short_names=(),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=CreationAnswer("Status", "v1"),
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreammappings",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagestreammappings",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/namespaces/{namespace}/imagestreammappings",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/oapi/v1/imagestreammappings",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "images": Resource(
        kind="Image",
        list_kind="ImageList",
        plural="images",
        singular="image",
        short_names=(),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/images",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                            ("deletecollection", "DELETE"),
                        ),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/images/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/images",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                            ("deletecollection", "DELETE"),
                        ),
                    ),
                    Route(
                        "/oapi/v1/images/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "imagesignatures": Resource(
        kind="ImageSignature",
        list_kind="ImageSignatureList",
        plural="imagesignatures",
        singular="imagesignature",
        short_names=(),
        categories=(),
        group="image.openshift.io",
        api_version="image.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=NameParts(("image", "signature"), "@"),
        virtual=True,
        answer=None,
        verbs=("create", "delete"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/image.openshift.io/v1",
                group="image.openshift.io",
                version="v1",
                api_version="image.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/image.openshift.io/v1/imagesignatures",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/apis/image.openshift.io/v1/imagesignatures/{name}",
                        "",
                        False,
                        (("delete", "DELETE"),),
                    ),
                ),
            ),
            Mount(
                prefix="/oapi/v1",
                group="image.openshift.io",
                version="v1",
                api_version="v1",
                legacy=True,
                routes=(
                    Route(
                        "/oapi/v1/imagesignatures",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/oapi/v1/imagesignatures/{name}",
                        "",
                        False,
                        (("delete", "DELETE"),),
                    ),
                ),
            ),
        ),
    ),
    "secrets": Resource(
        kind="Secret",
        list_kind="SecretList",
        plural="secrets",
        singular="secret",
        short_names=(),
        categories=(),
        group="",
        api_version="v1",
        namespaced=True,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/api/v1",
                group="",
                version="v1",
                api_version="v1",
                legacy=False,
                routes=(
                    Route(
                        "/api/v1/namespaces/{namespace}/secrets",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                            ("deletecollection", "DELETE"),
                        ),
                    ),
                    Route(
                        "/api/v1/secrets",
                        "",
                        True,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                        ),
                    ),
                    Route(
                        "/api/v1/namespaces/{namespace}/secrets/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "namespaces": Resource(
        kind="Namespace",
        list_kind="NamespaceList",
        plural="namespaces",
        singular="namespace",
        short_names=("ns",),
        categories=(),
        group="",
        api_version="v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create", "delete", "get", "list", "patch", "update", "watch"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/api/v1",
                group="",
                version="v1",
                api_version="v1",
                legacy=False,
                routes=(
                    Route(
                        "/api/v1/namespaces",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                        ),
                    ),
                    Route(
                        "/api/v1/namespaces/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "selfsubjectaccessreviews": Resource(
        kind="SelfSubjectAccessReview",
        list_kind="SelfSubjectAccessReviewList",
        plural="selfsubjectaccessreviews",
        singular="selfsubjectaccessreview",
        short_names=(),
        categories=(),
        group="authorization.k8s.io",
        api_version="authorization.k8s.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.k8s.io/v1",
                group="authorization.k8s.io",
                version="v1",
                api_version="authorization.k8s.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "subjectaccessreviews": Resource(
        kind="SubjectAccessReview",
        list_kind="SubjectAccessReviewList",
        plural="subjectaccessreviews",
        singular="subjectaccessreview",
        short_names=(),
        categories=(),
        group="authorization.k8s.io",
        api_version="authorization.k8s.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.k8s.io/v1",
                group="authorization.k8s.io",
                version="v1",
                api_version="authorization.k8s.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.k8s.io/v1/subjectaccessreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "localsubjectaccessreviews": Resource(
        kind="LocalSubjectAccessReview",
        list_kind="LocalSubjectAccessReviewList",
        plural="localsubjectaccessreviews",
        singular="localsubjectaccessreview",
        short_names=(),
        categories=(),
        group="authorization.k8s.io",
        api_version="authorization.k8s.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.k8s.io/v1",
                group="authorization.k8s.io",
                version="v1",
                api_version="authorization.k8s.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.k8s.io/v1/namespaces/{namespace}/localsubjectaccessreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/apis/authorization.k8s.io/v1/localsubjectaccessreviews",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "selfsubjectrulesreviews": Resource(
        kind="SelfSubjectRulesReview",
        list_kind="SelfSubjectRulesReviewList",
        plural="selfsubjectrulesreviews",
        singular="selfsubjectrulesreview",
        short_names=(),
        categories=(),
        group="authorization.k8s.io",
        api_version="authorization.k8s.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.k8s.io/v1",
                group="authorization.k8s.io",
                version="v1",
                api_version="authorization.k8s.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "selfsubjectreviews": Resource(
        kind="SelfSubjectReview",
        list_kind="SelfSubjectReviewList",
        plural="selfsubjectreviews",
        singular="selfsubjectreview",
        short_names=(),
        categories=(),
        group="authentication.k8s.io",
        api_version="authentication.k8s.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=None,
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authentication.k8s.io/v1",
                group="authentication.k8s.io",
                version="v1",
                api_version="authentication.k8s.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authentication.k8s.io/v1/selfsubjectreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "resourceaccessreviews": Resource(
        kind="ResourceAccessReview",
        list_kind="ResourceAccessReviewList",
        plural="resourceaccessreviews",
        singular="resourceaccessreview",
        short_names=(),
        categories=(),
        group="authorization.openshift.io",
        api_version="authorization.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=CreationAnswer("ResourceAccessReviewResponse", ""),
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.openshift.io/v1",
                group="authorization.openshift.io",
                version="v1",
                api_version="authorization.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.openshift.io/v1/resourceaccessreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "localresourceaccessreviews": Resource(
        kind="LocalResourceAccessReview",
        list_kind="LocalResourceAccessReviewList",
        plural="localresourceaccessreviews",
        singular="localresourceaccessreview",
        short_names=(),
        categories=(),
        group="authorization.openshift.io",
        api_version="authorization.openshift.io/v1",
        namespaced=True,
        generates_names=True,
        name_parts=None,
        virtual=False,
        answer=CreationAnswer("ResourceAccessReviewResponse", ""),
        verbs=("create",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/authorization.openshift.io/v1",
                group="authorization.openshift.io",
                version="v1",
                api_version="authorization.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/authorization.openshift.io/v1/namespaces/{namespace}/localresourceaccessreviews",
                        "",
                        False,
                        (("create", "POST"),),
                    ),
                    Route(
                        "/apis/authorization.openshift.io/v1/localresourceaccessreviews",
                        "",
                        True,
                        (("create", "POST"),),
                    ),
                ),
            ),
        ),
    ),
    "projects": Resource(
        kind="Project",
        list_kind="ProjectList",
        plural="projects",
        singular="project",
        short_names=(),
        categories=(),
        group="project.openshift.io",
        api_version="project.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=None,
        verbs=("create", "delete", "get", "list", "patch", "update", "watch"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/project.openshift.io/v1",
                group="project.openshift.io",
                version="v1",
                api_version="project.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/project.openshift.io/v1/projects",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                            ("watch", "GET"),
                        ),
                    ),
                    Route(
                        "/apis/project.openshift.io/v1/projects/{name}",
                        "",
                        False,
                        (
                            ("get", "GET"),
                            ("update", "PUT"),
                            ("patch", "PATCH"),
                            ("delete", "DELETE"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "projectrequests": Resource(
        kind="ProjectRequest",
        list_kind="ProjectRequestList",
        plural="projectrequests",
        singular="projectrequest",
        short_names=(),
        categories=(),
        group="project.openshift.io",
        api_version="project.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=CreationAnswer("Project", ""),
        verbs=("create", "list"),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/project.openshift.io/v1",
                group="project.openshift.io",
                version="v1",
                api_version="project.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/project.openshift.io/v1/projectrequests",
                        "",
                        False,
                        (
                            ("create", "POST"),
                            ("list", "GET"),
                        ),
                    ),
                ),
            ),
        ),
    ),
    "users": Resource(
        kind="User",
        list_kind="UserList",
        plural="users",
        singular="user",
        short_names=(),
        categories=(),
        group="user.openshift.io",
        api_version="user.openshift.io/v1",
        namespaced=False,
        generates_names=True,
        name_parts=None,
        virtual=True,
        answer=None,
        verbs=("get",),
        subresources=(),
        mounts=(
            Mount(
                prefix="/apis/user.openshift.io/v1",
                group="user.openshift.io",
                version="v1",
                api_version="user.openshift.io/v1",
                legacy=False,
                routes=(
                    Route(
                        "/apis/user.openshift.io/v1/users/{name}",
                        "",
                        False,
                        (("get", "GET"),),
                    ),
                ),
            ),
        ),
    ),
}
"""Each resource that is served, by its plural."""
