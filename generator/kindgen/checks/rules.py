"""Finds what is wrong with rules beyond their form, which the dialect has checked."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from ..schema import formats, patterns, pointers
from ..schema.document import Document
from ..schema.problems import MAX_PROBLEMS, SchemaProblem, did_you_mean, shown
from ..schema.rules import PathError, StatedRule, follow_path, rules_at

_MOST_PARTS = 100


def rule_problems(document: Document) -> list[SchemaProblem]:
    """Find rules that speak of fields, formats or patterns which do not exist."""
    problems: list[SchemaProblem] = []
    for pointer in document.schemas:
        for index, rule in enumerate(rules_at(document, pointer)):
            place = pointers.join(pointer, "x-rules", index)
            _Inspector(document, problems, pointer).inspect(rule, pointer, place)
    return problems


@dataclass(slots=True)
class _Inspector:
    document: Document
    problems: list[SchemaProblem]
    owner: str

    def inspect(self, rule: StatedRule, pointer: str, place: str, of_each: bool = False) -> None:
        """Look at a rule and those in it; `of_each` where it is one about each element."""
        if len(self.problems) >= MAX_PROBLEMS:
            return
        for key in ("field", "apply", "each"):
            if key in rule:
                self.path(rule[key], pointer, pointers.join(place, key))
        for key in ("when", "unless", "where"):
            for path in rule.get(key, {}):
                self.path(path, pointer, pointers.join(place, key, path))
        for index, path in enumerate(rule.get("fields", ())):
            self.path(path, pointer, pointers.join(place, "fields", index))
        if "apply" in rule:
            self.applied(rule, pointer, place)
        if rule.get("check") == "at-most-one" and not of_each:
            hint = 'Put it among the "rules" of a rule with "each".'
            self.add(place, 'an "at-most-one" check is about the elements of a list', hint)
        if "check" in rule:
            self.check(rule, place)
            self.templates(rule, pointer, place)
        if rule.get("check") == "unique":
            self.keys(rule, pointer, place)
        if "fold" in rule:
            self.templates(rule["fold"], pointer, pointers.join(place, "fold"))
        self.count(len(rule.get("first", ())), "rules in one choice", place)
        self.count(len(rule.get("fields", ())), "fields in one rule", place)
        for name in rule.get("reports-missing", ()):
            if name not in self.document.keywords(self.owner).get("required", ()):
                self.add(place, f"reports-missing names {shown(name)}, which is not required here")
        for key in ("first", "rules"):
            for index, inner in enumerate(rule.get(key, ())):
                below: str | None = pointer
                if key == "rules" and "each" in rule:
                    below = self.element(rule["each"], pointer)
                if below is not None:
                    is_of_each = key == "rules" and "each" in rule
                    self.inspect(inner, below, pointers.join(place, key, index), is_of_each)

    def add(self, place: str, message: str, hint: str | None = None) -> None:
        problem = SchemaProblem(self.document.name, place, message, hint)
        if problem not in self.problems:
            self.problems.append(problem)

    def count(self, number: int, of_what: str, place: str) -> None:
        """Note what would become an expression too long for Python."""
        if number > _MOST_PARTS:
            self.add(place, f"too many {of_what}: {number:,}, at most {_MOST_PARTS}")

    def path(self, path: str, pointer: str, place: str) -> str | None:
        self.count(path.count("."), "steps in a path", place)
        try:
            return follow_path(self.document, pointer, path)
        except PathError as error:
            if len(self.problems) >= MAX_PROBLEMS:
                return None
            message = f"the rule speaks of {shown(path)}: there is no {shown(error.name)}"
            self.add(place, message, did_you_mean(error.name, error.known))
            return None

    def element(self, path: str, pointer: str) -> str | None:
        """Return the elements of a list or a map, or None for a fault that is told already."""
        try:
            return follow_path(self.document, pointer, path)
        except PathError:
            return None

    def keys(self, rule: StatedRule, pointer: str, place: str) -> None:
        elements = self.path(rule.get("field", "") + "[]", pointer, pointers.join(place, "field"))
        for index, key in enumerate(rule.get("keys", ()) if elements else ()):
            self.path(key, elements or "", pointers.join(place, "keys", index))

    def templates(self, rule: StatedRule, pointer: str, place: str) -> None:
        """Check texts with fields in braces: `{name}`, `{name!q}`."""
        counted = rule.get("check") == "at-most-one"
        for key in ("detail", "shown", "shown-item", "report-at"):
            if key not in rule:
                continue
            spot = pointers.join(place, key)
            try:
                parts = list(Formatter().parse(rule[key]))
            except ValueError as error:
                self.add(spot, f"the text has a brace too many: {error}", "Write {{ for a brace.")
                continue
            self.count(len(parts), "fields in a text", spot)
            for _, path, specification, conversion in parts:
                if specification or conversion not in (None, "q", "p"):
                    self.add(spot, f"after {shown(path)} there may be only !q or !p")
                if path and path != "*":
                    own = path.removeprefix("first.").removeprefix("this.") if counted else path
                    self.path(own, pointer, spot)

    def applied(self, rule: StatedRule, pointer: str, place: str) -> None:
        target = self.element(rule["apply"], pointer)
        if target is None:
            return
        if not rule["apply"]:
            self.add(place, "the rules of an object cannot apply themselves to it")
        rules = rules_at(self.document, target)
        if not rules:
            self.add(place, f"there are no rules to apply at {shown(rule['apply'])}")
        known = {inner["id"] for inner in rules if "id" in inner}
        for name in rule.get("except", ()):
            if name not in known:
                self.add(place, f"no rule has the id {shown(name)}", did_you_mean(name, known))

    def check(self, rule: StatedRule, place: str) -> None:
        needs = _NEEDED[rule["check"]]
        for key in needs:
            if key not in rule:
                self.add(place, f'a "{rule["check"]}" check needs "{key}"')
        name = rule.get("format")
        known = formats.STANDARD_FORMATS | formats.OWN_FORMATS
        if name is not None and name not in known:
            self.add(place, f"no format of texts: {shown(name)}", did_you_mean(name, known))
        elif name is not None and rule["check"] == "lacks":
            for part in rule.get("parts", ()):
                if part not in formats.PARTS.get(name, frozenset()):
                    self.add(place, f"the format {shown(name)} has no part {shown(part)}")
        if "pattern" in rule and (defect := patterns.defect(rule["pattern"])):
            self.add(place, f"the pattern {shown(rule['pattern'])} does not compile: {defect}")


_NEEDED: dict[str, tuple[str, ...]] = {
    "required": ("field",),
    "forbid": ("field", "when"),
    "enum": ("values",),
    "format": ("format",),
    "lacks": ("format", "parts"),
    "pattern": ("pattern",),
    "minimum": ("limit",),
    "max-bytes": ("field", "limit"),
    "at-most-one": ("where",),
    "not-together": ("field", "values"),
    "unique": ("field", "keys"),
}
