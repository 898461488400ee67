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
        False,
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
        False,
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
        False,
    ),
    "ImageStreamImage": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"image": {}, "metadata": {}},
        (),
        False,
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
        False,
    ),
    "ImageStreamMapping": Shape(
        False,
        {
            "image": Part("", "Image", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"image": {}, "metadata": {}, "tag": ""},
        (),
        False,
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
        False,
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
        False,
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
        False,
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
        False,
    ),
    "SelfSubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SelfSubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
        False,
    ),
    "SubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
        False,
    ),
    "LocalSubjectAccessReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SubjectAccessReviewSpec", (), False, False),
            "status": Part("", "SubjectAccessReviewStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
        False,
    ),
    "SelfSubjectRulesReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "SelfSubjectRulesReviewSpec", (), False, False),
            "status": Part("", "SubjectRulesReviewStatus", (), False, False),
        },
    ),
    "SelfSubjectReview": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "status": Part("", "SelfSubjectReviewStatus", (), False, False),
        },
    ),
    "ResourceAccessReview": Shape(
        False,
        {},
    ),
    "LocalResourceAccessReview": Shape(
        False,
        {},
    ),
    "Project": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
            "spec": Part("", "NamespaceSpec", (), False, False),
            "status": Part("", "NamespaceStatus", (), False, False),
        },
        {"metadata": {}, "spec": {}, "status": {}},
        (),
        False,
    ),
    "ProjectRequest": Shape(
        False,
        {
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"metadata": {}},
        (),
        False,
    ),
    "User": Shape(
        False,
        {
            "groups": Part("[]", None, (), False, False),
            "identities": Part("[]", None, (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"groups": [], "metadata": {}},
        (),
        False,
    ),
    "ImageStreamLayers": Shape(
        False,
        {
            "blobs": Part("{}", "ImageLayerData", (), False, False),
            "images": Part("{}", "ImageBlobReferences", (), False, False),
            "metadata": Part("", "ObjectMeta", (), False, False),
        },
        {"blobs": {}, "images": {}, "metadata": {}},
        (),
        False,
    ),
    "Status": Shape(
        False,
        {
            "details": Part("", "StatusDetails", (), False, False),
            "metadata": Part("", "ListMeta", (), False, False),
        },
        {"metadata": {}},
        (),
        False,
    ),
    "ResourceAccessReviewResponse": Shape(
        False,
        {
            "groups": Part("[]", None, (), False, False),
            "users": Part("[]", None, (), False, False),
        },
        {"evalutionError": "", "groups": [], "users": []},
        (),
        False,
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
        False,
    ),
    "ImageStreamImportSpec": Shape(
        False,
        {
            "images": Part("[]", "ImageImportSpec", (), False, False),
            "repository": Part("", "RepositoryImportSpec", (), False, False),
        },
        {"import": False},
        (),
        False,
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
        False,
    ),
    "ImageStreamStatus": Shape(
        False,
        {
            "tags": Part("[]", "NamedTagEventList", ("tag",), True, False),
        },
        {"dockerImageRepository": ""},
        (),
        False,
    ),
    "TagEventCondition": Shape(
        False,
        {},
        {"generation": 0, "lastTransitionTime": None, "status": "", "type": ""},
        (),
        False,
    ),
    "ImageLookupPolicy": Shape(
        False,
        {},
        {"local": False},
        (),
        False,
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
        False,
    ),
    "NamedTagEventList": Shape(
        False,
        {
            "conditions": Part("[]", "TagEventCondition", (), False, False),
            "items": Part("[]", "TagEvent", (), False, False),
        },
        {"items": None, "tag": ""},
        (),
        False,
    ),
    "ImageLayer": Shape(
        False,
        {},
        {"mediaType": "", "name": "", "size": 0},
        (),
        False,
    ),
    "ImageManifest": Shape(
        False,
        {},
        {"architecture": "", "digest": "", "manifestSize": 0, "mediaType": "", "os": ""},
        (),
        False,
    ),
    "RawExtension": Shape(
        False,
        {},
        {},
        (),
        True,
    ),
    "SignatureCondition": Shape(
        False,
        {},
        {"status": "", "type": ""},
        (),
        False,
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
        False,
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
        {"allowed": False},
        (),
        False,
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
    "SelfSubjectRulesReviewSpec": Shape(
        False,
        {},
    ),
    "SubjectRulesReviewStatus": Shape(
        False,
        {
            "nonResourceRules": Part("[]", "NonResourceRule", (), False, False),
            "resourceRules": Part("[]", "ResourceRule", (), False, False),
        },
        {"incomplete": False, "nonResourceRules": [], "resourceRules": []},
        (),
        False,
    ),
    "SelfSubjectReviewStatus": Shape(
        False,
        {
            "userInfo": Part("", "UserInfo", (), False, False),
        },
    ),
    "ImageLayerData": Shape(
        False,
        {},
        {"mediaType": "", "size": None},
        ("size",),
        False,
    ),
    "ImageBlobReferences": Shape(
        False,
        {
            "layers": Part("[]", None, (), False, False),
            "manifests": Part("[]", None, (), False, False),
        },
        {"config": None, "imageMissing": False, "layers": None},
        ("config",),
        False,
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
        False,
    ),
    "Initializers": Shape(
        False,
        {
            "pending": Part("[]", "Initializer", (), False, False),
            "result": Part("", "Status", (), False, False),
        },
        {"pending": None},
        (),
        False,
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
        False,
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
        False,
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
        False,
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
        False,
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
        False,
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
        False,
    ),
    "TagEvent": Shape(
        False,
        {},
        {"created": None, "dockerImageReference": "", "generation": 0, "image": ""},
        (),
        False,
    ),
    "NonResourceAttributes": Shape(
        False,
        {},
    ),
    "ResourceAttributes": Shape(
        False,
        {},
    ),
    "NonResourceRule": Shape(
        False,
        {
            "nonResourceURLs": Part("[]", None, (), False, False),
            "verbs": Part("[]", None, (), False, False),
        },
        {"verbs": []},
        (),
        False,
    ),
    "ResourceRule": Shape(
        False,
        {
            "apiGroups": Part("[]", None, (), False, False),
            "resourceNames": Part("[]", None, (), False, False),
            "resources": Part("[]", None, (), False, False),
            "verbs": Part("[]", None, (), False, False),
        },
        {"verbs": []},
        (),
        False,
    ),
    "UserInfo": Shape(
        False,
        {
            "extra": Part("{}", None, (), False, False),
            "groups": Part("[]", None, (), False, False),
        },
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
        False,
    ),
    "Initializer": Shape(
        False,
        {},
        {"name": ""},
        (),
        False,
    ),
    "LocalObjectReference": Shape(
        False,
        {},
    ),
}
