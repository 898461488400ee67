"""How objects are written in protobuf: each field with its number, its type and what holds it.

Fields without a number are read in JSON and YAML alone.
"""

from __future__ import annotations

from .message_forms import Messages

MESSAGES = Messages(
    {
        "ImageStreamImport": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "ImageStreamImportSpec", ""),
        },
        "ObjectMeta": {
            "name": (1, "string", ""),
            "generateName": (2, "string", ""),
            "namespace": (3, "string", ""),
            "selfLink": (4, "string", ""),
            "uid": (5, "string", ""),
            "resourceVersion": (6, "string", ""),
            "generation": (7, "int64", ""),
            "creationTimestamp": (8, "time", ""),
            "deletionTimestamp": (9, "time", ""),
            "deletionGracePeriodSeconds": (10, "int64", ""),
            "labels": (11, "string", "{}"),
            "annotations": (12, "string", "{}"),
            "ownerReferences": (13, "OwnerReference", "[]"),
            "finalizers": (14, "string", "[]"),
            "clusterName": (15, "string", ""),
            "initializers": (16, "Initializers", ""),
            "managedFields": (17, "ManagedFieldsEntry", "[]"),
        },
        "Initializers": {
            "pending": (1, "Initializer", "[]"),
            "result": (2, "Status", ""),
        },
        "Initializer": {
            "name": (1, "string", ""),
        },
        "ManagedFieldsEntry": {
            "manager": (1, "string", ""),
            "operation": (2, "string", ""),
            "apiVersion": (3, "string", ""),
            "time": (4, "time", ""),
            "fieldsType": (6, "string", ""),
            "fieldsV1": (7, "json", ""),
            "subresource": (8, "string", ""),
        },
        "OwnerReference": {
            "kind": (1, "string", ""),
            "name": (3, "string", ""),
            "uid": (4, "string", ""),
            "apiVersion": (5, "string", ""),
            "controller": (6, "bool", ""),
            "blockOwnerDeletion": (7, "bool", ""),
        },
        "ImageStreamImportSpec": {
            "import": (1, "bool", ""),
            "repository": (2, "RepositoryImportSpec", ""),
            "images": (3, "ImageImportSpec", "[]"),
        },
        "ImageImportSpec": {
            "from": (1, "ObjectReference", ""),
            "to": (2, "LocalObjectReference", ""),
            "importPolicy": (3, "TagImportPolicy", ""),
            "includeManifest": (4, "bool", ""),
            "referencePolicy": (5, "TagReferencePolicy", ""),
        },
        "ObjectReference": {
            "kind": (1, "string", ""),
            "namespace": (2, "string", ""),
            "name": (3, "string", ""),
            "uid": (4, "string", ""),
            "apiVersion": (5, "string", ""),
            "resourceVersion": (6, "string", ""),
            "fieldPath": (7, "string", ""),
        },
        "TagImportPolicy": {
            "insecure": (1, "bool", ""),
            "scheduled": (2, "bool", ""),
            "importMode": (3, "string", ""),
        },
        "TagReferencePolicy": {
            "type": (1, "string", ""),
        },
        "LocalObjectReference": {
            "name": (1, "string", ""),
        },
        "RepositoryImportSpec": {
            "from": (1, "ObjectReference", ""),
            "importPolicy": (2, "TagImportPolicy", ""),
            "includeManifest": (3, "bool", ""),
            "referencePolicy": (4, "TagReferencePolicy", ""),
        },
        "ImageStream": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "ImageStreamSpec", ""),
            "status": (3, "ImageStreamStatus", ""),
        },
        "ImageStreamSpec": {
            "dockerImageRepository": (1, "string", ""),
            "tags": (2, "TagReference", "[]"),
            "lookupPolicy": (3, "ImageLookupPolicy", ""),
        },
        "ImageLookupPolicy": {
            "local": (3, "bool", ""),
        },
        "TagReference": {
            "name": (1, "string", ""),
            "annotations": (2, "string", "{}"),
            "from": (3, "ObjectReference", ""),
            "reference": (4, "bool", ""),
            "generation": (5, "int64", ""),
            "importPolicy": (6, "TagImportPolicy", ""),
            "referencePolicy": (7, "TagReferencePolicy", ""),
        },
        "ImageStreamStatus": {
            "dockerImageRepository": (1, "string", ""),
            "tags": (2, "NamedTagEventList", "[]"),
            "publicDockerImageRepository": (3, "string", ""),
        },
        "NamedTagEventList": {
            "tag": (1, "string", ""),
            "items": (2, "TagEvent", "[]"),
            "conditions": (3, "TagEventCondition", "[]"),
        },
        "TagEventCondition": {
            "type": (1, "string", ""),
            "status": (2, "string", ""),
            "lastTransitionTime": (3, "time", ""),
            "reason": (4, "string", ""),
            "message": (5, "string", ""),
            "generation": (6, "int64", ""),
        },
        "TagEvent": {
            "created": (1, "time", ""),
            "dockerImageReference": (2, "string", ""),
            "image": (3, "string", ""),
            "generation": (4, "int64", ""),
        },
        "ImageStreamTag": {
            "metadata": (1, "ObjectMeta", ""),
            "tag": (2, "TagReference", ""),
            "generation": (3, "int64", ""),
            "conditions": (4, "TagEventCondition", "[]"),
            "lookupPolicy": (6, "ImageLookupPolicy", ""),
        },
        "ImageTag": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "TagReference", ""),
            "status": (3, "NamedTagEventList", ""),
        },
        "Secret": {
            "metadata": (1, "ObjectMeta", ""),
            "data": (2, "bytes", "{}"),
            "type": (3, "string", ""),
            "stringData": (4, "string", "{}"),
            "immutable": (5, "bool", ""),
        },
        "Namespace": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "NamespaceSpec", ""),
            "status": (3, "NamespaceStatus", ""),
        },
        "NamespaceSpec": {
            "finalizers": (1, "string", "[]"),
        },
        "SelfSubjectAccessReview": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "SelfSubjectAccessReviewSpec", ""),
            "status": (3, "SubjectAccessReviewStatus", ""),
        },
        "SelfSubjectAccessReviewSpec": {
            "resourceAttributes": (1, "ResourceAttributes", ""),
            "nonResourceAttributes": (2, "NonResourceAttributes", ""),
        },
        "SubjectAccessReview": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "SubjectAccessReviewSpec", ""),
            "status": (3, "SubjectAccessReviewStatus", ""),
        },
        "LocalSubjectAccessReview": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "SubjectAccessReviewSpec", ""),
            "status": (3, "SubjectAccessReviewStatus", ""),
        },
        "SubjectAccessReviewSpec": {
            "resourceAttributes": (1, "ResourceAttributes", ""),
            "nonResourceAttributes": (2, "NonResourceAttributes", ""),
            "user": (3, "string", ""),
            "groups": (4, "string", "[]"),
            "extra": (5, "string", "{}[]"),
            "uid": (6, "string", ""),
        },
        "ResourceAttributes": {
            "namespace": (1, "string", ""),
            "verb": (2, "string", ""),
            "group": (3, "string", ""),
            "version": (4, "string", ""),
            "resource": (5, "string", ""),
            "subresource": (6, "string", ""),
            "name": (7, "string", ""),
        },
        "NonResourceAttributes": {
            "path": (1, "string", ""),
            "verb": (2, "string", ""),
        },
        "SubjectAccessReviewStatus": {
            "allowed": (1, "bool", ""),
            "reason": (2, "string", ""),
            "evaluationError": (3, "string", ""),
            "denied": (4, "bool", ""),
        },
        "SelfSubjectRulesReview": {
            "metadata": (1, "ObjectMeta", ""),
            "spec": (2, "SelfSubjectRulesReviewSpec", ""),
            "status": (3, "SubjectRulesReviewStatus", ""),
        },
        "SelfSubjectRulesReviewSpec": {
            "namespace": (1, "string", ""),
        },
        "SubjectRulesReviewStatus": {
            "resourceRules": (1, "ResourceRule", "[]"),
            "nonResourceRules": (2, "NonResourceRule", "[]"),
            "incomplete": (3, "bool", ""),
            "evaluationError": (4, "string", ""),
        },
        "ResourceRule": {
            "verbs": (1, "string", "[]"),
            "apiGroups": (2, "string", "[]"),
            "resources": (3, "string", "[]"),
            "resourceNames": (4, "string", "[]"),
        },
        "NonResourceRule": {
            "verbs": (1, "string", "[]"),
            "nonResourceURLs": (2, "string", "[]"),
        },
        "SelfSubjectReview": {
            "metadata": (1, "ObjectMeta", ""),
            "status": (2, "SelfSubjectReviewStatus", ""),
        },
        "SelfSubjectReviewStatus": {
            "userInfo": (1, "UserInfo", ""),
        },
        "UserInfo": {
            "username": (1, "string", ""),
            "uid": (2, "string", ""),
            "groups": (3, "string", "[]"),
            "extra": (4, "string", "{}[]"),
        },
        "NamespaceStatus": {
            "phase": (1, "string", ""),
        },
    }
)
