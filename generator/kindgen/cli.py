"""The command `kindgen`. Results on stdout, talk on stderr; heavy imports where they are needed."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .render.templates import find_templates
from .schema.locations import output_folder, schema_folder
from .schema.problems import SchemaError, printable
from .standard_streams import OutputError, prepare_streams

if TYPE_CHECKING:
    from .publish.outputs import Made, Outputs, Progress
    from .render.templates import Templates
    from .schema.resolve import Document

DONE, FAILED, WRONG_USAGE = 0, 1, 2
# What the extra of the generator brings, by the names they are imported under.
_EXTRA = ("black", "datamodel_code_generator", "jinja2", "jsonschema", "yaml")
_CURE = "pip install 'streamport[generator]'"
_EPILOG = """exit codes: 0 done, 1 failed or different, 2 wrong usage

examples:
  kindgen generate                          write the package from the schema
  kindgen check                             is the package what the schema says?
  kindgen explain spec.images[].from.name   what is known about a field
  kindgen tree --all                        every field, with the releases that have it
  kindgen openapi > openapi.json            the HTTP interface
  kindgen vendor src/app/_vendor --name isi  a copy for your own tree
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit code."""
    prepare_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except OutputError as error:
        if not error.has_no_reader:
            print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    return code


def _run(arguments: list[str] | None) -> int:
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except SystemExit as done:  # --help, or wrong usage, which argparse has told
        return int(done.code or DONE)
    except SchemaError as error:
        count = len(error.problems)
        print(error, file=sys.stderr)
        print(f"{count} problem{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
    except ModuleNotFoundError as error:
        if error.name not in _EXTRA:
            raise
        print(f"kindgen: {error.name} is missing: {_CURE}", file=sys.stderr)
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        print(f"kindgen: {error.strerror}{place}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kindgen",
        description="Makes a Python package of models and validators from one JSON Schema.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--schema",
        type=Path,
        default=schema_folder(),
        metavar="DIR",
        help="folder of the schema, or its file",
    )
    writing = argparse.ArgumentParser(add_help=False, parents=[common])
    writing.add_argument(
        "--templates",
        type=Path,
        metavar="DIR",
        help="folder of templates of your own, which take the place of ours",
    )
    writing.add_argument(
        "--out",
        type=Path,
        default=output_folder(),
        metavar="DIR",
        help="parent folder of the package",
    )

    command = commands.add_parser("generate", parents=[writing], help="write the package")
    command.set_defaults(run=_generate)
    command = commands.add_parser(
        "check",
        parents=[writing],
        help="exit 1 and a list when the package is not what the schema says",
    )
    command.add_argument(
        "--full", action="store_true", help="generate anew and compare, whatever the manifest says"
    )
    command.set_defaults(run=_check)
    command = commands.add_parser(
        "diff", parents=[writing], help="what generate would change, as a unified diff"
    )
    command.set_defaults(run=_diff)
    command = commands.add_parser(
        "templates", parents=[writing], help="the templates, and the variables each may use"
    )
    command.set_defaults(run=_templates)
    command = commands.add_parser(
        "vendor",
        parents=[writing],
        help="put a copy of the package into another tree, or update it",
    )
    command.add_argument("dest", type=Path, metavar="DEST", help="folder that holds the copy")
    command.add_argument("--name", metavar="PACKAGE", help="name of the copy")
    command.add_argument("--force", action="store_true", help="replace a copy edited by hand")
    command.add_argument("--check", action="store_true", help="only tell whether it is current")
    command.set_defaults(run=_vendor)
    command = commands.add_parser(
        "validator", help="a validator module that stands alone, for any one schema file"
    )
    command.add_argument("file", type=Path, metavar="SCHEMA", help="a JSON Schema")
    command.add_argument("--out", type=Path, metavar="FILE", help="default: standard output")
    command.add_argument("--check", action="store_true", help="only tell whether FILE is current")
    command.set_defaults(run=_validator)
    importing = argparse.ArgumentParser(add_help=False)
    importing.add_argument("file", type=Path, metavar="FILE", help="YAML or JSON")
    importing.add_argument("--package", metavar="NAME", help="name of the package to be")
    command = commands.add_parser(
        "import-crd", parents=[importing], help="a schema of the dialect from a Kubernetes CRD"
    )
    command.add_argument("--crd-version", metavar="VERSION", help="default: the stored one")
    command.set_defaults(run=_import_crd)
    command = commands.add_parser(
        "import-openapi", parents=[importing], help="a schema from a kind of an OpenAPI document"
    )
    command.add_argument("--kind", required=True, metavar="KIND", help="such as Deployment")
    command.set_defaults(run=_import_openapi)
    command = commands.add_parser(
        "openapi", parents=[common], help="the OpenAPI document of what the schema serves"
    )
    command.add_argument(
        "--version",
        choices=("3.1", "3.0"),
        default="3.1",
        help="3.1 (the default) is of everything; 3.0 of one group version, as kubectl reads it",
    )
    command.add_argument("--group", metavar="GROUP/VERSION", help="with 3.0: such as apps/v1")
    command.set_defaults(run=_openapi)
    command = commands.add_parser("tree", parents=[common], help="the fields as an indented tree")
    command.add_argument(
        "--all", action="store_true", help="newer fields too, each with its releases"
    )
    command.set_defaults(run=_tree)
    command = commands.add_parser(
        "explain", parents=[common], help="type, rules, availability and description of a field"
    )
    command.add_argument(
        "path", metavar="PATH", help="such as spec.images[].from.name, or a JSON pointer"
    )
    command.set_defaults(run=_explain)
    return parser


def _outputs(options: argparse.Namespace) -> Outputs:
    from .publish.outputs import Outputs

    def make(schema: Path, templates: Templates, progress: Progress) -> Made:
        # Loaded when it is needed: with nothing to do, a run must not pay for the generator.
        from . import pipeline

        return pipeline.make(schema, templates, progress)

    templates = find_templates(options.templates, options.schema)
    return Outputs(options.schema, templates, options.out, make)


def _generate(options: argparse.Namespace) -> int:
    from .publish.swap import PublishError

    started = time.perf_counter()
    outputs = _outputs(options)
    outputs.repair()
    if outputs.is_current():
        print(f"{_shown(outputs.package)} is up to date ({time.perf_counter() - started:.2f} s)")
        return DONE
    try:
        steps = outputs.generate()
    except PublishError as error:
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    for problem in outputs.advice():
        print(f"advice: {problem}", file=sys.stderr)
    lines = {path: text.count("\n") for path, text in outputs.files().items()}
    for path, count in lines.items():
        print(f"{_shown(outputs.package / path)}  {count} lines")
    spent = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items())
    took = time.perf_counter() - started
    print(f"{len(lines)} files, {sum(lines.values())} lines in {took:.2f} s ({spent})")
    return DONE


def _shown(path: Path) -> str:
    """The path as a reader here would type it."""
    path = Path(path.parent.resolve() / path.name) if path.name != ".." else path.resolve()
    path = path.resolve()
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _check(options: argparse.Namespace) -> int:
    outputs = _outputs(options)
    differences = outputs.differences(full=options.full)
    for difference in differences:
        print(difference)
    if differences:
        print(
            f"{_shown(outputs.package)} is not what the schema says; run: kindgen generate",
            file=sys.stderr,
        )
    return FAILED if differences else DONE


def _diff(options: argparse.Namespace) -> int:
    from .publish.diff import patch

    differs = False
    for path, old, new in _outputs(options).texts():
        for line in patch(path, old, new):
            differs = True
            sys.stdout.write(line)
    return FAILED if differs else DONE


def _vendor(options: argparse.Namespace) -> int:
    from .publish import vendor
    from .publish.swap import PublishError

    outputs = _outputs(options)
    if options.check:
        return _check_copies(outputs, options.dest)
    files, version = outputs.published(), outputs.version()
    name = options.name or outputs.name
    if not vendor.is_package_name(name):
        print(f"kindgen: {name!r} is no name that Python can import", file=sys.stderr)
        return WRONG_USAGE
    try:
        vendor.vendor(files, outputs.name, version, options.dest, name, options.force)
    except vendor.EditedCopy as error:
        for difference in error.files:
            print(difference, file=sys.stderr)
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    except PublishError as error:
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    print(f"{_shown(options.dest / name)}  {outputs.name} {version}")
    return DONE


def _check_copies(outputs: Outputs, dest: Path) -> int:
    from .publish import vendor

    files = outputs.published()
    copies = vendor.copies_in(dest, outputs.name) if dest.is_dir() else []
    if not copies:
        print(f"kindgen: there is no copy of {outputs.name} in {dest}", file=sys.stderr)
        return FAILED
    wrong = False
    for copy in copies:
        differences = vendor.edits(copy) or vendor.outdated(copy, files)
        for difference in differences:
            print(f"{copy.name}/{difference}")
        wrong = wrong or bool(differences)
    return FAILED if wrong else DONE


def _validator(options: argparse.Namespace) -> int:
    from .pipeline import validator_file

    if options.check and options.out is None:
        print("kindgen: --check compares with a file: --out FILE", file=sys.stderr)
        return WRONG_USAGE
    text = validator_file(options.file)
    if options.out is None:
        sys.stdout.write(text)
        return DONE
    old = options.out.read_text("utf-8") if options.out.exists() else None
    if old == text:
        return DONE
    if options.check:
        print(f"changed: {_shown(options.out)}")
        return FAILED
    options.out.write_text(text, "utf-8", newline="\n")
    print(_shown(options.out))
    return DONE


def _import_crd(options: argparse.Namespace) -> int:
    from .importers.crd import import_crd

    text = options.file.read_bytes()
    return _tell(*import_crd(text, options.file.name, options.package, options.crd_version))


def _import_openapi(options: argparse.Namespace) -> int:
    from .importers.openapi import import_openapi

    text = options.file.read_bytes()
    return _tell(*import_openapi(text, options.file.name, options.kind, options.package))


def _tell(schema: dict[str, Any], lost: list[str]) -> int:
    """Print a schema, and what could not be carried over into it."""
    print(json.dumps(schema, indent=2, ensure_ascii=False))
    for line in lost:
        print(f"not carried over: {line}", file=sys.stderr)
    return DONE


def _templates(options: argparse.Namespace) -> int:
    from .render.template_table import template_table

    for line in template_table(find_templates(options.templates)):
        print(line)
    return DONE


def _document(options: argparse.Namespace) -> Document:
    from .pipeline import read

    return read(options.schema)


def _openapi(options: argparse.Namespace) -> int:
    from .build.package import build
    from .openapi import document as openapi
    from .pipeline import read
    from .python.tidy import json_text

    package = build(read(options.schema))
    if not package.api.is_served:
        print("kindgen: the schema serves nothing: state x-kubernetes-resources", file=sys.stderr)
        return FAILED
    if options.version == "3.1":
        sys.stdout.write(json_text(openapi.document(package)))
        return DONE
    documents = openapi.group_documents(package)
    names = {path.removeprefix("apis/").removeprefix("api/"): path for path in documents}
    wanted = options.group or ""
    found = documents.get(names.get(wanted, wanted))
    if found is None:
        print(f"kindgen: --group is one of: {', '.join(names)}", file=sys.stderr)
        return WRONG_USAGE
    sys.stdout.write(json_text(found))
    return DONE


def _tree(options: argparse.Namespace) -> int:
    from .docs.tree import tree

    for line in tree(_document(options), everything=options.all):
        print(line)
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from .docs.explain import NoSuchField, explain

    try:
        print(printable(explain(_document(options), options.path)))
    except NoSuchField as error:
        print(f"kindgen: {printable(str(error))}", file=sys.stderr)
        return FAILED
    return DONE
