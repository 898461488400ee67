"""The variables of one function of rules: fields that are read once, and places built once.

While rules are made, a variable has a name that no other can have; the one that it is written
under, as short as the others allow, is chosen when all are known.
"""

from __future__ import annotations

import builtins
import keyword
from collections import Counter
from collections.abc import Iterable

from ..ir.rules import Place
from ..python.naming import snake_case
from ..python.nodes import (
    Assign,
    Block,
    Bound,
    Choice,
    Comparison,
    Expression,
    For,
    If,
    Literal,
    Name,
    Statement,
    both,
    bound,
    call,
    method,
    replaced,
    walk,
)
from ..python.rewriting import conjuncts
from .helpers import HELPERS
from .words import AT, OBJECT, VALUE, below, field_below, field_of, has_class, has_field

# Names that functions of rules use themselves; a variable gets another one.
_TAKEN = frozenset(
    {
        "at", "detail", "first", "folded", "found", "index", "inner", "item", "key", "place",
        "skip", "value", *dir(builtins), *keyword.kwlist,
    }
).union(*HELPERS.values())  # fmt: skip
_Path = tuple[str, ...]


class Reading:
    """Gives a variable to each field of one object, and to places that are needed again."""

    def __init__(self, owner: Name = VALUE, at: Expression = AT, prefix: str = "") -> None:
        self.owner = owner
        self.at = at
        self.prefix = prefix
        self._fields: dict[Name, _Path] = {}  # in the order in which they were asked for
        self._objects: dict[Name, _Path] = {}
        self._places: dict[Name, _Path] = {}

    def read(self, place: Place) -> Name:
        """What a field holds."""
        return self._field(place.path) if place.path else self.owner

    def _field(self, path: _Path) -> Name:
        if len(path) > 1:
            self._object(path[:-1])
        name = Name(f"field {'.'.join(path)}")
        self._fields[name] = path
        return name

    def _object(self, path: _Path) -> Name:
        """The object that a field holds, to read from: an empty one for none."""
        if not path:
            return self.owner
        self._object(path[:-1])
        name = Name(f"object {'.'.join(path)}")
        self._objects[name] = path
        return name

    def place(self, path: _Path) -> Expression:
        """The place of a field."""
        if len(path) < 2:
            return field_below(self.at, *path)
        return below(self._place_of_object(path[:-1]), Literal(path[-1]))

    def _place_of_object(self, path: _Path) -> Name:
        if len(path) > 1:
            self._place_of_object(path[:-1])
        name = Name(f"place {'.'.join(path)}")
        self._places[name] = path
        return name

    # ------------------------------------------------------------------------------- the end

    def finished(self, block: Block) -> Block:
        """The statements, after those that give the variables what they hold."""
        body, places = self._with_places(block)
        reads = self._reads()
        own = {name: path[0] for name, path in self._fields.items() if len(path) == 1}
        whole = _read_in_tests((*reads, *places, *body), own, self.owner)
        whole = _read_in_place(whole, set(self._fields))
        final = self._final_names()

        def change(node: Expression) -> Expression | None:
            return Name(final[node.name]) if isinstance(node, Name) and node.name in final else None

        renamed: Block = replaced(whole, change)
        return renamed

    def _reads(self) -> Iterable[Assign]:
        done: set[Name] = set()
        for name, path in self._asked():
            owner = self._object(path[:-1])
            got = method(owner, "get", Literal(path[-1]))
            if name in self._fields:
                if name not in done:
                    yield Assign(name, got)
            else:
                raw = Name(f"field {'.'.join(path)}")
                if raw in self._fields and raw not in done:
                    yield Assign(raw, got)
                    done.add(raw)
                yield Assign(name, _opened(raw if raw in self._fields else None, got))
            done.add(name)

    def _asked(self) -> list[tuple[Name, _Path]]:
        """Fields and objects, each after the object that it is read from."""
        asked: dict[Name, _Path] = {}
        for name, path in self._fields.items():
            for end in range(1, len(path)):
                holder = Name(f"object {'.'.join(path[:end])}")
                asked.setdefault(holder, path[:end])
            asked[name] = path
        return list(asked.items())

    def _with_places(self, block: Block) -> tuple[Block, list[Assign]]:
        """The block, and the places that are kept for it: those that are used again."""
        uses = Counter(node for node in walk(*block) if isinstance(node, Name))
        kept: dict[Name, Expression] = {}
        used_once: dict[Name, Expression] = {}
        for name, path in sorted(self._places.items(), key=lambda item: -len(item[1])):
            if not uses[name]:
                continue
            outer = self._place_of_object(path[:-1]) if len(path) > 1 else self.at
            if isinstance(outer, Name):
                uses[outer] += 1
            made = used_once if uses[name] == 1 else kept
            made[name] = field_below(outer, *path[-1:])

        def change(node: Expression) -> Expression | None:
            if isinstance(node, Name) and node in used_once:
                made: Expression = replaced(used_once[node], change)
                return made
            return None

        first = [Assign(name, replaced(made, change)) for name, made in reversed(kept.items())]
        return replaced(block, change), first

    def _final_names(self) -> dict[str, str]:
        """The names to write: the last words of a path, as many as tell it from the others."""
        paths = {
            **{name: (self.prefix, path) for name, path in self._fields.items()},
            **{name: (f"{self.prefix}in_", path) for name, path in self._objects.items()},
            **{name: (f"{self.prefix}at_", path) for name, path in self._places.items()},
        }
        lengths = dict.fromkeys(paths, 1)
        while True:
            names = {
                name: _spelled(start, path[-lengths[name] :])
                for name, (start, path) in paths.items()
            }
            counts = Counter(names.values())
            unclear = [
                name
                for name, spelled in names.items()
                if (counts[spelled] > 1 or spelled in _TAKEN)
                and lengths[name] < len(paths[name][1])
            ]
            if not unclear:
                break
            for name in unclear:
                lengths[name] += 1
        final: dict[str, str] = {}
        taken: set[str] = set()
        for name, spelled in names.items():
            while spelled in _TAKEN or spelled in taken:
                spelled += "_"
            taken.add(spelled)
            final[name.name] = spelled
        return final


