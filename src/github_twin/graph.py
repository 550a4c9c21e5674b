"""GraphQL: real documents, executed by graphql-core on the part of GitHub's schema in use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLUnionType,
    OperationDefinitionNode,
    OperationType,
    build_ast_schema,
    execute_sync,
    extend_schema,
    get_variable_values,
    parse,
    validate,
)

from github_twin.costs import Meter, find_connections
from github_twin.extract_schema import load_additions
from github_twin.fields import find_resolver, find_type
from github_twin.mutations import MUTATIONS
from github_twin.project_access import Need, find_missing, find_needs
from github_twin.refusals import RefusedError, make_entry
from github_twin.session import Session

UNKNOWN_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")
Reply = dict[str, Any]


@dataclass(frozen=True)
class Prepared:
    """A document that was parsed and checked, or the answer that says why not."""

    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    connections: frozenset[FieldNode] = frozenset()
    errors: tuple[Reply, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def name(self) -> str:
        """Return the operation's name."""
        return self.operation.name.value if self.operation and self.operation.name else "query"

    @property
    def writes(self) -> int:
        """Return how many mutations it carries."""
        if self.operation is None or self.operation.operation is not OperationType.MUTATION:
            return 0
        return len(self.operation.selection_set.selections)


@cache
def load_schema() -> GraphQLSchema:
    """Load the schema and tie every field to what answers it."""
    text = (resources.files("github_twin") / "schema.graphql").read_text(encoding="utf-8")
    part = build_ast_schema(parse(text), assume_valid=True)
    schema = extend_schema(part, load_additions(), assume_valid=True)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            kind.resolve_type = find_type
        elif isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                known = (
                    _resolve_mutation if kind.name == "Mutation" else find_resolver(kind.name, name)
                )
                field.resolve = known or _refuse_field
    return schema


def _refuse_field(_: object, info: GraphQLResolveInfo[Session], **__: object) -> None:
    raise NotImplementedError(
        f"the twin has no answer for {info.parent_type.name}.{info.field_name}"
    )


def _resolve_mutation(
    _: object, info: GraphQLResolveInfo[Session], input: dict[str, Any]
) -> dict[str, Any]:
    session: Session = info.context
    if session.room < 1:
        raise RefusedError("too-quickly")
    session.room -= 1
    if info.field_name not in MUTATIONS:
        _refuse_field(None, info)
    payload = MUTATIONS[info.field_name](session, input)
    return {"clientMutationId": input.get("clientMutationId"), **payload}


@lru_cache(maxsize=1024)
def prepare(text: str, operation: str | None = None) -> Prepared:
    """Parse and check a document."""
    schema = load_schema()
    try:
        document = parse(text)
    except GraphQLError as error:
        return Prepared(errors=(_render_error(error),))
    errors = tuple(_render_error(error) for error in validate(schema, document))
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    chosen = [node for node in operations if operation in (None, node.name and node.name.value)]
    if len(chosen) != 1 and not errors:
        errors = ({"message": "An operation name is required"},)
    if errors:
        return Prepared(document, errors=errors)
    connections, needs = find_connections(schema, document), find_needs(schema, document)
    return Prepared(document, chosen[0], connections, needs=needs)


def find_points(prepared: Prepared, variables: dict[str, Any]) -> int:
    """Return the points a request costs, or refuse what its pages ask."""
    if prepared.document is None or prepared.operation is None:
        return 1
    given = get_variable_values(
        load_schema(), prepared.operation.variable_definitions or (), variables
    )
    if isinstance(given, list):
        return 1
    definitions = prepared.document.definitions
    fragments = {
        node.name.value: node for node in definitions if isinstance(node, FragmentDefinitionNode)
    }
    return Meter(prepared.connections, fragments, given.coerced).measure(prepared.operation).points


def execute(prepared: Prepared, variables: dict[str, Any], session: Session) -> Reply:
    """Execute a document and return the answer's body; `session.world` is the world after it."""
    if prepared.document is None or prepared.errors:
        return {"errors": list(prepared.errors)}
    missing = find_missing(prepared.needs, session.token)
    if missing:
        return {"errors": [_render_missing(need, refused) for need, refused in missing]}
    operation = (
        prepared.operation.name.value if prepared.operation and prepared.operation.name else None
    )
    result = execute_sync(
        load_schema(),
        prepared.document,
        context_value=session,
        variable_values=variables,
        operation_name=operation,
    )
    if not result.errors:
        return {"data": result.data}
    errors = [_render_error(error) for error in result.errors]
    started = any(error.path for error in result.errors)
    return {"data": result.data, "errors": errors} if started else {"errors": errors}


def refuse(refused: RefusedError) -> Reply:
    """Return the body of an answer that refuses a whole document."""
    return {"data": None, "errors": [make_entry(refused.code, refused.values)]}


def _render_missing(need: Need, refused: RefusedError) -> Reply:
    entry = make_entry(refused.code, refused.values)
    return {**entry, "locations": [{"line": need.line, "column": need.column}]}


def _render_error(error: GraphQLError) -> Reply:
    """Render an error as GitHub does; a fault of the twin itself is raised, never dressed up as an answer."""
    where = [{"line": place.line, "column": place.column} for place in error.locations or ()]
    cause = error.original_error
    if isinstance(cause, RefusedError):
        entry = make_entry(cause.code, cause.values)
        entry["path"] = list(error.path or ())
        return {**entry, "locations": where}
    if cause is not None and not isinstance(cause, GraphQLError):
        raise cause
    unknown = UNKNOWN_FIELD.match(error.message)
    if unknown:
        field, kind = unknown.groups()
        return {
            "path": ["query", field],
            "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": field},
            "locations": where,
            "message": f"Field '{field}' doesn't exist on type '{kind}'",
        }
    return {"locations": where, "message": error.message}
