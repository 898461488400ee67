"""How the served kinds are put together, as far as patches, owners of fields and writing need to know.

Fields that have no parts are left out.
"""

from __future__ import annotations

from .patching import Part, Shape

SHAPES: dict[str, Shape] = {
    "ImageStreamImport": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "ImageStreamImportSpec", (), False, False),
            "status": Part("", "ImageStreamImportStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
    ),
    "ImageStream": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "ImageStreamSpec", (), False, False),
            "status": Part("", "ImageStreamStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
    ),
    "ImageStreamTag": Shape(
        False,
        {
            "conditions": Part("[]", "TagEventCondition", (), False, False),
            "image": Part("", "Image", (), False, False),
            "lookupPolicy": Part("", "ImageLookupPolicy", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
            "tag": Part("", "TagReference", (), False, False),
        },
        {"generation": 0, "image": {}, "lookupPolicy": {}, "metadata": {}, "tag": None},
        (),
    ),
    "ImageStreamImage": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"image": {}, "metadata": {}},
        (),
    ),
    "ImageTag": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "TagReference", (), False, False),
            "status": Part("", "NamedTagEventList", (), False, False),
        },
        {"image": None, "metadata": {}, "spec": None, "status": None},
        (),
    ),
    "ImageStreamMapping": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"image": {}, "metadata": {}, "tag": ""},
        (),
    ),
    "Image": Shape(
        False,
        {
            "dockerImageLayers": Part("[]", "ImageLayer", (), False, False),
            "dockerImageManifests": Part("[]", "ImageManifest", (), False, False),
            "dockerImageMetadata": Part("", "RawExtension", (), False, False),
            "dockerImageSignatures": Part("[]", None, (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
            "signatures": Part("[]", "ImageSignature", (), False, False),
        },
        {"metadata": {}},
        (),
    ),
    "ImageSignature": Shape(
        False,
        {
            "conditions": Part("[]", "SignatureCondition", (), False, False),
            "issuedBy": Part("", "SignatureIssuer", (), False, False),
            "issuedTo": Part("", "SignatureSubject", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
            "signedClaims": Part("{}", None, (), False, False),
        },
        {"content": None, "metadata": {}, "type": ""},
        (),
    ),
    "Secret": Shape(
        False,
        {
            "data": Part("{}", None, (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
            "stringData": Part("{}", None, (), False, False),
        },
        {"metadata": {}},
        ("immutable",),
    ),
    "Namespace": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "NamespaceSpec", (), False, False),
            "status": Part("", "NamespaceStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
    ),
    "SelfSubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SelfSubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
    ),
    "SubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
    ),
    "LocalSubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
    ),
    "ObjectMeta": Shape(
        False,
        {
            "annotations": Part("{}", None, (), False, False),
            "finalizers": Part("[]", None, (), False, True),
            "initializers": Part("", "Initializers", (), False, False),
            "labels": Part("{}", None, (), False, False),
            "managedFields": Part("[]", "ManagedFieldsEntry", (), False, False),
            "ownerReferences": Part("[]", "OwnerReference", ("uid",), True, False),
        },
        {},
        ("deletionGracePeriodSeconds",),
    ),
    "ImageStreamImportSpec": Shape(
        False,
        {
            "images": Part("[]", "ImageImportSpec", (), False, False),
            "repository": Part("", "RepositoryImportSpec", (), False, False),
        },
        {"import": False},
        (),
    ),
    "ImageStreamImportStatus": Shape(
        False,
        {
            "images": Part("[]", "ImageImportStatus", (), False, False),
            "import": Part("", "ImageStream", (), False, False),
            "repository": Part("", "RepositoryImportStatus", (), False, False),
        },
    ),
    "ImageStreamSpec": Shape(
        False,
        {
            "lookupPolicy": Part("", "ImageLookupPolicy", (), False, False),
            "tags": Part("[]", "TagReference", ("name",), True, False),
        },
        {"lookupPolicy": {}},
        (),
    ),
    "ImageStreamStatus": Shape(
        False,
        {
            "tags": Part("[]", "NamedTagEventList", ("tag",), True, False),
        },
        {"dockerImageRepository": ""},
        (),
    ),
    "TagEventCondition": Shape(
        False,
        {},
        {"generation": 0, "lastTransitionTime": None, "status": "", "type": ""},
        (),
    ),
    "ImageLookupPolicy": Shape(
        False,
        {},
        {"local": False},
        (),
    ),
    "TagReference": Shape(
        False,
        {
            "annotations": Part("{}", None, (), False, False),
            "from": Part("", "ObjectReference", (), False, False),
            "importPolicy": Part("", "TagImportPolicy", (), False, False),
            "referencePolicy": Part("", "TagReferencePolicy", (), False, False),
        },
        {
            "annotations": None,
            "generation": None,
            "importPolicy": {},
            "name": "",
            "referencePolicy": {},
        },
        ("generation",),
    ),
    "NamedTagEventList": Shape(
        False,
        {
            "conditions": Part("[]", "TagEventCondition", (), False, False),
            "items": Part("[]", "TagEvent", (), False, False),
        },
        {"items": None, "tag": ""},
        (),
    ),
    "ImageLayer": Shape(
        False,
        {},
        {"mediaType": "", "name": "", "size": 0},
        (),
    ),
    "ImageManifest": Shape(
        False,
        {},
        {"architecture": "", "digest": "", "manifestSize": 0, "mediaType": "", "os": ""},
        (),
    ),
    "RawExtension": Shape(
        False,
        {},
    ),
    "SignatureCondition": Shape(
        False,
        {},
        {"status": "", "type": ""},
        (),
    ),
    "SignatureIssuer": Shape(
        False,
        {},
    ),
    "SignatureSubject": Shape(
        False,
        {},
        {"publicKeyID": ""},
        (),
    ),
    "NamespaceSpec": Shape(
        False,
        {
            "finalizers": Part("[]", None, (), False, False),
        },
    ),
    "NamespaceStatus": Shape(
        False,
        {},
    ),
    "SelfSubjectAccessReviewSpec": Shape(
        False,
        {
            "nonResourceAttributes": Part("", "NonResourceAttributes", (), False, False),
            "resourceAttributes": Part("", "ResourceAttributes", (), False, False),
        },
    ),
    "SubjectAccessReviewStatus": Shape(
        False,
        {},
    ),
    "SubjectAccessReviewSpec": Shape(
        False,
        {
            "extra": Part("{}", None, (), False, False),
            "groups": Part("[]", None, (), False, False),
            "nonResourceAttributes": Part("", "NonResourceAttributes", (), False, False),
            "resourceAttributes": Part("", "ResourceAttributes", (), False, False),
        },
    ),
    "Initializers": Shape(
        False,
        {
            "pending": Part("[]", "Initializer", (), False, False),
            "result": Part("", "Status", (), False, False),
        },
        {"pending": None},
        (),
    ),
    "ManagedFieldsEntry": Shape(
        False,
        {},
    ),
    "OwnerReference": Shape(
        False,
        {},
        {"apiVersion": "", "kind": "", "name": "", "uid": ""},
        ("blockOwnerDeletion", "controller"),
    ),
    "ImageImportSpec": Shape(
        False,
        {
            "from": Part("", "ObjectReference", (), False, False),
            "importPolicy": Part("", "TagImportPolicy", (), False, False),
            "referencePolicy": Part("", "TagReferencePolicy", (), False, False),
            "to": Part("", "LocalObjectReference", (), False, False),
        },
        {"from": {}, "importPolicy": {}, "referencePolicy": {}},
        (),
    ),
    "RepositoryImportSpec": Shape(
        False,
        {
            "from": Part("", "ObjectReference", (), False, False),
            "importPolicy": Part("", "TagImportPolicy", (), False, False),
            "referencePolicy": Part("", "TagReferencePolicy", (), False, False),
        },
        {"from": {}, "importPolicy": {}, "referencePolicy": {}},
        (),
    ),
    "ImageImportStatus": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "manifests": Part("[]", "Image", (), False, False),
            "status": Part("", "Status", (), False, False),
        },
        {"status": {}},
        (),
    ),
    "RepositoryImportStatus": Shape(
        False,
        {
            "additionalTags": Part("[]", None, (), False, False),
            "images": Part("[]", "ImageImportStatus", (), False, False),
            "status": Part("", "Status", (), False, False),
        },
        {"status": {}},
        (),
    ),
    "ObjectReference": Shape(
        True,
        {},
    ),
    "TagImportPolicy": Shape(
        False,
        {},
    ),
    "TagReferencePolicy": Shape(
        False,
        {},
        {"type": ""},
        (),
    ),
    "TagEvent": Shape(
        False,
        {},
        {"created": None, "dockerImageReference": "", "generation": 0, "image": ""},
        (),
    ),
    "NonResourceAttributes": Shape(
        False,
        {},
    ),
    "ResourceAttributes": Shape(
        False,
        {},
    ),
    "Initializer": Shape(
        False,
        {},
        {"name": ""},
        (),
    ),
    "Status": Shape(
        False,
        {
            "details": Part("", "StatusDetails", (), False, False),
            "metadata": Part("", "ListMeta", (), False, False),
        },
        {"metadata": {}},
        (),
    ),
    "LocalObjectReference": Shape(
        False,
        {},
    ),
    "StatusDetails": Shape(
        False,
        {
            "causes": Part("[]", "StatusCause", (), False, False),
        },
    ),
    "ListMeta": Shape(
        False,
        {
            "shardInfo": Part("", "ShardInfo", (), False, False),
        },
        {},
        ("remainingItemCount",),
    ),
    "StatusCause": Shape(
        False,
        {},
    ),
    "ShardInfo": Shape(
        False,
        {},
        {"selector": ""},
        (),
    ),
}
