"""Cypher on the graph of a build through grand-cypher; names are checked first, because it answers any with silence."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from lunargraph.errors import QueryError
from lunargraph.extras import require
from lunargraph.graph import EDGE_KEYS
from lunargraph.languages.clauses import CYPHER_SILENT, blanked, clause_at, nearest
from lunargraph.model import Kind, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from lunargraph.finished import Build

#: Labels of nodes: each has that of its kind, and those that are no program are actors.
LABELS = ("Actor", *(kind.value.capitalize() for kind in Kind))
#: Types of relationships.
TYPES = tuple(relation.value.upper() for relation in Relation)
NODE_PROPERTIES = (
    "id", "kind", "name", "label", "aliases", "coalition", "country", "region", "continent", "type", "part_of",
)  # fmt: skip
TIE_PROPERTIES = ("id", *EDGE_KEYS)
_CLAUSES = (
    "optional match", "match", "where", "with", "return", "order by", "skip", "limit", "unwind", "create", "merge",
    "set", "delete", "remove", "call", "union",
)  # fmt: skip
_IN_TREE = {
    "match_clause": "MATCH",
    "where_clause": "WHERE",
    "return_clause": "RETURN",
    "order_clause": "ORDER BY",
}
# branches whose names are no variables, or are looked at by themselves
_NO_VARIABLES = frozenset(
    "node_match edge_match alias path_clause list_predicate entity_id json_rule type_list".split()
)
_AGGREGATES = re.compile(r"\b(count|sum|avg|max|min|collect)(?=\s*\()", re.IGNORECASE)
_EXISTS = re.compile(r"\bexists(?=\s*\{)", re.IGNORECASE)
# what people write and grand-cypher does not read, with what it reads instead
_HINTS = (
    (re.compile(r"\bMATCH\b[^;]*\)\s*,\s*\(", re.IGNORECASE), "Write MATCH again in place of the comma."),
    (re.compile(r"-\[[^\]]*\{"), "Ask for properties of a relationship in WHERE."),
    (re.compile(r"\bIS\s+NOT\s+NULL\b", re.IGNORECASE), "Write NOT x.y IS NULL in place of x.y IS NOT NULL."),
    (re.compile(r"\bCOUNT\s*\(\s*(?:\*|DISTINCT\b)", re.IGNORECASE), "Count a variable, as in COUNT(a)."),
    (re.compile(r"\b(?:WITH|OPTIONAL|UNION|CALL)\b", re.IGNORECASE), "It reads MATCH, WHERE, RETURN, ORDER BY, LIMIT."),
    (re.compile(r"\b(?:CREATE|MERGE|SET|DELETE|REMOVE)\b", re.IGNORECASE), "A build is only read."),
)  # fmt: skip


def cypher(build: Build, text: str) -> pd.DataFrame:
    """Return what a Cypher query says of the graph of a build, with a column for everything it returns.

    Nodes have ``LABELS`` and ``NODE_PROPERTIES``, relationships ``TYPES`` and ``TIE_PROPERTIES``; an empty date is
    null. ``COOPERATES_WITH``, which has no direction, is found in both. Rows come in the order of node ids where
    the query gives none. A node or relationship that is returned whole is a dict of its properties. What Cypher
    grand-cypher reads: MATCH (several, one pattern each), WHERE, RETURN, ORDER BY, SKIP and LIMIT.

    Raises:
        QueryError: where the query cannot be read, names what does not exist, or fails; the sentence names the clause.
        MissingExtraError: where grand-cypher is not installed.
    """
    import pandas as pd  # noqa: PLC0415 - light until asked

    engine = require("grandcypher", extra="cypher", purpose="Cypher")
    lark = require("lark", extra="cypher", purpose="Cypher")
    query = _in_its_words(text)
    try:
        tree = engine._GrandCypherGrammar.parse(query)  # noqa: SLF001 - the one place where its names can be checked
    except lark.exceptions.UnexpectedInput as error:
        raise QueryError(_unreadable(query, error)) from None
    _check_names(lark, tree)
    _check_logic(query)
    try:
        asked = engine.GrandCypher(_labelled(build.graph))
        # its short cuts lose rows where both ends are named, or where OR joins two variables
        asked.auto_where_hints = asked.auto_node_jsondata_hints = False
        answer = asked.run(query)
    except Exception as error:  # noqa: BLE001 - the library raises whatever its steps raise
        raise QueryError(_failed(query, error)) from None
    columns = sorted((str(name) for name in answer), key=lambda name: _place_in_return(query, name))
    rows = [[_plain(value) for value in row] for row in zip(*(answer[name] for name in columns), strict=True)]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _labelled(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the graph with labels where grand-cypher looks for them, in one fixed order."""
    labelled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph.nodes):
        data = graph.nodes[node]
        kind = str(data["kind"]).capitalize()
        labels = {kind} if data["kind"] == Kind.PROGRAM else {kind, "Actor"}
        labelled.add_node(node, **data, id=node, __labels__=labels)
    for subject, object_, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        told = {**data, "id": key, "__labels__": {str(data["relation"]).upper()}}
        # no key of our own: EXISTS asks for the edge that networkx numbers 0
        labelled.add_edge(subject, object_, **told)
        if data["relation"] == Relation.COOPERATES_WITH:
            labelled.add_edge(object_, subject, **told)
    return labelled


