"""What somebody may ask about themselves: who they are, and what they may do in a namespace."""

from __future__ import annotations

from imagestreamimport.errors import NotFound
from imagestreamimport.models import (
    NonResourceRule,
    ObjectMeta,
    ResourceRule,
    SelfSubjectReview,
    SelfSubjectReviewStatus,
    SelfSubjectRulesReview,
    SubjectRulesReviewStatus,
    User,
    UserInfo,
)
from imagestreamimport.options import CreateOptions, GetOptions
from imagestreamimport.server import RequestContext

from .policy import Authorizer, Policy
from .users import ANONYMOUS

ONESELF = "~"  # the name by which users ask for themselves


class SelfSubjectRulesReviews:
    """Handler of the generated Protocol."""

    def __init__(self, authorizer: Authorizer) -> None:
        self._authorizer = authorizer

    async def create(
        self, request: RequestContext, body: SelfSubjectRulesReview, options: CreateOptions
    ) -> SelfSubjectRulesReview:
        """List what the one who asks may do in the namespace."""
        namespace = (body.spec.namespace if body.spec else None) or ""
        policies = self._authorizer.policies_of(request.user or ANONYMOUS, namespace)
        body.status = SubjectRulesReviewStatus(
            resource_rules=[_resource_rule(policy) for policy in policies if policy.resource],
            non_resource_rules=[
                _path_rule(policy) for policy in policies if policy.non_resource_path
            ],
            incomplete=False,
        )
        return body


def _resource_rule(policy: Policy) -> ResourceRule:
    return ResourceRule(
        verbs=policy.verbs, api_groups=[policy.api_group], resources=[policy.resource]
    )


def _path_rule(policy: Policy) -> NonResourceRule:
    return NonResourceRule(verbs=policy.verbs, non_resource_urls=[policy.non_resource_path])


class SelfSubjectReviews:
    """Handler of the generated Protocol."""

    async def create(
        self, request: RequestContext, body: SelfSubjectReview, options: CreateOptions
    ) -> SelfSubjectReview:
        """Tell who asks."""
        user = request.user or ANONYMOUS
        info = UserInfo(username=user.name, uid=user.uid or None, groups=sorted(user.groups))
        body.status = SelfSubjectReviewStatus(user_info=info)
        return body


class Users:
    """Handler of the generated Protocol. Users are kept elsewhere: each is told of themselves."""

    async def get(self, request: RequestContext, name: str, options: GetOptions) -> User:
        """Tell who asks. Raises NotFound for any other name."""
        user = request.user or ANONYMOUS
        if name not in (ONESELF, user.name):
            raise NotFound.of("users.user.openshift.io", name)
        metadata = ObjectMeta(name=user.name, uid=user.uid or None)
        return User(metadata=metadata, groups=sorted(user.groups))
