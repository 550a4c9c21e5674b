"""Which types and fields of GitHub's GraphQL schema documents use, and what those need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLInterfaceType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    is_abstract_type,
    validate,
    visit,
)

SMALL = 12
ROOTS = ("Query", "Mutation")
Usage = dict[str, set[str]]


class _Usage(Visitor):
    """Collect the types that documents name and the fields they ask for."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.fields: Usage = defaultdict(set)

    def name(self, kind: str) -> None:
        """Write down a type, whether or not any of its fields is asked for."""
        _name(self.fields, kind)

    def enter_field(self, node: Any, *_: Any) -> None:
        parent = self.info.get_parent_type()
        field = self.info.get_field_def()
        name = node.name.value
        if parent is None or field is None or name.startswith("__"):
            return
        self.fields[parent.name].add(name)
        self.name(get_named_type(field.type).name)
        for argument in field.args.values():
            self.name(get_named_type(argument.type).name)

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        if node.type_condition:
            self.name(node.type_condition.name.value)

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        self.name(node.type_condition.name.value)


def _name(fields: Usage, kind: str) -> None:
    fields.setdefault(kind, set())


def find_usage(schema: GraphQLSchema, documents: list[DocumentNode]) -> Usage:
    """Find the types that documents name, and of each the fields they ask for."""
    usage = _Usage(TypeInfo(schema))
    for document in documents:
        errors = validate(schema, document)
        if errors:
            raise SystemExit("\n\n".join(str(error) for error in errors))
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                name_types(usage.fields, find_names(node))
        visit(document, TypeInfoVisitor(usage.info, usage))
    return usage.fields


def find_names(node: Any) -> set[str]:
    """Find the types that a piece of a document names."""
    found: set[str] = set()

    class Names(Visitor):
        def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
            found.add(node.name.value)

    visit(node, Names())
    return found


def name_types(fields: Usage, kinds: Iterable[str]) -> None:
    """Write types down, whether or not any of their fields is asked for."""
    for kind in kinds:
        _name(fields, kind)


# What the used types need


def spread(schema: GraphQLSchema, fields: Usage) -> None:
    """Add what the used types need, until nothing more comes."""
    before = -1
    while before != _measure(fields):
        before = _measure(fields)
        for name in list(fields):
            kind = schema.type_map.get(name)
            if kind is not None:
                _spread_type(schema, kind, fields)


def _measure(fields: Usage) -> int:
    return len(fields) + sum(len(names) for names in fields.values())


def _spread_type(schema: GraphQLSchema, kind: Any, fields: Usage) -> None:
    if is_abstract_type(kind):
        _spread_abstract(schema, kind, fields)
    for interface in getattr(kind, "interfaces", ()):
        if interface.name in fields:
            fields[kind.name] |= fields[interface.name]
    if hasattr(kind, "fields"):
        _choose_fields(kind, fields)
        _spread_fields(kind, fields)


def _spread_abstract(schema: GraphQLSchema, kind: Any, fields: Usage) -> None:
    """Add the possible types of a union or an interface: of a large one, those that are named."""
    possible = schema.get_possible_types(kind)
    if len(possible) <= SMALL:
        name_types(fields, [one.name for one in possible])
    if isinstance(kind, GraphQLInterfaceType) and not fields[kind.name]:
        fields[kind.name].add(min(kind.fields))


def _choose_fields(kind: Any, fields: Usage) -> None:
    """Take an input type whole, and a field of an object that nobody asked one of."""
    if kind.name.endswith("Input") or not hasattr(kind, "interfaces"):
        fields[kind.name] |= set(kind.fields)
        return
    if fields[kind.name] or kind.name in ROOTS:
        return
    field = min(kind.fields)
    if "id" in kind.fields:
        field = "id"
    fields[kind.name].add(field)


def _spread_fields(kind: Any, fields: Usage) -> None:
    """Add the types of the used fields and of their arguments."""
    for name in fields[kind.name] & set(kind.fields):
        field = kind.fields[name]
        _name(fields, get_named_type(field.type).name)
        arguments = getattr(field, "args", {})
        for argument in arguments.values():
            _name(fields, get_named_type(argument.type).name)
