"""GraphQL: real documents, executed by graphql-core on the part of GitHub's schema in use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NoReturn

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

from github_twin.costs import Cost, Meter, find_connections
from github_twin.extract_schema import load_additions
from github_twin.fields import find_resolver, find_type
from github_twin.graph_errors import Reply, find_shape, render_error, render_missing
from github_twin.mutations import MUTATIONS
from github_twin.project_access import Need, find_missing, find_needs
from github_twin.refusals import RefusedError, make_entry
from github_twin.session import Input, Payload, Session
from github_twin.shapes import DATALESS, find_stubborn
from github_twin.world import World

Info = GraphQLResolveInfo[Session]


@dataclass(frozen=True)
class Prepared:
    """A document that was parsed and checked, or the answer that says why not."""

    document: DocumentNode | None = None
    operation: OperationDefinitionNode | None = None
    connections: frozenset[FieldNode] = frozenset()
    errors: tuple[Reply, ...] = ()
    needs: tuple[Need, ...] = ()

    @property
    def operation_name(self) -> str | None:
        """Return the operation's name, None where it has none."""
        if self.operation is None or self.operation.name is None:
            return None
        return self.operation.name.value

    @property
    def name(self) -> str:
        """Return what the log calls the operation."""
        return self.operation_name or "query"

    @property
    def writes(self) -> int:
        """Return how many mutations it carries."""
        if self.operation is None or self.operation.operation is not OperationType.MUTATION:
            return 0
        return len(self.operation.selection_set.selections)


@cache
def load_schema() -> GraphQLSchema:
    """Load the schema and tie every field to what answers it."""
    path = resources.files("github_twin") / "schema.graphql"
    text = path.read_text(encoding="utf-8")
    part = build_ast_schema(parse(text), assume_valid=True)
    schema = extend_schema(part, load_additions(), assume_valid=True)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            kind.resolve_type = find_type
        elif isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            _tie_fields(kind)
    return schema


def _tie_fields(kind: GraphQLObjectType) -> None:
    for name, field in kind.fields.items():
        resolve = find_resolver(kind.name, name)
        if kind.name == "Mutation":
            resolve = _resolve_mutation
        field.resolve = resolve or _refuse_field


def _refuse_field(_: object, info: Info, **__: object) -> NoReturn:
    field = f"{info.parent_type.name}.{info.field_name}"
    raise NotImplementedError(f"the twin has no answer for {field}")


def _resolve_mutation(_: object, info: Info, input: Input) -> Payload:  # noqa: A002
    session: Session = info.context
    if session.room < 1:
        raise RefusedError("too-quickly")
    session.room -= 1
    mutate = MUTATIONS.get(info.field_name)
    if mutate is None:
        _refuse_field(None, info)
    stubborn = find_stubborn(session.world.stubborn, info.field_name, input)
    if stubborn:
        raise RefusedError("stubborn", words=stubborn.words, shape=stubborn.shape)
    payload = mutate(session, input)
    return {"clientMutationId": input.get("clientMutationId"), **payload}


@lru_cache(maxsize=1024)
def prepare(text: str, operation: str | None = None) -> Prepared:
    """Parse and check a document."""
    schema = load_schema()
    try:
        document = parse(text)
    except GraphQLError as error:
        return Prepared(errors=(render_error(error),))
    errors = [render_error(error) for error in validate(schema, document)]
    chosen = _find_operations(document, operation)
    if len(chosen) != 1 and not errors:
        errors = [{"message": "An operation name is required"}]
    if errors:
        return Prepared(document, errors=tuple(errors))
    connections = find_connections(schema, document)
    needs = find_needs(schema, document)
    return Prepared(document, chosen[0], connections, needs=needs)


def _find_operations(document: DocumentNode, name: str | None) -> list[OperationDefinitionNode]:
    """Find the operations of a document, or those of a name."""
    found: list[OperationDefinitionNode] = []
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and _is_asked(node, name):
            found.append(node)
    return found


def _is_asked(operation: OperationDefinitionNode, name: str | None) -> bool:
    if name is None:
        return True
    return operation.name is not None and operation.name.value == name


def find_cost(prepared: Prepared, variables: dict[str, Any]) -> Cost:
    """Return what a request costs, or refuse what its pages ask."""
    operation = prepared.operation
    if prepared.document is None or operation is None:
        return Cost()
    declared = operation.variable_definitions or ()
    given = get_variable_values(load_schema(), declared, variables)
    if isinstance(given, list):
        return Cost()
    definitions = prepared.document.definitions
    fragments = [node for node in definitions if isinstance(node, FragmentDefinitionNode)]
    by_name = {node.name.value: node for node in fragments}
    meter = Meter(prepared.connections, by_name, given.coerced)
    return meter.measure(operation)


def execute(prepared: Prepared, variables: dict[str, Any], session: Session) -> Reply:
    """Execute a document and return the answer's body; `session.world` is the world after it."""
    if prepared.document is None or prepared.errors:
        return {"errors": list(prepared.errors)}
    missing = find_missing(prepared.needs, session.token)
    if missing:
        return {"errors": [render_missing(need, refused) for need, refused in missing]}
    before = session.world
    result = execute_sync(
        load_schema(),
        prepared.document,
        context_value=session,
        variable_values=variables,
        operation_name=prepared.operation_name,
    )
    if not result.errors:
        return {"data": result.data}
    errors = [render_error(error, before.shapes) for error in result.errors]
    if any(_is_of_whole(error, before) for error in result.errors):
        session.world = before
        return {"data": None, "errors": errors}
    # Without a path, the fault lies in the request: nothing was executed.
    if any(error.path for error in result.errors):
        return {"data": result.data, "errors": errors}
    return {"errors": errors}


def _is_of_whole(error: GraphQLError, world: World) -> bool:
    """Tell whether an error is to come as that of the whole document, which does nothing then."""
    cause = error.original_error
    return isinstance(cause, RefusedError) and find_shape(cause, world.shapes) == DATALESS


def refuse_size(prepared: Prepared) -> Reply:
    """Return the body of an answer that gave up on a query: nothing of it is there."""
    operation = prepared.operation
    assert operation is not None
    fields = [node for node in operation.selection_set.selections if isinstance(node, FieldNode)]
    names = [(node.alias or node.name).value for node in fields]
    entry = make_entry("resource-limits", {})
    return {"data": dict.fromkeys(names), "errors": [{**entry, "path": names[:1]}]}


def refuse(refused: RefusedError) -> Reply:
    """Return the body of an answer that refuses a whole document."""
    entry = make_entry(refused.code, refused.values)
    return {"data": None, "errors": [entry]}
