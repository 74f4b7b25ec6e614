"""When two readers mean the same: one comparable key per name, through the lexicon where it knows the name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lunargraph.lexicon import Lexicon
    from lunargraph.model import Actor, Program

    #: By the first word of a printed form: (its words, the key it stands for, whether capitals do not count).
    _Forms = dict[str, list[tuple[list[str], str, bool]]]

_KIND = re.compile(r"^(?:country|agency|organization|program):")
_ARTICLE = re.compile(r"^THE\s+")
_OTHER = re.compile(r"[^A-Z0-9]")
#: What annotators write for a program whose printed name is too plain to be one in running text.
_SHORTHAND = {"NUCLEARPOWERPLANT": "LUNARNUCLEARPOWERPLANT"}


def spelling(name: str) -> str:
    """Reduce a name to capitals and digits: accents, case, signs, a leading "the" and a kind before it do not count.

    >>> spelling("program:Chang’e-6"), spelling("The Türkiye Uzay Ajansı")
    ('CHANGE6', 'TURKIYEUZAYAJANSI')
    """
    plain = unicodedata.normalize("NFKD", _KIND.sub("", name))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).upper().strip()
    return _OTHER.sub("", _ARTICLE.sub("", plain))


class Names:
    """Keys of names, and which of them a text contains.

    A label of the lexicon ("ISA") is its own key. A printed name that only one actor or program bears
    ("Italian Space Agency") has the key of that one's label; all other names are compared as spelt.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        nodes: list[Actor | Program] = [*lexicon.actors.values(), *lexicon.programs.values()]
        labels = {node.id: spelling(node.label) for node in nodes}
        bearers: dict[str, set[str]] = {}
        self._forms: _Forms = {}
        for name in lexicon.names:
            key = labels[name.node]
            # "Chinese" stands for China in a sentence, but it is no name for it in a list of claims
            if name.form == "name":
                bearers.setdefault(spelling(name.surface), set()).add(key)
            _add(self._forms, name.surface, key, any_case=name.form == "description")
        self._keys = {spelt: min(keys) for spelt, keys in bearers.items() if len(keys) == 1}
        self._keys |= {label: label for label in labels.values()}

    def key(self, name: str) -> str:
        """Return the comparable key of a name.

        >>> from lunargraph.lexicon import load_lexicon
        >>> names = Names(load_lexicon())
        >>> names.key("Roskosmos"), names.key("Lunar Gateway"), names.key("agency:CNSA"), names.key("Ghana Institute")
        ('ROSCOSMOS', 'GATEWAY', 'CNSA', 'GHANAINSTITUTE')
        """
        spelt = spelling(name)
        return self._keys.get(spelt) or _SHORTHAND.get(spelt, spelt)

    def keys_in(self, text: str, others: Iterable[str] = ()) -> set[str]:
        """Return the keys of all that a text names by any printed form, adjectives and seats of government included.

        The longest name wins ("Artemis Accords" does not name Artemis); a name that several share gives the
        keys of all. ``others`` are names to look for beside the lexicon's.
        """
        extra: _Forms = {}
        for other in others:
            _add(extra, other, self.key(other), any_case=True)
        words = _words(text)
        found: set[str] = set()
        place = 0
        while place < len(words):
            step = 1
            forms = [f for table in (self._forms, extra) for f in table.get(words[place].casefold(), ())]
            for form, key, any_case in sorted(forms, key=lambda form: -len(form[0])):
                there = words[place : place + len(form)]
                same = there == form or (any_case and [w.casefold() for w in there] == [w.casefold() for w in form])
                if same and len(form) >= step:
                    found.add(key)
                    step = len(form)
            place += step
        return found


def _add(table: _Forms, surface: str, key: str, *, any_case: bool) -> None:
    words = _words(surface)
    if words:
        table.setdefault(words[0].casefold(), []).append((words, key, any_case))


def _words(text: str) -> list[str]:
    """Return the words of a text without signs: "Chang’e-6's" gives Chang, e, 6, s."""
    return re.findall(r"[^\W_]+", text)
