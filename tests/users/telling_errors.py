"""Tell what went wrong, by the class of the error."""

from imagestreamimport.client import Client
from imagestreamimport.errors import (
    ApiError,
    Forbidden,
    Invalid,
    NetworkError,
    NotFound,
    TooManyRequests,
    Unauthorized,
)


def told(client: Client, document: dict[str, object]) -> list[str]:
    """Lines for a person; none where the stream was made."""
    try:
        client.imagestreams.create(document)
    except Invalid as error:
        return [f"{cause.field}: {cause.message}" for cause in error.causes]
    except (Unauthorized, Forbidden) as error:
        return [f"not allowed: {error.message}"]
    except NotFound as error:
        details = error.status.details
        return [f"there is no {details.kind} {details.name}" if details else error.message]
    except TooManyRequests as error:
        return [f"come back in {error.retry_after_s or 1:.0f} s"]
    except NetworkError as error:
        return [f"no answer from {error.url}: {error}"]
    except ApiError as error:
        return [f"{cause.field}: {cause.message}" for cause in error.causes] or [str(error)]
    return []
