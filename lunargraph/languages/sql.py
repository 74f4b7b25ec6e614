"""SQL on a build through DuckDB: read only, in memory, and without files, network or extensions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lunargraph.errors import QueryError
from lunargraph.extras import require
from lunargraph.files import storable
from lunargraph.languages.clauses import SQL_SILENT, blanked, clause_at, nearest
from lunargraph.relational import tables_of
from lunargraph.tables import arrow_table

if TYPE_CHECKING:
    import pandas as pd

    from lunargraph.finished import Build

# what a query could reach besides the tables of the build; the last line keeps it from changing any of this
_FENCES = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
    "errors_as_json": True,
    "lock_configuration": True,
}
_CLAUSES = (
    "with", "select", "from", "join", "on", "using", "where", "group by", "having", "window", "qualify", "order by",
    "limit", "offset", "union", "intersect", "except", "values",
)  # fmt: skip


def sql(build: Build, text: str) -> pd.DataFrame:
    """Return what one SELECT in DuckDB's SQL says of a build, with the columns that it names.

    The tables are those of :func:`lunargraph.relational.tables_of`. Dates are text, so that a partial date stays
    what it is; lists are lists. Values are plain Python objects, None where there is none.

    Raises:
        QueryError: where it is no single SELECT, names what does not exist, or fails; the sentence names the clause.
        MissingExtraError: where DuckDB is not installed.
    """
    import pandas as pd  # noqa: PLC0415 - light until asked

    duckdb = require("duckdb", extra="sql", purpose="SQL")
    text = storable(text)
    tables = tables_of(build)
    connection = duckdb.connect(":memory:")
    try:
        named = text.casefold()
        for name, frame in tables.items():
            # a million claims that the query does not name are not converted for it
            connection.register(name, arrow_table(frame if name in named else frame.iloc[:0]))
        for option, value in _FENCES.items():
            connection.execute(f"SET {option} = {str(value).lower()}")
        _only_select(duckdb, connection, text, tables)
        answer = connection.execute(text)
        columns = [column[0] for column in answer.description]
        rows = answer.fetchall()
    except duckdb.Error as error:
        raise QueryError(_sentence(str(error), text, tables)) from None
    finally:
        connection.close()
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _only_select(duckdb: Any, connection: Any, text: str, tables: dict[str, pd.DataFrame]) -> None:  # noqa: ANN401 - untyped library
    statements = connection.extract_statements(text)
    if len(statements) != 1:
        raise QueryError(f"Give one SELECT; there are {len(statements)} statements. {_listed(tables)}")
    if statements[0].type != duckdb.StatementType.SELECT:
        kind = str(statements[0].type).rpartition(".")[2]
        raise QueryError(f"A build is only read, and {kind} is not reading; start with SELECT. {_listed(tables)}")


def _sentence(message: str, text: str, tables: dict[str, pd.DataFrame]) -> str:
    """Say what DuckDB objects to, in which clause, and what there is instead."""
    _, _, payload = message.partition("{")
    try:
        told = json.loads("{" + payload)
    except ValueError:
        return f"SQL failed: {' '.join(message.split())}"
    what, name = str(told.get("exception_message", "")), str(told.get("name", ""))
    place = _place(told, text)
    if told.get("exception_type") == "Permission":
        return f"{place}: a query reads the tables of the build and no files or network. {_listed(tables)}"
    subtype, kind = told.get("error_subtype"), told.get("type")
    if subtype == "COLUMN_NOT_FOUND":
        columns = {column for frame in tables.values() for column in frame.columns}
        return f"{place}: there is no column {name!r}.{nearest(name, columns)} {_columns(tables)}"
    if subtype == "MISSING_ENTRY" and kind == "Table":
        return f"{place}: there is no table {name!r}.{nearest(name, tables)} {_columns(tables)}"
    first = what.splitlines()[0] if what else "it cannot be run"
    listed = _columns(tables) if told.get("exception_type") == "Binder" else _listed(tables)
    return f"{place}: {first.rstrip('.!')}. {listed}"


def _place(told: dict[str, Any], text: str) -> str:
    position = str(told.get("position", ""))
    if not position.isdigit():
        return "SQL"
    # DuckDB counts bytes
    before = len(text.encode()[: int(position)].decode(errors="ignore"))
    clause = clause_at(blanked(text, SQL_SILENT), before, _CLAUSES)
    return f"SQL, in {clause}" if clause else "SQL, at the start"


def _listed(tables: dict[str, pd.DataFrame]) -> str:
    return f"Tables are {', '.join(tables)}."


def _columns(tables: dict[str, pd.DataFrame]) -> str:
    listed = "; ".join(f"{name} ({', '.join(map(str, frame.columns))})" for name, frame in tables.items())
    return f"Tables and their columns: {listed}."
