"""The rules for tags of a request and its stream: which hold, what is kept, what is told.

Source: import semantics, section 8.10.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from msgspec import structs

from imagestreamimport.models import (
    ImageStream,
    ImageStreamImport,
    ObjectMeta,
)
from streamport.choosing import ANNOTATIONS, LEFT_OUT, LeftOut, TagRules, merged, read_rules

from .fields import metadata_of, spec_of
from .outcome import Outcome

MOST_TOLD = 1_000  # tags that were left out
LONGEST_TOLD = 64 << 10  # characters, together


def rules_of(request: ImageStreamImport, stream: ImageStream | None) -> TagRules:
    """Return the rules for the repository of a request: its own, else those of its stream."""
    of_stream = metadata_of(stream).annotations if stream else {}
    return read_rules(merged(metadata_of(request).annotations, of_stream))[0]


def kept_annotations(request: ImageStreamImport, before: dict[str, str]) -> dict[str, str]:
    """Return the annotations of a stream after a request has brought a repository into it.

    Its rules hold from now on, for the rounds of the schedule too.
    """
    if not spec_of(request).repository:
        return before
    others = {name: value for name, value in before.items() if name not in ANNOTATIONS}
    return others | merged(metadata_of(request).annotations, before)


def metadata_of_answer(
    request: ImageStreamImport, stream: ImageStream | None, outcome: Outcome
) -> ObjectMeta:
    """Return the metadata of an answer: it tells what the rules left out, if there are any."""
    metadata = metadata_of(request)
    if not (outcome.repository and rules_of(request, stream)):
        return metadata
    told = {LEFT_OUT: _told(outcome.left_out)}
    return structs.replace(metadata, annotations=metadata.annotations | told)


def _told(left_out: Sequence[LeftOut]) -> str:
    """Write what was left out as JSON, as much as has room; the last entry counts the rest."""
    entries: list[str] = []
    room = LONGEST_TOLD
    for left in left_out[:MOST_TOLD]:
        entry = json.dumps({"tag": left.tag, "reason": left.reason}, ensure_ascii=False)
        room -= len(entry) + 2
        if room < 0:
            break
        entries.append(entry)
    if more := len(left_out) - len(entries):
        entries.append(json.dumps({"more": more}))
    return f"[{', '.join(entries)}]"
