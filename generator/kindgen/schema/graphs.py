"""Loops in a graph, found without recursion and in one pass."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

_Node = TypeVar("_Node", bound=Hashable)


def components(
    nodes: Iterable[_Node], next_of: Callable[[_Node], Iterable[_Node]]
) -> Iterator[list[_Node]]:
    """Yield the strongly connected components, each after those that it leads to (Tarjan, 1972)."""
    numbers: dict[_Node, int] = {}
    lowest: dict[_Node, int] = {}
    open_nodes: dict[_Node, None] = {}
    for start in nodes:
        if start in numbers:
            continue
        path: list[tuple[_Node, Iterator[_Node]]] = []
        entered: _Node | None = start
        while path or entered is not None:
            if entered is not None:
                numbers[entered] = lowest[entered] = len(numbers)
                open_nodes[entered] = None
                path.append((entered, iter(next_of(entered))))
                entered = None
            node, following = path[-1]
            for other in following:
                if other not in numbers:
                    entered = other
                    break
                if other in open_nodes:
                    lowest[node] = min(lowest[node], numbers[other])
            if entered is not None:
                continue
            path.pop()
            if path:
                above = path[-1][0]
                lowest[above] = min(lowest[above], lowest[node])
            if lowest[node] == numbers[node]:
                members: list[_Node] = []
                while not members or members[-1] != node:
                    members.append(open_nodes.popitem()[0])
                yield members


def in_loops(
    nodes: Iterable[_Node], next_of: Callable[[_Node], Iterable[_Node]]
) -> Iterator[_Node]:
    """Yield the nodes that lead back to themselves."""
    for members in components(nodes, next_of):
        if len(members) > 1 or members[0] in next_of(members[0]):
            yield from members
