"""Articles that a later version took the place of between two builds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lunargraph.finished import Build


def corrected(before: Build, after: Build) -> list[dict[str, Any]]:
    """Return the articles of a build that took the place of one of an earlier build, by outlet and id.

    Each has article, outlet, published, modified, title, url, and ``supersedes``, the ids that it took the place of.
    """
    if "supersedes" not in after.articles.columns:
        return []
    known = set(before.articles["id"])
    rows = [
        {
            "article": row["id"],
            **{key: row[key] for key in ("outlet", "published", "modified", "title", "url")},
            "supersedes": [old for old in row["supersedes"] if old in known],
        }
        for row in after.articles.to_dict("records")
    ]
    return sorted((row for row in rows if row["supersedes"]), key=lambda row: (row["outlet"], row["article"]))


def corrected_lines(rows: list[dict[str, Any]], *, markdown: bool = False) -> list[str]:
    """Return the same as lines under a heading; none where nothing was corrected."""
    if not rows:
        return []
    lines = ["## Corrected articles", ""] if markdown else ["Corrected articles (the older versions count no more):"]
    for row in rows:
        date = (row["modified"] or row["published"] or "undated")[:10]
        told = ", ".join(part for part in (row["outlet"] or "unknown outlet", date, row["title"], row["url"]) if part)
        told = " ".join(told.split())
        lines.append(f"- {_escaped(told)}" if markdown else f"  {told}")
    return lines


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|!" else sign for sign in text)
