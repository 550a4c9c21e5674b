"""What a GraphQL request costs: writes, points, nodes; and the bounds every connection needs (F2.15, F4.16)."""

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
            if field and get_named_type(field.type).name.endswith("Connection"):
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
        """Add up what an operation costs; refuse pages without bounds, too large, or too many nodes."""
        cost = Cost()
        self._add(operation.selection_set, 1, cost)
        return cost

    def _add(self, selections: SelectionSetNode | None, times: int, cost: Cost) -> None:
        for field in self._fields(selections):
            inner = times
            if field in self.connections:
                size = self._check_page(field)
                cost.requests += times
                inner = times * size
                cost.nodes += inner
                if cost.nodes > MOST_NODES:
                    raise RefusedError(
                        "too-many-nodes", field=field.name.value, count=f"{cost.nodes:,}"
                    )
            elif field.name.value == "nodes" and (ids := self._value(field, "ids")) is not None:
                inner = times * len(ids)
            self._add(field.selection_set, inner, cost)

    def _fields(self, selections: SelectionSetNode | None) -> Iterator[FieldNode]:
        for node in selections.selections if selections else ():
            if not self._is_wanted(node):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode):
                yield from self._fields(self.fragments[node.name.value].selection_set)
            else:
                yield from self._fields(node.selection_set)  # type: ignore[attr-defined]

    def _is_wanted(self, node: Any) -> bool:
        for directive in node.directives or ():
            value = directive.arguments[0].value
            given = (
                self.variables.get(value.name.value)
                if isinstance(value, VariableNode)
                else value.value
            )
            if bool(given) is (directive.name.value == "skip"):
                return False
        return True

    def _check_page(self, field: FieldNode) -> int:
        name = field.name.value
        sizes = {argument: self._value(field, argument) for argument in ("first", "last")}
        given = {argument: size for argument, size in sizes.items() if size is not None}
        if len(given) == 2:
            raise RefusedError("page-both-ends", field=name)
        for argument, size in given.items():
            if size > LARGEST_PAGE:
                raise RefusedError("page-too-big", field=name, argument=argument, count=size)
            if size < 1:
                raise RefusedError("page-negative", field=name, argument=argument)
            return int(size)
        if PAGED & {inner.name.value for inner in self._fields(field.selection_set)}:
            raise RefusedError("page-unbounded", field=name)
        return 0

    def _value(self, field: FieldNode, argument: str) -> Any:
        for one in field.arguments or ():
            if one.name.value == argument:
                if isinstance(one.value, VariableNode):
                    return self.variables.get(one.value.name.value)
                return int(one.value.value) if isinstance(one.value, IntValueNode) else None
        return None
