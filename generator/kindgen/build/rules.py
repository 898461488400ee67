"""Makes the facts of `ir.rules` from the rules that a schema states, and follows their paths."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from ..ir import rules as ir
from ..schema.document import Document
from ..schema.rules import StatedRule, follow_path, rules_at

_FORMS = {None: "plain", "q": "quoted", "p": "pointer"}
_REASONS = {
    "required": "FieldValueRequired",
    "enum": "FieldValueNotSupported",
    "max-bytes": "FieldValueTooLong",
    "unique": "FieldValueDuplicate",
    "forbid": "FieldValueForbidden",
}
_OTHER_REASON = "FieldValueInvalid"


def build_rules(document: Document, pointer: str) -> tuple[ir.Rule, ...]:
    """Make the rules that the object at the pointer states."""
    return _Rules(document, pointer).all(rules_at(document, pointer))


@dataclass(frozen=True, slots=True)
class _Rules:
    """Makes the rules of one object; their paths begin there."""

    document: Document
    pointer: str

    def all(self, rules: list[StatedRule]) -> tuple[ir.Rule, ...]:
        return tuple(self.rule(rule) for rule in rules)

    def rule(self, rule: StatedRule) -> ir.Rule:
        common: dict[str, Any] = {
            "id": rule.get("id"),
            "when": self.tests(rule.get("when", {})),
            "unless": self.tests(rule.get("unless", {})),
        }
        if "apply" in rule:
            return self.apply(rule, common)
        if "each" in rule:
            return self.each(rule, common)
        if "first" in rule:
            return ir.First(rules=self.all(rule["first"]), **common)
        if "fold" in rule:
            fold = rule["fold"]
            return ir.Fold(
                rules=self.all(rule["rules"]),
                field=fold["field"],
                reason=fold["reason"],
                detail=self.words(fold["detail"]),
                **common,
            )
        return self.check(rule, common)

    # ------------------------------------------------------------------------------- places

    def place(self, path: str) -> ir.Place:
        pointer = follow_path(self.document, self.pointer, path)
        kind = self.document.keywords(pointer).get("type", "any")
        return ir.Place(
            tuple(path.split(".")) if path else (),
            kind if isinstance(kind, str) else "any",
            pointer,
        )

    def path(self, path: str) -> ir.Path:
        """Return the list or map that a path which ends in `[]` or `{}` goes through."""
        container = path[-2:]
        place = self.place(path[:-2])
        said = self.document.keywords(place.pointer)
        keys = said.get("x-kubernetes-list-map-keys") if container == "[]" else None
        element = _Rules(self.document, follow_path(self.document, self.pointer, path)).place("")
        return ir.Path(
            place=place,
            container=container,
            key=keys[0] if keys else None,
            last_wins=bool(keys) and said.get("x-list-duplicates") == "last-wins",
            element=element,
        )

    def tests(self, conditions: Mapping[str, Mapping[str, Any]]) -> tuple[ir.Test, ...]:
        return tuple(
            _test(self.place(path), key, wanted)
            for path, condition in conditions.items()
            for key, wanted in condition.items()
        )

    def words(self, text: str) -> ir.Words:
        """Return the parts of a text with fields in braces: `{name}`, `{name!q}`, `{*}`."""
        return self._words(text, lambda path, form: ir.Shown(self.place(path), form))

    def _words(self, text: str, shown: Callable[[str, str], ir.Shown]) -> ir.Words:
        parts: list[str | ir.Shown | ir.Listing] = []
        for said, path, _, conversion in Formatter().parse(text):
            if said and parts and isinstance(parts[-1], str):
                parts[-1] += said
            elif said:
                parts.append(said)
            if path is not None:
                parts.append(
                    ir.Listing() if path == "*" else shown(path, _FORMS[conversion or None])
                )
        return tuple(parts)

    def given_words(self, rule: StatedRule, key: str) -> ir.Words | None:
        return self.words(rule[key]) if key in rule else None

    # ---------------------------------------------------------------------- ways to further rules

    def apply(self, rule: StatedRule, common: dict[str, Any]) -> ir.Apply:
        path: str = rule["apply"]
        is_list = path.endswith("[]")
        return ir.Apply(
            place=self.place(path[:-2] if is_list else path),
            each=self.path(path) if is_list else None,
            target=follow_path(self.document, self.pointer, path),
            or_empty=rule.get("absent") == "empty",
            skip=frozenset(rule.get("except", ())),
            **common,
        )

    def each(self, rule: StatedRule, common: dict[str, Any]) -> ir.Each:
        path = self.path(rule["each"])
        inside = _Rules(self.document, path.element.pointer)
        counting = [inner for inner in rule["rules"] if inner.get("check") == "at-most-one"]
        return ir.Each(
            each=path,
            at_container=rule.get("place") == "container",
            rules=inside.all([inner for inner in rule["rules"] if inner not in counting]),
            only_ones=tuple(self.at_most_one(inner, path, inside) for inner in counting),
            **common,
        )

    def at_most_one(self, rule: StatedRule, path: ir.Path, inside: _Rules) -> ir.AtMostOne:
        def shown(text: str, form: str) -> ir.Shown:
            of, _, rest = text.partition(".")
            if of in ("first", "this") and rest:
                return ir.Shown(inside.place(rest), "plain", of)
            return ir.Shown(self.place(text), form)

        return ir.AtMostOne(
            id=rule.get("id"),
            when=(),
            unless=(),
            place=path.place,
            of_key=False,
            reason=rule.get("reason", _OTHER_REASON),
            detail=self._words(rule.get("detail", "only one may be set"), shown),
            shown=self.given_words(rule, "shown"),
            report_at=None,
            where=inside.tests(rule["where"]),
            shown_item=inside.given_words(rule, "shown-item"),
        )

    # ------------------------------------------------------------------------------------ checks

    def check(self, rule: StatedRule, common: dict[str, Any]) -> ir.Check:
        kind: str = rule["check"]
        common |= {
            "place": self.place(rule.get("field", "")),
            "of_key": rule.get("subject") == "key",
            "reason": rule.get("reason") or _REASONS.get(kind, _OTHER_REASON),
            "detail": self.given_words(rule, "detail"),
            "shown": self.given_words(rule, "shown"),
            "report_at": self.given_words(rule, "report-at"),
        }
        return _CHECKS[kind](self, rule, common)


def _test(place: ir.Place, key: str, wanted: Any) -> ir.Test:
    if key == "present":
        return ir.Test(place, "present" if wanted else "absent")
    if key == "empty":
        return ir.Test(place, "empty" if wanted else "filled")
    return ir.Test(place, key, tuple(wanted))


def _max_bytes(made: _Rules, rule: StatedRule, common: dict[str, Any]) -> ir.MaxBytes:
    return ir.MaxBytes(
        limit=rule["limit"],
        places=tuple(made.place(path) for path in rule.get("fields", [rule["field"]])),
        separator_bytes=len(rule.get("separator", "").encode()),
        **common,
    )


_CHECKS: dict[str, Callable[[_Rules, StatedRule, dict[str, Any]], ir.Check]] = {
    "required": lambda _, rule, common: ir.Required(**common),
    "forbid": lambda _, rule, common: ir.Forbidden(**common),
    "enum": lambda _, rule, common: ir.OneOf(values=tuple(rule["values"]), **common),
    "format": lambda _, rule, common: ir.Formatted(
        format=rule["format"],
        lower_case=rule.get("lower-case", False),
        and_empty=rule.get("and-empty", False),
        **common,
    ),
    "lacks": lambda _, rule, common: ir.Lacks(
        format=rule["format"], parts=tuple(rule["parts"]), **common
    ),
    "pattern": lambda _, rule, common: ir.Matches(
        pattern=rule["pattern"], and_empty=rule.get("and-empty", False), **common
    ),
    "minimum": lambda _, rule, common: ir.AtLeast(limit=rule["limit"], **common),
    "max-bytes": _max_bytes,
    "not-together": lambda _, rule, common: ir.NotTogether(values=tuple(rule["values"]), **common),
    "unique": lambda _, rule, common: ir.Unique(keys=tuple(rule["keys"]), **common),
}
