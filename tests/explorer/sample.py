"""A graph about as large as a real build, made by arithmetic: invented ties between real names, and hostile ones."""

from __future__ import annotations

import hashlib
from itertools import combinations

import networkx as nx
import pandas as pd

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
BREAKOUT = "</script><script>alert(3)</script>"
JAVASCRIPT = "javascript:alert(4)"

COUNTRIES = """
ARE United Arab Emirates|ARG Argentina|ARM Armenia|AUS Australia|AUT Austria|AZE Azerbaijan|BEL Belgium|BGR Bulgaria|BHR Bahrain
BLR Belarus|BOL Bolivia|BRA Brazil|CAN Canada|CHE Switzerland|CHL Chile|CHN China|COL Colombia|CYP Cyprus|CZE Czech Republic
DEU Germany|DNK Denmark|DOM Dominican Republic|ECU Ecuador|EGY Egypt|ESP Spain|EST Estonia|ETH Ethiopia|FIN Finland|FRA France
GBR United Kingdom|GRC Greece|HUN Hungary|IND India|IRN Iran|ISL Iceland|ISR Israel|ITA Italy|JPN Japan|KAZ Kazakhstan|KEN Kenya
KOR South Korea|LTU Lithuania|LUX Luxembourg|MEX Mexico|MYS Malaysia|NGA Nigeria|NIC Nicaragua|NLD Netherlands|NOR Norway
NZL New Zealand|PAK Pakistan|PAN Panama|PER Peru|POL Poland|ROU Romania|RUS Russia|RWA Rwanda|SAU Saudi Arabia|SEN Senegal
SGP Singapore|SRB Serbia|SVK Slovakia|SVN Slovenia|SWE Sweden|THA Thailand|TUR Türkiye|UKR Ukraine|URY Uruguay|USA United States
VEN Venezuela|ZAF South Africa
"""
ALIASES = {
    "BLR": ["Belarusian", "Republic of Belarus", "Minsk"],
    "TUR": ["Turkey", "Türkiye", "Ankara"],
    "CHN": ["PRC", "Beijing", *(f"description {i} of China" for i in range(40))],
}
EAST_ONLY = "ARE ARG ARM AUS AUT BEL BGR BHR BRA CAN CHE CHL COL CYP CZE DEU DNK DOM ECU ESP EST FIN FRA GBR GRC HUN IND ISL ISR ITA JPN KOR LTU LUX MEX NGA NLD NOR NZL PAN PER POL ROU RWA SAU SGP SVK SVN SWE UKR URY USA"
WEST_ONLY = "AZE BLR BOL CHN EGY ETH KAZ KEN NIC PAK RUS SRB VEN ZAF"
BOTH = "SEN THA"
AGENCIES = {
    "CNSA": "CHN", "ROSCOSMOS": "RUS", "NASA": "USA", "ESA": "", "JAXA": "JPN", "ISRO": "IND", "CSA": "CAN", "ASI": "ITA", "CNES": "FRA",
    "DLR": "DEU", "UKSA": "GBR", "KARI": "KOR", "MBRSC": "ARE", "SUPARCO": "PAK", "SANSA": "ZAF", "AEB": "BRA", "EGSA": "EGY", "NARIT": "THA",
    "POLSA": "POL", "TUA": "TUR", "AZERCOSMOS": "AZE", "CDSA": "CHN",
}  # fmt: skip
ORGANIZATIONS = {
    "University of Sharjah": "ARE", "Asia-Pacific Space Cooperation Organization": "", "Nanotechnology Institute of Astrophysics": "CHE",
    "Intuitive Machines": "USA", "Firefly Aerospace": "USA", "ispace": "JPN", "Airbus Defence and Space": "FRA", "Thales Alenia Space": "ITA",
    "University of Hong Kong": "CHN", "International Lunar Observatory Association": "USA", "Blue Origin": "USA", "SpaceX": "USA",
    "Adriatic Aerospace Association": "", "Asociación Colombiana de Astronáutica": "COL", "Swedish Institute of Space Physics": "SWE",
}  # fmt: skip
PROGRAMS = {
    "ILRS": "International Lunar Research Station", "ARTEMIS_ACCORDS": "Artemis Accords", "ARTEMIS": "Artemis program", "GATEWAY": "Lunar Gateway",
    "CLPS": "Commercial Lunar Payload Services", "CHANGE_6": "Chang'e-6", "CHANGE_7": "Chang'e-7", "CHANGE_8": "Chang'e-8", "LUNA_26": "Luna-26",
    "LUPEX": "LUPEX", "CHANDRAYAAN_4": "Chandrayaan-4", "MOONLIGHT": "Moonlight", "ARGONAUT": "Argonaut", "ILRSCO": "ILRS Cooperation Organization",
}  # fmt: skip
MISSIONS = {
    "ARTEMIS": "NASA ESA JAXA CSA UKSA", "GATEWAY": "NASA ESA JAXA CSA MBRSC", "CLPS": "NASA intuitive-machines firefly-aerospace blue-origin",
    "CHANGE_6": "CNSA CNES SUPARCO ASI swedish-institute-of-space-physics", "CHANGE_7": "CNSA EGSA NARIT ROSCOSMOS international-lunar-observatory-association CHE",
    "CHANGE_8": "CNSA SUPARCO TUA university-of-hong-kong", "LUNA_26": "ROSCOSMOS", "LUPEX": "ISRO JAXA ESA", "MOONLIGHT": "ESA thales-alenia-space UKSA",
    "ARGONAUT": "ESA thales-alenia-space airbus-defence-and-space", "ILRSCO": "CHN RUS PAK ZAF", "CHANDRAYAAN_4": "ISRO JAXA",
}  # fmt: skip
LEADERS = [
    ("CHN", "ILRS"),
    ("RUS", "ILRS"),
    ("USA", "ARTEMIS_ACCORDS"),
    ("NASA", "ARTEMIS"),
    ("NASA", "GATEWAY"),
    ("CNSA", "CHANGE_8"),
]


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def _roll(sides: int, *parts: str) -> int:
    return int(_digest(*parts), 16) % sides


