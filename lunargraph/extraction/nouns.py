"""Common nouns: what kinds of programs and actors they can stand for."""

from __future__ import annotations

from lunargraph.model import Kind

#: Which types of program a common noun can stand for.
PROGRAM_NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("accords", "accord", "pact", "document", "principles", "text", "charter", "framework"),
        frozenset({"agreement"}),
    ),
    **dict.fromkeys(("station", "base", "outpost", "facility", "laboratory", "complex"), frozenset({"station"})),
    **dict.fromkeys(("programme", "program", "initiative", "campaign"), frozenset({"programme", "station"})),
    **dict.fromkeys(
        ("project", "effort", "scheme", "venture", "undertaking", "endeavour", "endeavor", "enterprise"),
        frozenset({"station", "programme", "mission", "organization"}),
    ),
    **dict.fromkeys(
        ("mission", "flight", "lander", "orbiter", "probe", "spacecraft", "craft", "rover"),
        frozenset({"mission", "element"}),
    ),
    **dict.fromkeys(("club", "bloc", "group", "camp", "alliance", "coalition"), frozenset({"agreement", "station"})),
}
#: What lands with others, or is set free by them, and what carries them.
PASSENGERS = frozenset({"rover", "satellite", "cubesat", "relay", "smallsat", "nanosatellite", "buggy", "micro-rover"})
CARRIERS = frozenset({"lander", "orbiter", "probe", "spacecraft", "craft", "mission", "flight"})
CRAFT = (PASSENGERS | CARRIERS) - {"mission", "flight"}
#: Programs that an actor can join, as opposed to missions that it contributes to.
JOINABLE = frozenset({"agreement", "station", "programme", "organization"})

ACTOR_NOUNS: dict[str, Kind] = {
    **dict.fromkeys(
        (
            "country",
            "nation",
            "state",
            "kingdom",
            "republic",
            "government",
            "emirate",
            "monarchy",
            "island",
            "sultanate",
        ),
        Kind.COUNTRY,
    ),
    **dict.fromkeys(("agency", "administration", "corporation", "commission", "ministry"), Kind.AGENCY),
    **dict.fromkeys(
        ("company", "firm", "university", "institute", "centre", "center", "startup", "manufacturer"), Kind.ORGANIZATION
    ),
}
