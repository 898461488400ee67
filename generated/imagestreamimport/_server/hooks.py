"""The hooks that an application may be given: who is it, may they, and does it fit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any

from .backlog import Backlog
from .context import Attributes, RequestContext

# Each hook may be a plain function or a coroutine function. It raises a StatusError to refuse.
Authenticate = Callable[[RequestContext], Any]
"""Gives back who is asking, any value, or raises Unauthorized."""
Authorize = Callable[[Any, Attributes], Awaitable[None] | None]
"""Gets who is asking and what for; raises Forbidden."""
AuthorizeAnywhere = Callable[[Any, Attributes], Awaitable[None] | None]
"""Gets the same where only the body names the namespace; raises Forbidden if there is none."""
Admit = Callable[[Attributes, dict[str, Any] | None, Any], Awaitable[None] | None]
"""Gets what is asked for, the document (None for a deletion) and who asks; raises the answer."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """The hooks of an application, its limit for bodies, and what its watchers have not read."""

    authenticate: Authenticate | None
    authorize: Authorize | None
    admission: Admit | None
    max_body_bytes: int
    authorize_anywhere: AuthorizeAnywhere | None = None
    backlog: Backlog = field(default_factory=Backlog)

    async def identify(self, request: RequestContext) -> None:
        """Note who is asking. Raises Unauthorized."""
        if self.authenticate is not None:
            user = self.authenticate(request)
            request.user = await user if isawaitable(user) else user

    async def allow(self, attributes: Attributes, request: RequestContext) -> None:
        """Ask whether they may. Raises Forbidden."""
        if self.authorize is not None:
            done = self.authorize(request.user, attributes)
            if isawaitable(done):
                await done

    async def allow_anywhere(self, attributes: Attributes, request: RequestContext) -> None:
        """Ask whether they may in any namespace. Raises Forbidden."""
        if self.authorize_anywhere is not None:
            done = self.authorize_anywhere(request.user, attributes)
            if isawaitable(done):
                await done

    async def admit(
        self, attributes: Attributes, document: dict[str, Any] | None, request: RequestContext
    ) -> None:
        """Ask whether the document fits; None stands for a deletion."""
        if self.admission is not None:
            done = self.admission(attributes, document, request.user)
            if isawaitable(done):
                await done
