"""The twin's GraphQL schema is a true part of GitHub's, and every field of it is answered."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLObjectType, GraphQLSchema, build_schema, extend_schema, parse

from github_twin.extract_schema import extract, load_additions, main
from github_twin.fields import find_resolver
from github_twin.graph import load_schema
from github_twin.mutations import MUTATIONS
from tests.kit.client import DOCUMENTS
from tests.kit.published import published_sdl

BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}


@cache
def full() -> GraphQLSchema:
    return extend_schema(
        build_schema(published_sdl(), assume_valid=True), load_additions(), assume_valid=True
    )


def parts(schema: GraphQLSchema) -> dict[str, str]:
    """Every type, field, argument, input field, enum value, possible type, each with what it is."""
    found: dict[str, str] = {}
    for name, kind in schema.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        found[name] = type(kind).__name__
        for field, definition in getattr(kind, "fields", {}).items():
            found[f"{name}.{field}"] = str(definition.type)
            for argument, given in getattr(definition, "args", {}).items():
                found[f"{name}.{field}({argument})"] = f"{given.type} = {given.default_value!r}"
        for value in getattr(kind, "values", {}):
            found[f"{name}={value}"] = "enum value"
        for member in getattr(kind, "types", ()):
            found[f"{name}|{member.name}"] = "member"
        for interface in getattr(kind, "interfaces", ()):
            found[f"{name}:{interface.name}"] = "interface"
    return found


@pytest.mark.online
def test_every_part_of_the_schema_stands_the_same_in_githubs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    theirs, ours = parts(full()), parts(load_schema())
    strange = {
        name: (what, theirs.get(name)) for name, what in ours.items() if theirs.get(name) != what
    }
    assert strange == {}
    assert len(ours) > 300
    with capsys.disabled():
        print(
            f"\n{len(ours)} parts of the twin's schema stand the same among GitHub's {len(theirs)}"
        )


@pytest.mark.online
def test_whole_input_types_and_enums_are_kept() -> None:
    ours, theirs = load_schema(), full()
    for name, kind in ours.type_map.items():
        if (
            name in BUILT_IN
            or name.startswith("__")
            or not (name.endswith("Input") or hasattr(kind, "values"))
        ):
            continue
        other: Any = theirs.type_map[name]
        mine: Any = kind
        shelf = "values" if hasattr(kind, "values") else "fields"
        assert set(getattr(mine, shelf)) == set(getattr(other, shelf)), name


@pytest.mark.online
def test_the_schema_is_the_one_that_the_documents_need() -> None:
    documents = [
        parse(path.read_text(encoding="utf-8")) for path in sorted(DOCUMENTS.glob("*.graphql"))
    ]
    text = extract(parse(published_sdl()), documents, load_additions())
    assert (resources.files("github_twin") / "schema.graphql").read_text(encoding="utf-8") == text


@pytest.mark.online
def test_a_document_that_asks_for_what_github_lacks_is_refused() -> None:
    with pytest.raises(SystemExit, match="Cannot query field 'nonsense'"):
        extract(parse(published_sdl()), [parse("{ viewer { nonsense } }")], None)


def test_additions_are_kept_with_what_they_refer_to() -> None:
    sdl = parse(
        "type Query { a: A b: B } type A { x: Int y: Int } type B { z: Int } "
        "enum E { V } type Mutation { m(e: E): A }"
    )
    added = parse("extend type A { new: B }")
    text = extract(sdl, [parse("{ a { new { z } x } }")], added)
    kept = parts(build_schema(text))
    assert {"A.x", "B.z", "Query.a"} <= set(kept)
    assert not {"A.y", "A.new", "Query.b", "E"} & set(kept)


def test_every_field_has_an_answer() -> None:
    bare = [
        f"{kind.name}.{name}"
        for kind in load_schema().type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name in kind.fields
        if not any(
            word in f"{kind.name}.{name}".lower() for word in ("project", "draft")
        )  # the board is still to come
        and not (name in MUTATIONS if kind.name == "Mutation" else find_resolver(kind.name, name))
    ]
    assert bare == []


def test_the_script_writes_the_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (tmp_path / "full.graphql").write_text(
        "interface Big { x: Int y: Int } type Query { big: Big } "
        + " ".join(f"type T{n} implements Big {{ x: Int y: Int }}" for n in range(13))
    )
    (folder / "one.graphql").write_text(
        "query { __typename ...F ... { big { ... on T3 { x } } } } "
        "fragment F on Query { __typename }"
    )
    output = tmp_path / "out.graphql"
    main([str(tmp_path / "full.graphql"), str(folder), str(output)])
    assert capsys.readouterr().out.startswith(str(output))
    kept = parts(build_schema(output.read_text(encoding="utf-8")))
    assert {"Big.x", "T3.x", "T3:Big"} <= set(kept)
    assert not {"T4", "T3.y", "Big.y"} & set(kept)


def test_the_script_says_how_it_is_called() -> None:
    with pytest.raises(SystemExit, match="SCHEMA DOCUMENTS OUTPUT"):
        main([])