def _in_its_words(text: str) -> str:
    """Put a query as grand-cypher reads it: strings in double quotes, functions in capitals, no comments."""
    parts, end = [], 0
    for found in CYPHER_SILENT.finditer(text):
        literal = "" if found[0].startswith("//") else _double_quoted(found[0])
        parts += [_capitals(text[end : found.start()]), literal]
        end = found.end()
    return "".join([*parts, _capitals(text[end:])]).strip().removesuffix(";")


def _capitals(text: str) -> str:
    return _EXISTS.sub("EXISTS", _AGGREGATES.sub(lambda found: found[0].upper(), text))


def _double_quoted(literal: str) -> str:
    # escapes that Python alone knows (\N, \x, \0) would be read by eval inside the library
    inner = re.sub(
        r"\\(.)", lambda e: {"n": "\n", "t": "\t", "r": "\r"}.get(e[1], e[1]), literal[1:-1], flags=re.DOTALL
    )
    return json.dumps(inner, ensure_ascii=False)


def _check_names(lark: Any, tree: Any) -> None:  # noqa: ANN401 - untyped library
    """Refuse labels, types, properties and variables that do not exist: the library finds nothing and says nothing."""
    nodes: set[str] = set()
    ties: set[str] = set()
    others: set[str] = set()
    for _, branch in _branches(tree, ""):
        tokens = [token for token in branch.children if isinstance(token, lark.Token)]
        names = {str(token) for token in tokens if token.type == "CNAME"}
        if branch.data == "node_match":
            nodes |= names
        elif branch.data == "edge_match":
            ties |= names
            _check_arrow(branch, tokens)
        elif branch.data in {"alias", "path_clause", "list_predicate"}:
            others |= names
    for clause, branch in _branches(tree, ""):
        _check_labels(lark, clause, branch)
        if branch.data not in _NO_VARIABLES:
            for token in branch.children:
                if isinstance(token, lark.Token) and token.type == "CNAME":
                    _check_variable(clause, str(token), nodes | ties | others)
        if branch.data == "entity_id":
            name, key = (str(token) for token in branch.children)
            _check_variable(clause, name, nodes | ties | others)
            if name in nodes | ties:
                _check_property(clause, name, key, NODE_PROPERTIES if name in nodes else TIE_PROPERTIES)