class Sample:
    """Build the three arguments of ``write_page``; ``graph``, ``claims`` and ``articles``."""

    def __init__(self) -> None:
        self.graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        self.ids: dict[str, str] = {}
        self._claims: list[dict[str, object]] = []
        self._articles: list[dict[str, object]] = []
        self._add_articles()
        self._add_nodes()
        self._add_memberships()
        self._add_cooperation()
        self._add_special()
        self.claims = pd.DataFrame(self._claims)
        self.articles = pd.DataFrame(self._articles)

    def _add_articles(self) -> None:
        outlets = ["Xinhua", "SpaceNews", "Reuters", "TASS", "BelTA", "ESA Newsroom", None]
        for i in range(90):
            self._articles.append({
                "id": f"a{i}", "url": f"https://news{i % 7}.example/{i}?a=1&b=2", "title": f"Lunar notes, part {i}", "author": None,
                "outlet": outlets[i % 7], "published": None if i % 11 == 0 else f"20{19 + i % 7}-{1 + i % 12:02}-{1 + i % 28:02}",
                "language": "en", "path": f"{i}.json", "story": f"s{i}",
            })  # fmt: skip
        hostile = {
            "author": SCRIPT,
            "outlet": IMAGE,
            "published": "2024-05",
            "language": "en",
            "path": "x",
            "story": "x",
        }
        self._articles.append({"id": "evil", "url": JAVASCRIPT, "title": BREAKOUT, **hostile})
        self._articles.append({"id": "spaced", "url": " https://ok.example/a b", "title": None, **hostile})

    def _node(self, short: str, kind: str, name: str, **more: object) -> None:
        label = more.pop("label", short)
        node = f"{kind}:{short}"
        self.ids[short] = node
        values = {
            "kind": kind,
            "name": name,
            "label": label,
            "country": None,
            "region": "",
            "continent": "",
            "type": "",
            "aliases": [],
            "coalition": "",
        }
        self.graph.add_node(node, **{**values, **more})

    def _add_nodes(self) -> None:
        coalition = dict.fromkeys(EAST_ONLY.split(), "ARTEMIS_ACCORDS")
        coalition |= dict.fromkeys(WEST_ONLY.split(), "ILRS") | dict.fromkeys(BOTH.split(), "both")
        for entry in COUNTRIES.replace("\n", "|").strip("|").split("|"):
            code, name = entry.split(" ", 1)
            aliases = ALIASES.get(code, [f"{name}n"])
            self._node(
                code,
                "country",
                name,
                coalition=coalition.get(code, ""),
                aliases=aliases,
                region="Region",
                continent="Continent",
            )
        for code, country in AGENCIES.items():
            self._node(
                code,
                "agency",
                f"{code} Space Agency",
                country=self.ids.get(country, ""),
                coalition=coalition.get(country, ""),
            )
        for name, country in ORGANIZATIONS.items():
            self._node(
                name.lower().replace(" ", "-"),
                "organization",
                name,
                label=name,
                country=self.ids.get(country, ""),
                coalition=coalition.get(country, ""),
            )
        for code, name in PROGRAMS.items():
            self._node(code, "program", name, type="mission", coalition="")
        self._node("script", "organization", SCRIPT, label=SCRIPT, aliases=[IMAGE])
        self._node("image", "organization", IMAGE, label=IMAGE)
        self._node("ALB", "country", "Albania")
        for short, country in AGENCIES.items():
            if country:
                self.graph.add_edge(
                    self.ids[short],
                    self.ids[country],
                    key="agency_of",
                    relation="agency_of",
                    status="current",
                    claim_ids=[],
                )
        for part, whole in (("GATEWAY", "ARTEMIS"), ("CLPS", "ARTEMIS"), ("CHANGE_7", "ILRS"), ("CHANGE_8", "ILRS")):
            self.graph.add_edge(
                self.ids[part], self.ids[whole], key="part_of", relation="part_of", status=None, claim_ids=[]
            )

    def tie(self, one: str, relation: str, other: str, status: str = "current", **more: object) -> str:
        """Add a tie with its claims and return its id."""
        subject, object_ = self.ids[one], self.ids[other]
        if relation == "cooperates_with":
            subject, object_ = sorted([subject, object_])
        key = _digest(subject, relation, object_, status)
        articles = more.pop("articles", [f"a{_roll(90, key, str(i))}" for i in range(1 + _roll(4, key))])
        statuses = more.pop("statuses", [status] * len(articles))
        sentence = more.pop("sentence", None)
        claims = [
            self._claim(key, i, (subject, relation, object_), article, statuses[i], sentence=sentence)
            for i, article in enumerate(articles)
        ]
        values = {
            "relation": relation, "status": status, "since": f"20{18 + _roll(8, key)}", "until": None, "first_seen": "2021-03", "last_seen": float("nan"),
            "support": len(set(articles)), "confidence": (50 + _roll(50, key)) / 100, "disputed": len(set(statuses)) > 1, "role": "member",
            "topics": ["payloads"], "claim_ids": claims,
        }  # fmt: skip
        self.graph.add_edge(subject, object_, key=key, **{**values, **more})
        return key

    def _claim(
        self, key: str, index: int, triple: tuple[str, str, str], article: str, status: str, *, sentence: str | None
    ) -> str:
        identity = _digest(key, str(index))
        subject, relation, object_ = triple
        name = self.graph.nodes[subject]["name"], self.graph.nodes[object_]["name"]
        words = (
            sentence
            or f"{name[0]} and {name[1]} appear as {relation.replace('_', ' ')} in the {index + 1}. report on the matter."
        )
        self._claims.append({
            "id": identity, "article": article, "subject": subject, "relation": relation, "object": object_, "status": status,
            "date": None if index % 2 else "2023-10", "role": "member", "about": "", "topics": [], "attributed_to": None, "start": 0, "end": len(words),
            "sentence": words, "rule": "join.active.v1", "cue": None if status == "current" else "plan.v1", "confidence": 0.9,
        })  # fmt: skip
        return identity

    def _add_memberships(self) -> None:
        led = set(LEADERS)
        for one, other in LEADERS:
            self.tie(one, "leads", other)
        for codes, program in (
            (EAST_ONLY, "ARTEMIS_ACCORDS"),
            (BOTH, "ARTEMIS_ACCORDS"),
            (WEST_ONLY, "ILRS"),
            (BOTH, "ILRS"),
        ):
            for code in codes.split():
                if (code, program) not in led:
                    self.tie(code, "member_of", program)
        for program, members in MISSIONS.items():
            for member in members.split():
                if (member, program) not in led:
                    self.tie(member, "member_of", program)
        for name, country in ORGANIZATIONS.items():
            short = name.lower().replace(" ", "-")
            if not country or country in WEST_ONLY:
                self.tie(short, "member_of", "ILRS")
        for agency in ("CNSA", "ROSCOSMOS", "SUPARCO", "SANSA", "AZERCOSMOS", "CDSA"):
            self.tie(agency, "member_of", "ILRS")
        for code in ("MYS", "TUR", "IRN"):
            self.tie(code, "member_of", "ILRS", "planned")
        self.tie("MYS", "member_of", "ARTEMIS_ACCORDS", "planned")

    def _add_cooperation(self) -> None:
        agencies = list(AGENCIES)
        for one, other in combinations(agencies, 2):
            if _roll(5, one, other) == 0:
                self.tie(one, "cooperates_with", other)
        countries = f"{WEST_ONLY} {EAST_ONLY} {BOTH}".split()
        for one, other in combinations(countries, 2):
            if _roll(26, one, other) == 0:
                self.tie(one, "cooperates_with", other, "planned" if _roll(5, other, one) == 0 else "current")
        for name, country in ORGANIZATIONS.items():
            if country:
                self.tie(name.lower().replace(" ", "-"), "cooperates_with", agencies[_roll(len(agencies), name)])

    def _add_special(self) -> None:
        self.denied = self.tie(
            "BRA", "member_of", "ILRS", "denied", sentence="Brazil has not joined the station, officials said."
        )
        self.ended = self.tie("UKR", "member_of", "ILRS", "ended")
        self.disputed = self.tie(
            "MEX",
            "member_of",
            "ILRS",
            "current",
            articles=["a1", "a2"],
            statuses=["current", "denied"],
            since_conflict=True,
        )
        self.weak = self.tie("IRN", "cooperates_with", "VEN", "current", confidence=0.2)
        self.less_sure = self.tie("IRN", "cooperates_with", "VEN", "planned", confidence=0.6, sure=False)
        self.parallel = [
            self.tie("CHN", "cooperates_with", "RUS"),
            self.tie("CHN", "cooperates_with", "RUS", "planned"),
        ]
        self.hostile = self.tie(
            "script",
            "cooperates_with",
            "image",
            articles=["evil", "spaced"],
            sentence=f"They met. {BREAKOUT} {IMAGE} \u2028 {{{{7*7}}}}",
        )
        self.hostile_member = self.tie("script", "member_of", "ILRS", articles=["evil"])
