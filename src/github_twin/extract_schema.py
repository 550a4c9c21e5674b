"""Cut out of GitHub's GraphQL schema the part that a folder of documents uses.

    python -m github_twin.extract_schema SCHEMA DOCUMENTS OUTPUT

SCHEMA is `schema.graphql` of the npm package @octokit/graphql-schema; DOCUMENTS is a folder of
`.graphql` files. The part holds the used fields with all their arguments, every input type and enum
they reach, whole, and the possible types of unions and interfaces: all of a small one, of a large
one those that the documents name. What production has and the package lacks stands in
`additions.graphql`; documents may use it, and what it refers to is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    InterfaceTypeDefinitionNode,
    ObjectTypeDefinitionNode,
    UnionTypeDefinitionNode,
    Visitor,
    build_ast_schema,
    extend_schema,
    parse,
    print_ast,
    visit,
)

from github_twin.schema_usage import Usage, find_names, find_usage, name_types, spread

HEADER = (
    "# The part of GitHub's GraphQL schema in use. "
    "Do not edit: `python -m github_twin.extract_schema` cuts it out.\n\n"
)


def extract(
    full: DocumentNode, documents: list[DocumentNode], additions: DocumentNode | None
) -> str:
    """Return the used part of a schema as text."""
    schema = build_ast_schema(full, assume_valid=True)
    whole = schema
    if additions:
        whole = extend_schema(schema, additions, assume_valid=True)
    fields = find_usage(whole, documents)
    if additions:
        named = find_names(additions)
        name_types(fields, named & schema.type_map.keys())
    spread(schema, fields)
    kept = _cut_all(full, fields)
    return HEADER + "\n\n".join(kept) + "\n"


def _cut_all(full: DocumentNode, fields: Usage) -> list[str]:
    definitions = {node.name.value: node for node in full.definitions if hasattr(node, "name")}
    cut = [_cut(definitions[name], fields) for name in sorted(fields) if name in definitions]
    return [print_ast(node) for node in cut]


def _cut(node: Any, fields: Usage) -> Any:
    """Strip a definition of descriptions, directives and whatever nobody uses."""
    bare = visit(node, _Bare())
    if isinstance(node, UnionTypeDefinitionNode):
        return replace(bare, types=_keep_used(bare.types, fields))
    if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
        used = fields[node.name.value]
        return replace(
            bare,
            fields=_keep_used(bare.fields, used),
            interfaces=_keep_used(bare.interfaces or (), fields),
        )
    return bare


def _keep_used(nodes: Iterable[Any], used: Container[str]) -> tuple[Any, ...]:
    return tuple(node for node in nodes if node.name.value in used)


class _Bare(Visitor):
    """Take descriptions and directives away."""

    def enter(self, node: Any, *_: Any) -> Any:
        bare: dict[str, Any] = {}
        if getattr(node, "description", None):
            bare["description"] = None
        if getattr(node, "directives", None):
            bare["directives"] = ()
        if not bare:
            return None
        return replace(node, **bare)


def load_additions() -> DocumentNode:
    """Load what production has and the package lacks."""
    path = resources.files("github_twin") / "additions.graphql"
    return parse(path.read_text(encoding="utf-8"))


def main(arguments: list[str]) -> None:
    """Cut the part out and write it."""
    if len(arguments) != 3:
        raise SystemExit(__doc__)
    source, folder, output = map(Path, arguments)
    documents = [_parse_file(path) for path in sorted(folder.glob("*.graphql"))]
    text = extract(_parse_file(source), documents, load_additions())
    output.write_text(text, encoding="utf-8")
    lines = text.count("\n")
    sys.stdout.write(f"{output}: {lines} lines for {len(documents)} documents\n")


def _parse_file(path: Path) -> DocumentNode:
    return parse(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main(sys.argv[1:])
