"""Cut out of GitHub's GraphQL schema the part that a folder of documents uses.

    python -m github_twin.extract_schema SCHEMA DOCUMENTS OUTPUT

SCHEMA is `schema.graphql` of the npm package @octokit/graphql-schema; DOCUMENTS is a folder of `.graphql` files. The
part holds the used fields with all their arguments, every input type and enum they reach, whole, and the possible
types of unions and interfaces: all of a small one, of a large one those that the documents name. What production has
and the package lacks stands in `additions.graphql`; documents may use it, and what it refers to is kept.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLInterfaceType,
    GraphQLSchema,
    InlineFragmentNode,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    ObjectTypeDefinitionNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    UnionTypeDefinitionNode,
    Visitor,
    build_ast_schema,
    extend_schema,
    get_named_type,
    is_abstract_type,
    parse,
    print_ast,
    validate,
    visit,
)

SMALL = 12
ROOTS = ("Query", "Mutation")
HEADER = "# The part of GitHub's GraphQL schema in use. Do not edit: `python -m github_twin.extract_schema` cuts it out.\n\n"


class _Usage(Visitor):
    """Collect the types that documents name and the fields they ask for."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.info = info
        self.fields: dict[str, set[str]] = defaultdict(set)

    def enter_field(self, node: Any, *_: Any) -> None:
        parent, field = self.info.get_parent_type(), self.info.get_field_def()
        if parent is None or field is None or node.name.value.startswith("__"):
            return
        self.fields[parent.name].add(node.name.value)
        self.fields[get_named_type(field.type).name]
        for argument in field.args.values():
            self.fields[get_named_type(argument.type).name]

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        if node.type_condition:
            self.fields[node.type_condition.name.value]

    def enter_fragment_definition(self, node: FragmentDefinitionNode, *_: Any) -> None:
        self.fields[node.type_condition.name.value]


def extract(
    full: DocumentNode, documents: list[DocumentNode], additions: DocumentNode | None
) -> str:
    """Return the used part of a schema as text."""
    schema = build_ast_schema(full, assume_valid=True)
    fields = _find_usage(
        extend_schema(schema, additions, assume_valid=True) if additions else schema, documents
    )
    for name in _find_names(additions) if additions else ():
        if name in schema.type_map:
            fields[name]
    _spread(schema, fields)
    definitions = {node.name.value: node for node in full.definitions if hasattr(node, "name")}
    kept = [_cut(definitions[name], fields) for name in sorted(fields) if name in definitions]
    return HEADER + "\n\n".join(print_ast(node) for node in kept) + "\n"


def _find_usage(schema: GraphQLSchema, documents: list[DocumentNode]) -> dict[str, set[str]]:
    usage = _Usage(TypeInfo(schema))
    for document in documents:
        if errors := validate(schema, document):
            raise SystemExit("\n\n".join(str(error) for error in errors))
        for operation in document.definitions:
            if isinstance(operation, OperationDefinitionNode):
                for variable in _find_names(operation):
                    usage.fields[variable]
        visit(document, TypeInfoVisitor(usage.info, usage))
    return usage.fields


def _find_names(node: Any) -> set[str]:
    found: set[str] = set()

    class Names(Visitor):
        def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
            found.add(node.name.value)

    visit(node, Names())
    return found


def _spread(schema: GraphQLSchema, fields: dict[str, set[str]]) -> None:
    """Add what the used types need: possible types, interface fields, input types, enums, a field for the bare."""
    before = -1
    while before != sum(map(len, fields.values())) + len(fields):
        before = sum(map(len, fields.values())) + len(fields)
        for name in list(fields):
            kind = schema.type_map.get(name)
            if kind is None:
                continue
            if is_abstract_type(kind):
                _spread_abstract(schema, kind, fields)
            if hasattr(kind, "interfaces"):
                for interface in kind.interfaces:
                    if interface.name in fields:
                        fields[name] |= fields[interface.name]
            if hasattr(kind, "fields"):
                _spread_fields(kind, fields)


def _spread_abstract(schema: GraphQLSchema, kind: Any, fields: dict[str, set[str]]) -> None:
    possible = schema.get_possible_types(kind)
    for one in possible:
        if len(possible) <= SMALL or one.name in fields:
            fields[one.name]
    if isinstance(kind, GraphQLInterfaceType) and not fields[kind.name]:
        fields[kind.name].add(min(kind.fields))


def _spread_fields(kind: Any, fields: dict[str, set[str]]) -> None:
    if kind.name.endswith("Input") or not hasattr(kind, "interfaces"):
        fields[kind.name] |= set(kind.fields)
    elif not fields[kind.name] and kind.name not in ROOTS:
        fields[kind.name].add("id" if "id" in kind.fields else min(kind.fields))
    for name in fields[kind.name] & set(kind.fields):
        field = kind.fields[name]
        fields[get_named_type(field.type).name]
        for argument in getattr(field, "args", {}).values():
            fields[get_named_type(argument.type).name]


def _cut(node: Any, fields: dict[str, set[str]]) -> Any:
    """Strip a definition of descriptions, directives and whatever nobody uses."""
    bare = visit(node, _Bare())
    if isinstance(node, UnionTypeDefinitionNode):
        return replace(bare, types=tuple(one for one in bare.types if one.name.value in fields))
    if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
        kept = tuple(field for field in bare.fields if field.name.value in fields[node.name.value])
        return replace(
            bare,
            fields=kept,
            interfaces=tuple(one for one in bare.interfaces or () if one.name.value in fields),
        )
    return bare


class _Bare(Visitor):
    """Take descriptions and directives away."""

    def enter(self, node: Any, *_: Any) -> Any:
        bare = {
            name: empty
            for name, empty in (("description", None), ("directives", ()))
            if getattr(node, name, None)
        }
        return replace(node, **bare) if bare else None


def load_additions() -> DocumentNode:
    """Load what production has and the package lacks."""
    return parse((resources.files("github_twin") / "additions.graphql").read_text(encoding="utf-8"))


def main(arguments: list[str]) -> None:
    """Cut the part out and write it."""
    if len(arguments) != 3:
        raise SystemExit(__doc__)
    source, folder, output = map(Path, arguments)
    documents = [
        parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.graphql"))
    ]
    text = extract(parse(source.read_text(encoding="utf-8")), documents, load_additions())
    output.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{output}: {text.count(chr(10))} lines for {len(documents)} documents\n")


if __name__ == "__main__":
    main(sys.argv[1:])
