"""What changes where a tag moves: the image that it has against the one it would get. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .requested_image import JsonObject
from .results import MOVED, NEW, SAME, Result

CHANGES = {NEW: "new", MOVED: "moved", SAME: "same"}
FAILED, SKIPPED = "failed", "skipped"


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer by digest."""

    digest: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What people ask of an image. `platforms` has the images of a list that is kept, by name."""

    digest: str = ""
    platform: str = ""
    created: str = ""
    user: str = ""
    directory: str = ""
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)
    ports: tuple[str, ...] = ()
    layers: tuple[Layer, ...] = ()
    platforms: Mapping[str, str] = field(default_factory=dict)

    @property
    def size_bytes(self) -> int:
        """Of all layers."""
        return sum(layer.size_bytes for layer in self.layers)


def facts_of(image: JsonObject) -> ImageFacts:
    """Read an Image. What is missing, or of another type than it should be, counts for nothing."""
    metadata = _object(image.get("dockerImageMetadata"))
    config = _object(metadata.get("Config"))
    children = [_object(child) for child in _list(image.get("dockerImageManifests"))]
    layers = [_object(layer) for layer in _list(image.get("dockerImageLayers"))]
    return ImageFacts(
        digest=_text(_object(image.get("metadata")).get("name")),
        platform="" if children else _platform(metadata.get("Os"), metadata.get("Architecture")),
        # A list was made at no time; servers say when they looked.
        created="" if children else _text(metadata.get("Created")),
        user=_text(config.get("User")),
        directory=_text(config.get("WorkingDir")),
        entrypoint=_texts(config.get("Entrypoint")),
        command=_texts(config.get("Cmd")),
        labels={key: _text(value) for key, value in _object(config.get("Labels")).items()},
        env=dict(_variable(text) for text in _texts(config.get("Env"))),
        ports=tuple(sorted(_object(config.get("ExposedPorts")))),
        layers=tuple(Layer(_text(each.get("name")), _number(each.get("size"))) for each in layers),
        platforms={
            _platform(each.get("os"), each.get("architecture"), each.get("variant")): _text(
                each.get("digest")
            )
            for each in children
        },
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """One tag: what it has, what it would get, and what the change is called.

    before: None where it has nothing, or where that cannot be read, which `why` says then; it also
    says why a tag failed.
    """

    tag: str
    source: str
    change: str
    before: ImageFacts | None = None
    after: ImageFacts | None = None
    why: str = ""


def difference_of(result: Result, before: JsonObject | None, why: str = "") -> Difference:
    """Compare what came of a tag with the Image that it has. why: the image cannot be read."""
    if result.image is None:
        change = FAILED if result.is_failure else SKIPPED
        return Difference(result.tag, result.source, change, why=result.why)
    known = facts_of(before) if before else None
    if known is None and result.before:
        known = ImageFacts(digest=result.before)
    after = facts_of(result.image)
    if result.sign == SAME:
        known = after
    return Difference(result.tag, result.source, CHANGES[result.sign], known, after, why)


@dataclass(frozen=True, slots=True)
class MapChange:
    """What was added to a map, taken away, and changed: before and after."""

    added: Mapping[str, str]
    removed: Mapping[str, str]
    changed: Mapping[str, tuple[str, str]]

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.added or self.removed or self.changed)


def map_change(before: Mapping[str, str], after: Mapping[str, str]) -> MapChange:
    """Compare two maps."""
    return MapChange(
        {key: value for key, value in after.items() if key not in before},
        {key: value for key, value in before.items() if key not in after},
        {
            key: (before[key], value)
            for key, value in after.items()
            if key in before and before[key] != value
        },
    )


@dataclass(frozen=True, slots=True)
class LayerChange:
    """The layers that an image shares with the one before, those that it adds, those that go."""

    kept: tuple[Layer, ...]
    new: tuple[Layer, ...]
    gone: tuple[Layer, ...]


def layer_change(before: Iterable[Layer], after: Iterable[Layer]) -> LayerChange:
    """Compare layers by digest."""
    old = {layer.digest: layer for layer in before}
    new = {layer.digest: layer for layer in after}
    return LayerChange(
        tuple(layer for digest, layer in new.items() if digest in old),
        tuple(layer for digest, layer in new.items() if digest not in old),
        tuple(layer for digest, layer in old.items() if digest not in new),
    )


def bytes_of(layers: Iterable[Layer]) -> int:
    """Return how large layers are together."""
    return sum(layer.size_bytes for layer in layers)


# ------------------------------------------------------------------------------- values of others


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(value)))


def _variable(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _platform(system: Any, architecture: Any, variant: Any = None) -> str:
    return "/".join(filter(None, (_text(system) or "linux", _text(architecture), _text(variant))))
