"""What black wrote before: the published package is the memory, its manifest the key to it.

For each piece of a module the manifest lists two hashes, of the piece as the templates made it and
of its form. A form is taken from the package where it is found by that hash, wherever it stands: no
edit by hand, no merge and no other version of black can bring in anything else.
"""

from __future__ import annotations

from pathlib import Path

from ..python.tidy import Forms, hash_of, pieces
from .manifest import FORMS, read_manifest


def record_of(forms: Forms) -> dict[str, str]:
    """What the manifest says of the forms: the hash of each by the key of its piece."""
    return {key: hash_of(form) for key, form in forms.items()}


def remembered_forms(package: Path) -> Forms:
    """The forms that are found in a package folder, as its manifest lists them."""
    manifest = read_manifest(package) or {}
    record = manifest.get(FORMS)
    if not isinstance(record, dict):
        return {}
    found = {
        hash_of(piece): piece
        for name in manifest["outputs"]
        if name.endswith(".py")
        for piece in pieces(_text_of(package / name))
    }
    return {
        key: found[form] for key, form in record.items() if isinstance(form, str) and form in found
    }


def _text_of(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except (OSError, ValueError):
        return ""
