"""From `x-rules` to the source of functions that note what breaks them.

Knows kinds of rules, never a rule: every field, value and message comes from the schema. Types
have been checked before; here a rule whose value has the wrong type is passed over.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from ..python.naming import snake_case
from ..python.source import indented, literal
from ..schema import pointers
from ..schema.formats import QUICK_TESTS
from ..schema.problems import shown
from ..schema.resolve import Document
from ..schema.rules import Rule, follow_path, rules_at
from .contents import Function
from .helpers import HELPERS
from .names import Structure

# Names that a function of rules uses itself; a local for a field of that name gets an underscore.
_TAKEN = frozenset(
    {
        "all", "any", "at", "count", "dict", "each", "enumerate", "first", "folded", "found",
        "index", "int", "isinstance", "item", "key", "len", "list", "place", "str", "text", "this",
        "value",
    }
).union(*HELPERS.values())  # fmt: skip
_DEFAULT_REASONS = {
    "required": "FieldValueRequired",
    "enum": "FieldValueNotSupported",
    "max-bytes": "FieldValueTooLong",
    "unique": "FieldValueDuplicate",
    "forbid": "FieldValueForbidden",
}
# The constants that a validator module has for reasons.
REASONS = {
    "FieldValueRequired": "REQUIRED",
    "FieldValueInvalid": "INVALID",
    "FieldValueNotSupported": "NOT_SUPPORTED",
    "FieldValueForbidden": "FORBIDDEN",
    "FieldValueDuplicate": "DUPLICATE",
    "FieldValueTooLong": "TOO_LONG",
    "FieldValueTooMany": "TOO_MANY",
    "InternalError": "INTERNAL",
}


# The object whose rules are applied, and the ids of those that are left out.
_Applied = tuple[str, frozenset[str]]


@dataclass(slots=True)
class RuleCode:
    """Writes one function for each object whose rules are applied from somewhere."""

    document: Document
    structure: Structure
    _names: dict[_Applied, str] = field(default_factory=dict["_Applied", str])
    _waiting: list[_Applied] = field(default_factory=list["_Applied"])
    _each: list[Function] = field(default_factory=list[Function])
    _taken: set[str] = field(default_factory=set[str])

    def functions(self) -> dict[str, Function]:
        """Each function of rules by its name, in the order in which they are first needed."""
        for pointer in self.structure.names:
            if rules_at(self.document, pointer):
                self.name_of(pointer)
        written: dict[str, Function] = {}
        while self._waiting:
            pointer, left_out = self._waiting.pop(0)
            name = self._names[pointer, left_out]
            title = self.document.name_of(pointer) or pointers.to_fragment(pointer)
            self._each = []
            body = _Body(self, pointer, name=name, title=title)
            lines = body.rules(rules_at(self.document, pointer), left_out)
            if left_out:
                title += f", without the rules on {', '.join(sorted(left_out))}"
            written[name] = Function(name, title, (*body.prelude, *lines))
            written |= {function.name: function for function in self._each}
        return written

    def each_name(self, wanted: str) -> str:
        """A free name for a function that checks one element."""
        name, count = wanted, 2
        while name in self._taken:
            name, count = f"{wanted}_{count}", count + 1
        self._taken.add(name)
        return name

    def write_each(self, name: str, pointer: str, rules: list[Rule], doc: str) -> None:
        """Write a function that checks one element of a list or a map of objects."""
        body = _Body(self, pointer, name=name, title=doc)
        lines = body.rules(rules)
        self._each.append(Function(name, doc, (*body.prelude, *lines)))

    def name_of(self, pointer: str, left_out: frozenset[str] = frozenset()) -> str:
        """The name of the function for the rules at a pointer."""
        key = (pointer, left_out)
        if key not in self._names:
            base = f"_rules_of_{self.structure.name_of(pointer)}"
            self._names[key] = "_without_".join([base, *map(snake_case, sorted(left_out))])
            self._waiting.append(key)
        return self._names[key]


class _Body:
    """The lines of one function, and the locals that hold the fields it reads."""

    def __init__(
        self,
        code: RuleCode,
        pointer: str,
        *,
        name: str = "",
        title: str = "",
        var: str = "value",
        at: str = "at",
        prefix: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.code = code
        self.document = code.document
        self.pointer = pointer
        self.var = var
        self.at = at
        self.prefix = prefix
        self.found = "found"
        self.prelude: list[str] = []
        self.locals: dict[str, str] = {}

    # ------------------------------------------------------------------ fields

    def type_of(self, path: str) -> str:
        """The JSON type of the field, `object` for maps too."""
        place = follow_path(self.document, self.pointer, path)
        return str(self.document.keywords(place).get("type", "any"))

    def read(self, path: str) -> str:
        """The local that holds a field, read in the prelude; the object itself for no path."""
        if not path:
            return self.var
        if path not in self.locals:
            name = self._local(path)
            parent, _, last = path.rpartition(".")
            self.locals[path] = name
            self.prelude.append(f"{name} = {self._object(parent)}.get({literal(last)})")
        return self.locals[path]

    def _object(self, path: str) -> str:
        """The local that holds an object to read fields from."""
        if not path:
            return self.var
        key = path + ".*"
        if key not in self.locals:
            parent, _, last = path.rpartition(".")
            name = self._local("in." + path)
            held = self.locals.get(path) or f"{self._object(parent)}.get({literal(last)})"
            self.locals[key] = name
            self.prelude += [
                f"{name} = {held}",
                f"if {name}.__class__ is not D:",
                f"    {name} = opened({name})",
            ]
        return self.locals[key]

    def _local(self, path: str) -> str:
        name = self.prefix + snake_case(path.replace(".", "_")).strip("_")
        while name in _TAKEN or keyword.iskeyword(name) or name in self.locals.values() or not name:
            name += "_"
        return f"field_{name}" if name[0].isdigit() else name

    def place(self, path: str) -> str:
        """The source of the place of a field."""
        steps = [literal(token) for token in path.split(".")] if path else []
        return _place(self.at, *steps)

    # -------------------------------------------------------------- conditions

    def condition(self, rule: Rule) -> list[str]:
        """What has to hold for the rule to be checked, as Python expressions."""
        tests = [
            test
            for path, wanted in rule.get("when", {}).items()
            for test in self._tests(path, wanted)
        ]
        unless = [
            test
            for path, wanted in rule.get("unless", {}).items()
            for test in self._tests(path, wanted)
        ]
        if unless:
            joined = " and ".join(unless)
            tests.append(
                f"not {joined}"
                if joined.startswith("(") and len(unless) == 1
                else f"not ({joined})"
            )
        return tests

    def _tests(self, path: str, wanted: dict[str, Any]) -> Iterator[str]:
        kind = self.type_of(path)
        for key, values in wanted.items():
            held = self.read(path)
            if key == "present":
                yield f"{held} is not None" if values else f"{held} is None"
            elif key == "empty":
                yield _is_empty(held, kind) if values else _is_filled(held, kind)
            elif key == "in":
                yield _is_in(held, values)
            else:
                told = f"isinstance({held}, S) and {_not_in(held, values)}"
                yield told if "" in values else f"({held} is None or {told})"

    # ------------------------------------------------------------------- rules

    def rules(self, rules: list[Rule], left_out: frozenset[str] = frozenset()) -> list[str]:
        """The lines for a list of rules; neighbours under the same condition share its test."""
        lines: list[str] = []
        open_test = ""
        for rule in rules:
            if rule.get("id") in left_out:
                continue
            tests = self.condition(rule)
            body = self.rule(rule)
            if not tests:
                open_test = ""
                lines += body
                continue
            head, rest = tests[0], tests[1:]
            if rest:
                body = _when(" and ".join(rest), body)
            if head != open_test:
                lines.append(f"if {head}:")
                open_test = head
            lines += indented(body)
        return lines

    def rule(self, rule: Rule) -> list[str]:
        if "apply" in rule:
            return self._apply(rule)
        if "each" in rule:
            return self._each(rule)
        if "first" in rule:
            return self._first(rule["first"])
        if "fold" in rule:
            return self._fold(rule)
        return _CHECKS[rule["check"]](self, rule)

    def _apply(self, rule: Rule) -> list[str]:
        path: str = rule["apply"]
        target = follow_path(self.document, self.pointer, path)
        name = self.code.name_of(target, frozenset(rule.get("except", ())))
        if path.endswith("[]"):
            held, loop, step = self._loop(path)
            call = f"{name}(item, (place, {step}), {self.found})"
            each = [loop, *indented(["if isinstance(item, D):", *indented([call])])]
            place = _nested(self.at, *map(literal, path[:-2].split(".")))
            return [f"if {held} and isinstance({held}, L):", *indented([f"place = {place}", *each])]
        held = self.read(path)
        call = f"{name}({held}, {self.place(path)}, {self.found})"
        if rule.get("absent") == "empty":
            call = f"{name}({held} or NOTHING, {self.place(path)}, {self.found})"
            return [f"if {held} is None or isinstance({held}, D):", *indented([call])]
        return [f"if isinstance({held}, D):", *indented([call])]

    def _loop(self, path: str, place: str = "") -> tuple[str, str, str]:
        """The local of a list, the loop over it, and the step to its element."""
        held = self.read(path[:-2])
        schema = self.document.keywords(follow_path(self.document, self.pointer, path[:-2]))
        keys = schema.get("x-kubernetes-list-map-keys")
        step = f"element_step(index, item, {literal(keys[0])})" if keys else "index"
        source = f"enumerate({held})"
        if keys and schema.get("x-list-duplicates") == "last-wins":
            source = f"last_of_each({held}, {literal(keys[0])})"
        return (
            held,
            f"for index, item in {source}:",
            '(index, "")' if place == "container" else step,
        )

    def _each(self, rule: Rule) -> list[str]:
        path: str = rule["each"]
        if path.endswith("{}"):
            held = self.read(path[:-2])
            loop = f"for key, item in {held}.items():"
            step = '(key, "")' if rule.get("place") == "container" else "entry(key)"
            test = f"if {held} and isinstance({held}, D):"
        else:
            held, loop, step = self._loop(path, rule.get("place", ""))
            test = f"if {held} and isinstance({held}, L):"
        target = follow_path(self.document, self.pointer, path)
        place = _place(self.place(path[:-2]), step)
        rules = [inner for inner in rule["rules"] if inner.get("check") != "at-most-one"]
        counted = [inner for inner in rule["rules"] if inner.get("check") == "at-most-one"]
        if self.document.keywords(target).get("type") == "object":
            name = self.code.each_name(f"{self.name}_{snake_case(path[:-2].replace('.', '_'))}")
            self.code.write_each(name, target, rules, f"{self.title}, each of {path[:-2]}")
            lines = [f"{name}(item, {place}, {self.found})"]
            for inner in counted:
                lines += self._at_most_one(inner, target, held, path[:-2])
            lines = ["if isinstance(item, D):", *indented(lines)]
        else:
            body = _Body(self.code, target, name=self.name, var="item", at=place)
            body.found = self.found
            lines = body.rules(rules)
        start = ["first: Any = None"] if counted else []
        return [test, *indented([*start, loop, *indented(lines)])]

    def _first(self, rules: list[Rule]) -> list[str]:
        """A chain of `if` and `elif`: the first rule that is broken is the one that is reported."""
        lines: list[str] = []
        for rule in rules:
            test, *report = self.rule(rule)
            tests = [*self.condition(rule), test.removeprefix("if ").removesuffix(":")]
            lines += [f"{'elif' if lines else 'if'} {_all(tests)}:", *report]
        return lines

    def _fold(self, rule: Rule) -> list[str]:
        fold = rule["fold"]
        outer, self.found = self.found, "folded"
        lines = self.rules(rule["rules"])
        self.found = outer
        detail = self.template(fold["detail"], {"*": "summary(folded)"})
        place = f"ReportedAt({literal(fold['field'])}, {self.at})"
        note = f'add(found, {place}, {_reason(fold["reason"])}, "", {detail})'
        return ["folded: list[Finding] = []", *lines, "if folded:", *indented([note])]

    # ---------------------------------------------------------------- messages

    def note(self, rule: Rule, value: str, detail: str = "", at: str = "") -> list[str]:
        """Lines that note a finding. `value` and `detail` are the defaults, as Python source."""
        reason = rule.get("reason") or _DEFAULT_REASONS.get(rule["check"], "FieldValueInvalid")
        function = "add"
        if "shown" in rule:
            function, value = "add_words", self.template(rule["shown"], {})
        if "detail" in rule:
            detail = self.template(rule["detail"], {})
        at = self.reported(rule, at or self.place(rule.get("field", "")))
        tail = f", {detail}" if detail else ""
        return [f"{function}({self.found}, {at}, {_reason(reason)}, {value}{tail})"]

    def reported(self, rule: Rule, at: str) -> str:
        """The source of the place that a rule reports."""
        if "report-at" not in rule:
            return at
        return f"ReportedAt({self.template(rule['report-at'], {})}, {at})"

    def template(self, text: str, given: dict[str, str]) -> str:
        """Source for a text with `{path}` (plain), `{path!q}` (quoted) or `{path!p}` (pointer)."""
        parts: list[str] = []
        for words, path, _, conversion in Formatter().parse(text):
            if words:
                parts.append(literal(words))
            if path is None:
                continue
            held = given.get(path) or self.read(path)
            if path in given and not path.endswith(".*"):
                parts.append(held)
            elif conversion == "p":
                parts.append(f"pointer_shown({held})")
            else:
                parts.append(f"quoted(plain({held}))" if conversion == "q" else f"plain({held})")
        return " + ".join(parts) or '""'

    # ------------------------------------------------------------------ checks

    def subject(self, rule: Rule) -> tuple[str, str]:
        """The local that a check looks at, and its type."""
        if rule.get("subject") == "key":
            return "key", "string"
        path = rule.get("field", "")
        return self.read(path), self.type_of(path)

    def check_required(self, rule: Rule) -> list[str]:
        held, kind = self.subject(rule)
        return _when(_is_empty(held, kind), self.note(rule, '""'))

    def check_forbid(self, rule: Rule) -> list[str]:
        held, kind = self.subject(rule)
        if kind == "string":
            return _when(
                f"{held} is None or isinstance({held}, S)", self.note(rule, f'{held} or ""')
            )
        return self.note(rule, held)

    def check_enum(self, rule: Rule) -> list[str]:
        held, kind = self.subject(rule)
        values = rule["values"]
        listed = ", ".join(f'"{value}"' for value in values if value != "")
        detail = literal(f"supported values: {listed}")
        if kind != "string":
            return _when(
                f"{held} is not None and not one_of({held}, {literal(values)})",
                self.note(rule, held, detail),
            )
        test = f"isinstance({held}, S) and {_not_in(held, values)}"
        if "" in values:
            return _when(test, self.note(rule, held, detail))
        return _when(f"{held} is None or {test}", self.note(rule, f'{held} or ""', detail))

    def check_format(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        name = rule["format"]
        function = name.replace("-", "_")
        text = f"lowered({held})" if rule.get("lower-case") else held
        reason = _reason(rule.get("reason", "FieldValueInvalid"))
        at = self.reported(rule, self.place(rule.get("field", "")))
        other = f", {text}" if text != held else ""
        note = f"complain({self.found}, {at}, {reason}, {held}, {function}{other})"
        test = f"isinstance({held}, S)"
        if rule.get("field") and not rule.get("and-empty"):
            # An empty field is an absent one; an empty key or element is a text like others.
            test = f"{held} and {test}"
        quick = QUICK_TESTS.get(name)
        wrong = f"not {quick}({text})" if quick else f"{function}({text})"
        return _when(f"{test} and {wrong}", [note])

    def check_lacks(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        function = rule["format"].replace("-", "_") + "_parts"
        parts = literal(tuple(rule["parts"]))
        test = f"{held} and isinstance({held}, S) and has_part({function}({held}), {parts})"
        return _when(
            test, self.note(rule, held, literal(f"may not have a {' or '.join(rule['parts'])}"))
        )

    def check_pattern(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        search = self.code.structure.pattern(rule["pattern"])
        detail = literal(f"must match the pattern {shown(rule['pattern'])}")
        if rule.get("and-empty"):
            test = f'({held} is None or isinstance({held}, S)) and {search}({held} or "") is None'
            return _when(test, self.note(rule, f'{held} or ""', detail))
        test = f"{held} and isinstance({held}, S) and {search}({held}) is None"
        return _when(test, self.note(rule, held, detail))

    def check_minimum(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        limit = rule["limit"]
        detail = literal(f"must be greater than or equal to {limit}")
        return _when(
            f"{held} is not None and is_number({held}) and {held} < {limit}",
            self.note(rule, held, detail),
        )

    def check_max_bytes(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        kind = self.type_of(rule["field"])
        size, of_kind = ("text_size", "S") if kind == "string" else ("map_size", "D")
        sizes = [f"{size}({self.read(path)})" for path in rule.get("fields", [rule["field"]])]
        extra = len(rule.get("separator", "").encode()) * (len(sizes) - 1)
        total = " + ".join([*sizes, *([str(extra)] if extra else [])])
        detail = literal(f"must have at most {rule['limit']} bytes")
        test = f"{held} and isinstance({held}, {of_kind}) and {total} > {rule['limit']}"
        return _when(test, self.note(rule, held, detail))

    def check_not_together(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        tests = [f"{literal(value)} in {held}" for value in rule["values"]]
        detail = literal(f"{' and '.join(map(str, rule['values']))} exclude each other")
        return _when(
            f"{held} and isinstance({held}, L) and {' and '.join(tests)}",
            self.note(rule, held, detail),
        )

    def _at_most_one(self, rule: Rule, pointer: str, held: str, path: str) -> list[str]:
        """Lines for one element in a loop: `first` is the first one that is as `where` says."""
        inner = _Body(self.code, pointer, var="item", prefix="its_")
        tests = inner.condition({"when": rule["where"]})
        fields = self.document.keywords(pointer).get("properties", {})
        given = {f"this.{name}": f"plain(item.get({literal(name)}))" for name in fields}
        given |= {f"first.{name}": f"plain(first.get({literal(name)}))" for name in fields}
        detail = self.template(rule.get("detail", "only one may be set"), given)
        function, value = "add", held
        if "shown" in rule:
            listed = {"*": self._listed(rule, pointer, held)} if "shown-item" in rule else {}
            function, value = "add_words", self.template(rule["shown"], listed)
        reason = _reason(rule.get("reason", "FieldValueInvalid"))
        note = f"{function}({self.found}, {self.place(path)}, {reason}, {value}, {detail})"
        return [
            *inner.prelude,
            f"if {_all(tests)}:",
            "    if first is not None:",
            f"        {note}",
            "    else:",
            "        first = item",
        ]

    def _listed(self, rule: Rule, item: str, held: str) -> str:
        """Source for all elements of a list in words, joined."""
        body = _Body(self.code, item, var="each")
        text = body.template(rule["shown-item"], _Gets(body))
        return f'", ".join({text} for each in {held} if isinstance(each, D))'

    def check_unique(self, rule: Rule) -> list[str]:
        held, _ = self.subject(rule)
        at = f"({self.place(rule['field'])}, index)"
        note = self.note(rule, "text", at=at)
        loop = f"for index, text in repeated_keys({held}, {literal(tuple(rule['keys']))}):"
        return [f"if isinstance({held}, L):", *indented([loop, *indented(note)])]


class _Gets(dict[str, str]):
    """For templates inside an expression: fields are read in place, for there is no prelude."""

    def __init__(self, body: _Body) -> None:
        super().__init__()
        self.body = body

    def get(self, key: str, default: Any = None) -> Any:
        return f"{self.body.var}.get({literal(key)})"


_CHECKS: dict[str, Callable[[_Body, Rule], list[str]]] = {
    "required": _Body.check_required,
    "forbid": _Body.check_forbid,
    "enum": _Body.check_enum,
    "format": _Body.check_format,
    "lacks": _Body.check_lacks,
    "pattern": _Body.check_pattern,
    "minimum": _Body.check_minimum,
    "max-bytes": _Body.check_max_bytes,
    "not-together": _Body.check_not_together,
    "unique": _Body.check_unique,
}


def _when(test: str, lines: list[str]) -> list[str]:
    return [f"if {test}:", *indented(lines)]


def _reason(reason: str) -> str:
    return REASONS[reason]


def _place(at: str, *steps: str) -> str:
    """Source of a place below another one; `at` may be such source itself."""
    if not steps:
        return at
    if at.startswith("under("):
        return f"{at[:-1]}, {', '.join(steps)})"
    return (
        f"({at}, {steps[0]})"
        if len(steps) == 1 and at.isidentifier()
        else f"under({at}, {', '.join(steps)})"
    )


def _nested(at: str, *steps: str) -> str:
    """Source of a place as nested pairs: faster than a call, where valid documents come by too."""
    for step in steps:
        at = f"({at}, {step})"
    return at


def _all(tests: list[str]) -> str:
    """Tests that must all hold, as one."""
    return " and ".join(
        f"({test})" if " or " in test and test[0] != "(" else test for test in tests
    )


def _empty_of(kind: str) -> str:
    return {"string": '""', "array": "[]", "object": "NOTHING"}.get(kind, "None")


def _is_empty(held: str, kind: str) -> str:
    if kind not in ("string", "array", "object"):
        return f"{held} is None"
    return f"({held} is None or {held} == {_empty_of(kind)})"


def _is_filled(held: str, kind: str) -> str:
    if kind not in ("string", "array", "object"):
        return f"{held} is not None"
    return f"({held} is not None and {held} != {_empty_of(kind)})"


def _is_in(held: str, values: list[Any]) -> str:
    if any(isinstance(value, bool) for value in values) and len(values) == 1:
        return f"{held} is {values[0]}"
    test = (
        f"{held} == {literal(values[0])}"
        if len(values) == 1
        else f"{held} in {literal(tuple(values))}"
    )
    return f"({held} is None or {test})" if "" in values else test


def _not_in(held: str, values: list[Any]) -> str:
    return (
        f"{held} != {literal(values[0])}"
        if len(values) == 1
        else f"{held} not in {literal(tuple(values))}"
    )
