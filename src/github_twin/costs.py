"""What a GraphQL request costs, and the bounds that its connections need (F2.15, F4.16)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableNode,
    Visitor,
    get_named_type,
    visit,
)

from github_twin.refusals import RefusedError

LARGEST_PAGE = 100
MOST_NODES = 500_000
PAGED = {"nodes", "edges", "pageInfo"}


@dataclass
class Cost:
    """The running sums of one request."""

    requests: int = 0
    nodes: int = 0

    @property
    def points(self) -> int:
        """Return the points: a hundredth of the inner requests, one at least."""
        return max(1, round(self.requests / 100))


def find_connections(schema: GraphQLSchema, document: Any) -> frozenset[FieldNode]:
    """Find the fields of a document that are connections."""
    found: set[FieldNode] = set()
    info = TypeInfo(schema)

    class Connections(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            field = info.get_field_def()
            if field is None:
                return
            kind = get_named_type(field.type)
            if kind.name.endswith("Connection"):
                found.add(node)

    visit(document, TypeInfoVisitor(info, Connections()))
    return frozenset(found)


@dataclass(frozen=True)
class Meter:
    """Reads one operation, with the values of its variables."""

    connections: frozenset[FieldNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def measure(self, operation: OperationDefinitionNode) -> Cost:
        """Add up what an operation costs; refuse unbounded pages, large ones, too many nodes."""
        cost = Cost()
        self._add(operation.selection_set, 1, cost)
        return cost

    def _add(self, selections: SelectionSetNode | None, times: int, cost: Cost) -> None:
        """Add what fields cost that are asked so many times."""
        for field in self._fields(selections):
            inner = times * self._count(field)
            if field in self.connections:
                cost.requests += times
                cost.nodes += inner
                _check_nodes(field, cost)
            self._add(field.selection_set, inner, cost)

    def _count(self, field: FieldNode) -> int:
        """Return how many things a field shows: as many as its page, as its ids, or one."""
        if field in self.connections:
            return self._check_page(field)
        ids = None
        if field.name.value == "nodes":
            ids = self._value(field, "ids")
        if ids is None:
            return 1
        return len(ids)

    def _fields(self, selections: SelectionSetNode | None) -> Iterator[FieldNode]:
        """Find the fields that are asked, those in fragments, too."""
        if selections is None:
            return
        for node in selections.selections:
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode):
                fragment = self.fragments[node.name.value]
                yield from self._fields(fragment.selection_set)
            else:
                yield from self._fields(node.selection_set)  # type: ignore[attr-defined]

    def _is_wanted(self, node: Any) -> bool:
        """Tell whether no `@skip` and no `@include` leaves a part out."""
        for directive in node.directives or ():
            condition = directive.arguments[0].value
            is_met = bool(self._condition(condition))
            if is_met is (directive.name.value == "skip"):
                return False
        return True

    def _condition(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            return self.variables.get(node.name.value)
        return node.value

    def _check_page(self, field: FieldNode) -> int:
        """Return the size of a page, or refuse it."""
        name = field.name.value
        first = self._value(field, "first")
        last = self._value(field, "last")
        if first is not None and last is not None:
            raise RefusedError("page-both-ends", field=name)
        if first is not None:
            return _check_size(name, "first", first)
        if last is not None:
            return _check_size(name, "last", last)
        shown = {inner.name.value for inner in self._fields(field.selection_set)}
        if not PAGED.isdisjoint(shown):
            raise RefusedError("page-unbounded", field=name)
        return 0

    def _value(self, field: FieldNode, argument: str) -> Any:
        for given in field.arguments or ():
            if given.name.value == argument:
                return self._read(given.value)
        return None

    def _read(self, value: ValueNode) -> Any:
        if isinstance(value, VariableNode):
            return self.variables.get(value.name.value)
        if isinstance(value, IntValueNode):
            return int(value.value)
        return None


def _check_nodes(field: FieldNode, cost: Cost) -> None:
    if cost.nodes > MOST_NODES:
        count = f"{cost.nodes:,}"
        raise RefusedError("too-many-nodes", field=field.name.value, count=count)


def _check_size(field: str, argument: str, size: int) -> int:
    if size > LARGEST_PAGE:
        raise RefusedError("page-too-big", field=field, argument=argument, count=size)
    if size < 1:
        raise RefusedError("page-negative", field=field, argument=argument)
    return int(size)