def _branches(tree: Any, clause: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - untyped library
    for branch in tree.children:
        if hasattr(branch, "children"):
            inner = _IN_TREE.get(str(branch.data), clause)
            yield inner, branch
            yield from _branches(branch, inner)


def _check_labels(lark: Any, clause: str, branch: Any) -> None:  # noqa: ANN401 - untyped library
    known = {"node_match": LABELS, "edge_match": TYPES}.get(str(branch.data))
    if known is None:
        return
    what = "label" if known is LABELS else "type of relationship"
    for _, part in _branches(branch, clause):
        tokens = [str(token) for token in part.children if isinstance(token, lark.Token)]
        if part.data == "type_list":
            for name in tokens:
                if name not in known:
                    raise QueryError(
                        f"{clause}: there is no {what} {name!r}.{nearest(name, known)} They are {', '.join(known)}."
                    )
        elif part.data == "json_rule":
            _check_property(clause, "a node", tokens[0], NODE_PROPERTIES)


def _check_arrow(branch: Any, tokens: Iterable[Any]) -> None:  # noqa: ANN401 - untyped library
    # without an arrow the library wants relationships both ways, which only COOPERATES_WITH has
    arrows = {token.type for token in tokens} & {"LEFT_ANGLE", "RIGHT_ANGLE"}
    types = {str(token) for _, part in _branches(branch, "") if part.data == "type_list" for token in part.children}
    if not arrows and types != {Relation.COOPERATES_WITH.value.upper()}:
        raise QueryError("MATCH: give the relationship an arrow, -> or <-; only COOPERATES_WITH goes without.")


def _check_variable(clause: str, name: str, bound: set[str]) -> None:
    if name not in bound:
        listed = ", ".join(sorted(bound)) or "none"
        raise QueryError(f"{clause}: no MATCH names {name!r}.{nearest(name, bound)} Named are {listed}.")


def _check_property(clause: str, name: str, key: str, known: tuple[str, ...]) -> None:
    if key not in known:
        owner = "nodes" if known is NODE_PROPERTIES else "relationships"
        listed = ", ".join(known)
        raise QueryError(
            f"{clause}: {name} has no property {key!r}.{nearest(key, known)} Those of {owner} are {listed}."
        )


def _check_logic(query: str) -> None:
    """Refuse AND beside OR without parentheses, which the library reads from left to right and Cypher does not."""
    seen: list[set[str]] = [set()]
    for word in re.findall(
        r"\bWHERE\b|\bRETURN\b|\bAND\b|\bOR\b|[({\[]|[)}\]]", blanked(query, CYPHER_SILENT), re.IGNORECASE
    ):
        if word in "({[":
            seen.append(set())
        elif word in ")}]":
            seen = seen[:-1] or [set()]
        elif word.upper() in {"WHERE", "RETURN"}:
            seen[-1] = set()
        else:
            seen[-1].add(word.upper())
        if len(seen[-1]) > 1:
            raise QueryError("WHERE: AND stands beside OR; say with parentheses which goes first.")


def _place_in_return(query: str, name: str) -> int:
    # the library returns what it counts after everything else
    told = query[query.upper().rfind("RETURN") :]
    named = re.search(rf"\bAS\s+{re.escape(name)}\b", told, re.IGNORECASE)
    found = named or re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", told, re.IGNORECASE)
    return found.start() if found else len(told)


def _unreadable(query: str, error: Any) -> str:  # noqa: ANN401 - untyped library
    plain = blanked(query, CYPHER_SILENT)
    hint = next((hint for pattern, hint in _HINTS if pattern.search(plain)), "")
    place = error.pos_in_stream
    if place is None or not 0 <= place < len(query):
        return f"Cypher ends too early{_after(query, len(query))}; it needs MATCH and RETURN. {hint}".strip()
    told = query[place : place + 20].partition("\n")[0]
    return f"Cypher cannot be read{_after(query, place)} at {told!r}. {hint}".strip()


def _failed(query: str, error: Exception) -> str:
    inner = getattr(error, "orig_exc", error)
    if isinstance(inner, TypeError) and re.search(r"\bORDER\s+BY\b", blanked(query, CYPHER_SILENT), re.IGNORECASE):
        return "ORDER BY: some rows have nothing there to sort by; leave them out with WHERE NOT x.y IS NULL."
    return f"grand-cypher cannot answer this query ({type(inner).__name__}: {' '.join(str(inner).split())})."


def _after(query: str, place: int) -> str:
    clause = clause_at(blanked(query, CYPHER_SILENT), place, _CLAUSES)
    return f" in {clause}" if clause else ""


def _plain(value: Any) -> Any:  # noqa: ANN401 - cells hold anything
    """Return a value without the labels that only the library needs."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in sorted(value.items()) if key != "__labels__"}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value
