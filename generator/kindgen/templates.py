"""The templates of a run: ours, behind those beside the schema and those of a folder of one's own.

A file of one's own takes the place of ours of the same name; a template that we do not have makes
one more file of the package. The files of the HTTP half, told by their names, are only for packages
whose schema serves resources.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .locations import template_folder

SUFFIX = ".jinja"
OF_A_SCHEMA = "templates"  # folder beside a schema: what only its package has
# Templates whose output is not simply their own name without the suffix.
_PLACES = {"pyproject.toml.jinja": "../pyproject.toml"}
# The HTTP half: modules of these names, and all whose names begin like this.
_HTTP = frozenset(
    {
        "client", "errors", "extras", "fake", "openapi", "options", "patching", "resources", "rest",
        "selectors", "server", "shapes", "watching",
    }
)  # fmt: skip
_HTTP_PREFIXES = ("client_", "fake_", "openapi_", "serving_")


def is_http(path: PurePosixPath) -> bool:
    """Whether a file of a package belongs to its HTTP half."""
    name = path.name.partition(".")[0]
    return name in _HTTP or name.startswith(_HTTP_PREFIXES)


@dataclass(frozen=True, slots=True)
class Templates:
    """Folders of templates, the first one that has a file gives it."""

    folders: tuple[Path, ...]

    def find(self, name: str) -> Path:
        """The file of that name. Raises FileNotFoundError."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise FileNotFoundError(2, "there is no such template", name)

    def pages(self, http: bool = True) -> dict[PurePosixPath, str]:
        """Output of each template -> its name, ours first and in a fixed order.

        Without `http` those of the HTTP half are left out.
        """
        names = dict.fromkeys(
            path.name for folder in reversed(self.folders) for path in _sorted(folder, f"*{SUFFIX}")
        )
        made = {PurePosixPath(_PLACES.get(name, name.removesuffix(SUFFIX))): name for name in names}
        return {path: name for path, name in made.items() if http or not is_http(path)}

    def runtime(self, http: bool = True) -> dict[PurePosixPath, Path]:
        """The modules that packages carry unchanged, by the name they have in them.

        Without `http` those of the HTTP half are left out.
        """
        names = {
            path.name for folder in self.folders for path in _sorted(folder / "runtime", "*.py")
        }
        made = {PurePosixPath(name): self.find(f"runtime/{name}") for name in sorted(names)}
        return {path: source for path, source in made.items() if http or not is_http(path)}

    def files(self) -> Iterator[tuple[str, Path]]:
        """Every file that a run may read, by a name that no machine's folders go into."""
        seen: set[str] = set()
        for folder in self.folders:
            for path in _sorted(folder, "**/*"):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and name not in seen and "__pycache__" not in path.parts:
                    seen.add(name)
                    yield name, path


def _sorted(folder: Path, pattern: str) -> list[Path]:
    return sorted(folder.glob(pattern))


def find_templates(own: Path | None, schema: Path | None = None) -> Templates:
    """Our templates, behind those that the schema brings, behind those of a folder of one's own."""
    ours = template_folder()
    folders = [own] if own is not None and own.resolve() != ours.resolve() else []
    if schema is not None and (schema / OF_A_SCHEMA).is_dir():
        folders.append(schema / OF_A_SCHEMA)
    return Templates((*folders, ours))
