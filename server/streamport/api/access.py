"""Authentication and authorization: the hooks of the application, made from the settings."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from imagestreamimport.errors import StatusError

from .attributes import Attributes, AttributesRecord
from .faults import CannotStart
from .policy import Authorizer
from .record import note_attributes, note_user
from .rereading import RereadFile
from .settings import ServerSettings
from .tokens import Authenticator, TokenFile, Tokens, TokenSource, authenticated, is_sendable
from .users import MASTERS, User

Endpoint = Callable[[Request], Awaitable[Response]]

ADMINISTRATOR = authenticated("streamport-admin", "streamport-admin", (MASTERS,))


class Access:
    """Both questions, and a note of each answer in the record of the request.

    Raises CannotStart for a file of the settings that cannot be used.
    """

    def __init__(self, settings: ServerSettings) -> None:
        sources: list[TokenSource] = [AdministratorToken(settings.token_file)]
        if settings.token_auth_file:
            sources.append(TokenFile(settings.token_auth_file))
        self._authenticator = Authenticator(sources, anonymous=settings.anonymous_auth)
        self.authorizer = Authorizer(settings.authorization_policy_file)

    def authenticate(self, headers: Mapping[str, str]) -> User:
        """Find out who is asking. Raises Unauthorized."""
        user = self._authenticator.authenticate(headers)
        note_user(user)
        return user

    def authorize(self, user: User, attributes: Attributes) -> None:
        """Raise Forbidden unless the user may do this."""
        note_attributes(attributes)
        self.authorizer.authorize(user, attributes)

    def authorize_anywhere(self, user: User, attributes: Attributes) -> None:
        """Raise Forbidden unless there is a namespace in which the user may do this."""
        note_attributes(attributes)
        self.authorizer.authorize_anywhere(user, attributes)

    def guarded(self, endpoint: Endpoint) -> Endpoint:
        """Guard the endpoint of a path outside the API by both questions."""

        async def answer(request: Request) -> Response:
            try:
                user = self.authenticate(request.headers)
                attributes = AttributesRecord(request.method.lower(), path=request.url.path)
                self.authorize(user, attributes)
            except StatusError as error:
                return JSONResponse(error.document, error.code)
            return await endpoint(request)

        return answer


class AdministratorToken:
    """The token in the state folder, read again when it changes. Raises CannotStart."""

    def __init__(self, path: Path) -> None:
        self._file = RereadFile(path, _administrator)

    def find(self, token: bytes) -> User | None:
        """Find the administrator, if it is theirs."""
        return self._file.current().find(token)


def _administrator(content: bytes, path: str) -> Tokens:
    token = content.strip()
    if not token:
        raise CannotStart(f"{path} is empty; remove it, and the next start makes a new token")
    if not is_sendable(token):
        raise CannotStart(f"{path} holds no token; remove it, and the next start makes a new one")
    return Tokens([(token, ADMINISTRATOR)])
