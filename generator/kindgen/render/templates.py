"""Finds the templates of a run: of a folder of one's own, beside the schema, and ours.

`templates/package` mirrors a package file for file: NAME.jinja is rendered, any other file is
copied as it is. A file of one's own takes the place of ours of the same name; one that we do not
have makes one more file of the package.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..ir.models import Library
from ..schema.locations import template_folder
from ..schema.problems import SchemaError, SchemaProblem

SUFFIX = ".jinja"
PACKAGE, MODELS = "package", "models"  # folders of a template folder
EXTENSIONS = "extensions"  # folder beside a schema: files that only its package has
CLASS_TEMPLATE = "msgspec.jinja2"
# Templates whose output is not simply their own name without the suffix.
_PLACES = {"pyproject.toml.jinja": "../pyproject.toml"}
# The HTTP half, which only packages of schemas with resources have: these folders and modules.
_HTTP_FOLDERS = frozenset({"_client", "_fake", "_server"})
_HTTP_MODULES = frozenset(
    {
        "_base/extras", "_base/field_sets", "_base/json_patch", "_base/label_terms",
        "_base/noted_paths", "_base/status",
        "_base/patching", "_base/rest", "_base/shapes", "_base/strategic_patch",
        "_base/yaml_reading", "_base/yaml_scalars", "client", "errors", "fake", "openapi",
        "openapi_v3", "options", "resources", "selectors", "server", "watching",
    }
)  # fmt: skip
# Modules that few packages need: those whose validators import them.
RARE = frozenset({"_base/standard_formats", "_base/unevaluated"})


def is_http(path: PurePosixPath) -> bool:
    """Whether a file of a package belongs to its HTTP half."""
    return path.parts[0] in _HTTP_FOLDERS or str(path.with_suffix("")) in _HTTP_MODULES


@dataclass(frozen=True, slots=True)
class Templates:
    """Folders of templates; of several that have a file the first one gives it."""

    package: tuple[Path, ...]  # folders that mirror a package
    models: tuple[Path, ...]  # folders of class templates
    model_library: Library = Library.MSGSPEC  # which these write models for

    def pages(self, http: bool = True) -> dict[PurePosixPath, str]:
        """Map the output of each template to its name, in a fixed order.

        Without `http` those of the HTTP half are left out.
        """
        names = [name for name in self._names() if name.endswith(SUFFIX)]
        made = {PurePosixPath(_PLACES.get(name, name.removesuffix(SUFFIX))): name for name in names}
        return {path: name for path, name in made.items() if http or not is_http(path)}

    def copied(self, http: bool = True) -> dict[PurePosixPath, Path]:
        """Return the files that packages carry unchanged, by their path in a package.

        Without `http` those of the HTTP half are left out.
        """
        names = [PurePosixPath(name) for name in self._names() if not name.endswith(SUFFIX)]
        return {path: self.file(str(path)) for path in names if http or not is_http(path)}

    @property
    def serves(self) -> bool:
        """Whether there is an HTTP half: it decodes and encodes with msgspec."""
        return self.model_library is Library.MSGSPEC

    def of_structs(self) -> tuple[str, ...]:
        """Name the parts of a package that work with models of msgspec alone."""
        paths = (*self.pages(), *self.copied())
        return tuple(sorted({path.stem for path in paths if is_http(path) and not path.parts[1:]}))

    def file(self, name: str) -> Path:
        """Return the file that packages get under that name. Raises FileNotFoundError."""
        return _first(self.package, name)

    def class_template(self) -> Path:
        """Return the class template for datamodel-code-generator. Raises FileNotFoundError."""
        return _first(self.models, CLASS_TEMPLATE)

    def inputs(self) -> Iterator[tuple[str, Path]]:
        """Yield every file that a run may read, by a name that no machine's folders go into."""
        for name in self._names():
            yield f"{PACKAGE}/{name}", self.file(name)
        yield f"{MODELS}/{CLASS_TEMPLATE}", self.class_template()

    def _names(self) -> list[str]:
        """List the names of the files of all package folders, those on top first."""
        names = {name for folder in self.package for name in _names_below(folder)}
        return sorted(names, key=lambda name: (name.count("/"), name))


def _first(folders: tuple[Path, ...], name: str) -> Path:
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(2, "there is no such template", name)


def _names_below(folder: Path) -> Iterator[str]:
    for path in folder.glob("**/*"):
        place = path.relative_to(folder)
        hidden = any(part.startswith(".") or part == "__pycache__" for part in place.parts)
        if path.is_file() and not hidden:
            yield place.as_posix()


def find_templates(
    own: Path | None, schema: Path | None = None, library: Library = Library.MSGSPEC
) -> Templates:
    """Find the templates: of a folder of one's own, of the schema, then ours.

    Those of another library than msgspec stand before ours, which are for that.

    Raises SchemaError for a folder of one's own in which no template is where it is looked for.
    """
    ours = template_folder()
    folders = [ours] if own is None or own.resolve() == ours.resolve() else [own, ours]
    if library is not Library.MSGSPEC:
        folders.insert(len(folders) - 1, ours / library)
    if own is not None and not any((own / name).is_dir() for name in (PACKAGE, MODELS)):
        message = f"has neither a folder {PACKAGE} nor a folder {MODELS}"
        hint = "It has the form of ours, as `kindgen templates` lists it."
        raise SchemaError([SchemaProblem(str(own), "", message, hint)])
    package = [folder / PACKAGE for folder in folders]
    if schema is not None and (schema / EXTENSIONS).is_dir():
        package.insert(len(package) - 1, schema / EXTENSIONS)
    return Templates(tuple(package), tuple(folder / MODELS for folder in folders), library)