def _read_in_tests(block: Block, fields: dict[Name, str], owner: Name) -> Block:
    """The block, where a field that one test asks for first is read there, if it is there at all.

    Most objects have few of the fields that there are rules for.
    """
    uses = Counter(node for node in walk(*block) if isinstance(node, Name))
    read: set[Name] = set()
    result: list[Statement] = []
    for statement in block:
        name = _asked_first(statement)
        if isinstance(statement, If) and name in fields:
            inside = sum(node == name for node in walk(statement))
            if inside > 1 and inside + 1 == uses[name]:  # the other one is where it is set
                got = field_of(owner, fields[name])
                test = both(has_field(owner, fields[name]), bound(statement.test, name, got))
                statement = If(test, statement.body)
                read.add(name)
        result.append(statement)
    return tuple(s for s in result if not (isinstance(s, Assign) and s.target in read))


def _asked_first(statement: Statement) -> Name | None:
    """The variable that a statement without another branch asks for first: is it there?"""
    if not isinstance(statement, If) or statement.otherwise:
        return None
    match conjuncts(statement.test)[0]:
        case Name() as name:
            return name
        case Comparison(Name() as name, (("is not", Literal(None)),)):
            return name
        case _:
            return None


def _read_in_place(block: Block, fields: set[Name]) -> Block:
    """The block, where a field that is asked for once is read there; never again and again."""
    uses = Counter(node for node in walk(*block) if isinstance(node, Name))
    in_loops = {
        node
        for loop in walk(*block)
        if isinstance(loop, For)
        for node in walk(*loop.body)
        if isinstance(node, Name)
    }
    once = {
        statement.target: statement.value
        for statement in block
        if isinstance(statement, Assign)
        and statement.target in fields - in_loops
        and uses[statement.target] == 2  # where it is set, and where it is asked for
    }

    def change(node: Expression) -> Expression | None:
        if isinstance(node, Name) and node in once:
            made: Expression = replaced(once[node], change)
            return made
        return None

    kept = [s for s in block if not (isinstance(s, Assign) and s.target in once)]
    changed: Block = replaced(tuple(kept), change)
    return changed


def _spelled(start: str, path: _Path) -> str:
    name = start + snake_case("_".join(path)).strip("_")
    return f"field_{name}" if not name or name[0].isdigit() else name


def _opened(raw: Name | None, got: Expression) -> Expression:
    """The object in a field; the class is told quicker than a call asks."""
    if raw is not None:
        return Choice(raw, has_class(raw, OBJECT), call("opened", raw))
    item = Name("item")
    return Choice(item, has_class(Bound(item, got), OBJECT), call("opened", item))
