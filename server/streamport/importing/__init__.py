"""Image imports: from a request to images, and from images to an image stream.

    Importer(pool, settings).run(request, stream, keyring, now=…, deadline=…) -> Outcome
        plan → fetch → image: everything side by side, a failure is the status of its item
    apply_imports(stream, request, outcome, context) -> Applied
        pure: the stream as it becomes, the images to store, and the answer's status

For `import: false` the answer's status is `answer_of(request, outcome)`.
`streams` holds the rules for streams that users write themselves. Nothing here knows of HTTP
servers, users or storage. Source of the rules: import semantics, sections 8, 9 and 14.
"""

from __future__ import annotations

from .answers import answer_of
from .apply import Applied, apply_imports
from .errors import InvalidObject
from .importer import Importer
from .manifests import Platform
from .outcome import Outcome
from .resolving import StreamContext
from .settings import ImportSettings

__all__ = [
    "Applied",
    "ImportSettings",
    "Importer",
    "InvalidObject",
    "Outcome",
    "Platform",
    "StreamContext",
    "answer_of",
    "apply_imports",
]
