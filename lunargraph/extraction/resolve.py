"""From a noun phrase to the actors or programs it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lunargraph.extraction.clauses import agents, coordinated, is_verb, surface_subject
from lunargraph.extraction.containers import CONTAINERS, contained
from lunargraph.extraction.definite import describe, is_broken
from lunargraph.extraction.descriptions import find, former_latter
from lunargraph.extraction.identified import identified
from lunargraph.extraction.lunar import EARTHLY, described_program, is_lunar
from lunargraph.extraction.nouns import ACTOR_NOUNS, PROGRAM_NOUNS
from lunargraph.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lunargraph.extraction.discourse import Discourse
    from lunargraph.extraction.nlp import Parsed
    from lunargraph.extraction.tokens import Token
    from lunargraph.model import Mention

#: Heads that speak or sign for the state or body that modifies them: "Rwandan officials", "the government of Peru".
OFFICIALS = frozenset(
    "government ministry minister official delegation ambassador envoy authority leadership president cabinet premier "
    "representative administration side secretary chancellor king queen emir crown embassy parliament congress senate "
    "administrator director head chief chairman chairwoman chair leader counterpart capital negotiator diplomat "
    "delegate foreign department council prime space agency kingdom republic sultanate state nation country emirate "
    "principality people island spokesman spokeswoman spokesperson envoy executive officer".split()
)
#: Nouns for things that a program is made of or by which actors are counted; a list may follow them.
GROUPS = frozenset(
    "country nation state government partner member signatory party participant agency company firm organisation "
    "organization institution university body capital power entrant newcomer founder backer adherent supporter "
    "player follower other one neighbour neighbor economy bidder contributor group".split()
)
#: What companies are called before their names: "its subsidiary X".
_TRADES = frozenset(
    "subsidiary startup start-up consortium manufacturer operator developer builder maker unit arm giant specialist "
    "contractor subcontractor supplier venture lab laboratory observatory foundation society team".split()
)
#: Whoever "its" or "of the two countries" belongs to acts through these.
_ORGANS = frozenset(
    "government ministry minister official delegation ambassador envoy authority leadership president cabinet premier "
    "administration chancellor king emir parliament congress senate agency director negotiator diplomat council".split()
)
#: Bodies that a place after "in" tells apart: "the ministry in Santiago".
_SEATED = frozenset({"government", "ministry", "authority", "agency", "administration", "cabinet", "parliament"})
#: Those who speak and sign for a state.
MINISTERS = frozenset({"minister", "premier", "chancellor", "ambassador", "envoy", "president"})
_PROGRAM_HEADS = frozenset(
    {*PROGRAM_NOUNS, "agreement", "series", "deal", "treaty", "partnership", "framework", "station"}
)
_LISTERS = frozenset({"including", "include", "such", "like", "as", "namely", "notably", "among"})
_EXCEPT = frozenset({"except", "excepting", "save", "barring", "but"})
_PRONOUNS = frozenset({"it", "they", "itself", "themselves", "its", "their", "them", "both"})
_FIRST_PERSON = frozenset({"we", "our", "us", "ourselves"})
_SAYING = frozenset(
    "say tell announce add confirm explain note state declare write stress insist reply comment remark recall".split()
)
_INITIATIVES = frozenset({"initiatives", "projects", "programmes", "programs", "camps", "blocs", "frameworks"})
_QUANTIFIERS = frozenset({"none", "neither", "all", "each", "both", "either"})
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "its", "their", "his", "her", "both", "each", "either", "neither"}
)
_INDEFINITE = frozenset({"another", "new", "own", "other", "separate", "rival", "similar", "different", "a", "an"})


@dataclass(frozen=True, slots=True)
class Ref:
    """A node that a phrase stands for; ``how`` it was found, with ``trust`` from 0 to 1; ``out`` where excepted.

    ``token`` is the phrase's head, where there is a phrase.
    """

    node: str
    kind: Kind
    how: str
    trust: float
    out: bool = False
    token: Token | None = None


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolve phrases of one parsed passage against the discourse so far."""

    parsed: Parsed
    discourse: Discourse

    def actors(self, token: Token) -> list[Ref]:
        """Return the actors that the phrase headed by a token stands for, excepted ones marked ``out``."""
        found: dict[str, Ref] = {}
        for head, out in coordinated(token):
            excepted = out or _is_excepted(head)
            for ref in self._actors_of(head, 0):
                found.setdefault(ref.node, Ref(ref.node, ref.kind, ref.how, ref.trust, excepted or ref.out, head))
        return list(found.values())

    def programs(self, token: Token, types: frozenset[str] = frozenset()) -> list[Ref]:
        """Return the programs that the phrase headed by a token stands for; ``types`` are those that "it" may be."""
        found: dict[str, Ref] = {}
        denied = token.dep_ == "pobj" and (
            (token.head.i > 0 and token.head.nbor(-1).lower_ == "not")
            # "takes part in neither the ILRS nor the Accords"
            or any(c.lower_ == "neither" and c.dep_ in {"preconj", "det", "cc"} for c in token.children)
        )
        for head, out in coordinated(token):
            for ref in self._programs_of(head) or self._it(head, types):
                taken = out or (denied and ref.how != "neither")
                found.setdefault(ref.node, Ref(ref.node, ref.kind, ref.how, ref.trust, taken, head))
        return list(found.values())

    def offset(self, token: Token) -> int:
        """Return where a token stands in the article."""
        return self.parsed.spans[token.i][0]

    def _actors_of(self, token: Token, depth: int) -> list[Ref]:
        group = self.parsed.mentions_of(token)
        if group:
            if token.i in self.parsed.led:
                return []
            return [Ref(m.node, m.kind, "name", 1.0) for m in group if m.kind is not Kind.PROGRAM]
        if depth > 3 or token.is_punct:
            return []
        lower, lemma = token.lower_, token.lemma
        if lower in _PRONOUNS and lower != "both":
            return self._pronoun(token, depth)
        if lower in _FIRST_PERSON:
            return self._speaker(token, depth)
        if lower in _QUANTIFIERS and (of := self._of(token)):
            if of.lower_ in {"these", "those", "them"}:
                return self._known(self.discourse.several_before(self.offset(token)), "pronoun", 0.75)
            return self._actors_of(of, depth + 1)
        if named := self._appositive(token):
            return named
        if lemma == "name" and (owner := next((c for c in token.children if c.dep_ == "poss"), None)) is not None:
            # "Kenya's name is not on the list"
            return self._actors_of(owner, depth + 1)
        if (lemma in OFFICIALS or token.pos_ == "PROPN") and (refs := self._modifiers(token, lemma)):
            return refs
        listed = list(self._listed(token, depth)) if lemma in GROUPS or token.like_num else []
        ones = list(self._identified(token, depth)) if lemma in GROUPS and not listed else []
        return listed or self._office(token) or ones or self._described(token)

    def _pronoun(self, token: Token, depth: int) -> list[Ref]:
        """Resolve "its" to the subject of its own clause; "it" as an object is never that subject itself."""
        one = token.lower_ in {"it", "its", "itself"}
        if token.dep_ == "poss":
            verb = token.head
            while verb.head != verb and not is_verb(verb):
                verb = verb.head
            for subject in surface_subject(verb):
                if subject.i < token.i and (refs := self._actors_of(subject, depth + 1)):
                    if one and len(refs) > 1:
                        break
                    return [Ref(r.node, r.kind, "pronoun", min(r.trust, 0.85)) for r in refs]
        told = self._who_says(token, depth) if token.dep_ in {"nsubj", "nsubjpass"} else []
        if told and not (one and len(told) > 1):
            return told
        inside = token.dep_ not in {"dobj", "dative", "pobj"}
        nodes = self.discourse.subject_before(self.offset(token), here=inside)
        if one and len(nodes) > 1:
            self.discourse.note_unsure(nodes, self.offset(token))
            return []
        return self._known(nodes, "pronoun", 0.75)

    def _who_says(self, pronoun: Token, depth: int) -> list[Ref]:
        """Return Kenya for the "it" of "Rwanda signed, with Kenya saying it would stay out"."""
        clause = pronoun.head
        while clause.dep_ in {"xcomp", "conj"} and is_verb(clause.head):
            clause = clause.head
        verb = clause.head
        if clause.dep_ != "ccomp" or verb.lemma not in _SAYING:
            return []
        subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.i < pronoun.i and c.lower_ not in _PRONOUNS]
        refs = [r for s in subjects for r in self._actors_of(s, depth + 1) if r.how in {"name", "official"}]
        return [Ref(r.node, r.kind, "pronoun", min(r.trust, 0.85)) for r in refs]

    def _speaker(self, token: Token, depth: int) -> list[Ref]:
        """Resolve "we" to whom the speaker speaks for: the subject of the nearest verb of saying in the paragraph."""
        verbs = [v for v in token.doc if v.lemma in _SAYING and is_verb(v) and v != token.head]
        for verb in sorted(verbs, key=lambda v: (v.sent != token.sent, abs(v.i - token.i))):
            subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ not in _FIRST_PERSON]
            for subject in subjects:
                if refs := [r for r in self._actors_of(subject, depth + 1) if r.how in {"name", "official"}]:
                    return [Ref(r.node, r.kind, "speaker", 0.8) for r in refs]
            if subjects:
                return []
        return []

    def _of(self, token: Token) -> Token | None:
        return next((p for c in token.children if c.dep_ == "prep" and c.lower_ == "of" for p in c.children), None)

    def _known(self, nodes: Iterable[str], how: str, trust: float) -> list[Ref]:
        return [Ref(node, Kind(node.partition(":")[0]), how, trust) for node in nodes]

    def _appositive(self, token: Token) -> list[Ref]:
        """Read "the kingdom's space agency, SSA": the apposition names the body."""
        if token.lemma not in OFFICIALS | GROUPS | set(ACTOR_NOUNS) | _TRADES:
            return []
        refs = []
        for child in token.children:
            if child.dep_ == "appos" and self.parsed.mentions_of(child):
                refs.extend(self._actors_of(child, 3))
        return refs

    def _modifiers(self, token: Token, lemma: str) -> list[Ref]:
        """Read "Chinese and Russian officials", "NASA chief X", "the government of Peru", "the Indian agency"."""
        if lemma in {"state", "nation", "country"} and any(c.lower_ == "member" for c in token.children):
            # "none of ESA's member states": they are not ESA
            return []
        mentions: list[Mention] = []
        # "Germany's Neurospace" is a body that nobody has told us of, "Germany's minister Braun" speaks for Germany
        named = token.pos_ == "PROPN" and lemma not in OFFICIALS
        office = any(c.lemma in OFFICIALS for c in token.children)
        modifiers = {"compound", "amod", "nmod"} if named and not office else {"compound", "amod", "nmod", "poss"}
        owners: list[Ref] = []
        seated = frozenset({"of", "from", "for", "in"}) if lemma in _SEATED else frozenset({"of", "from", "for"})
        for child in token.children:
            if child.dep_ in modifiers:
                for inner, _ in coordinated(child):
                    mentions.extend(self.parsed.mentions_of(inner))
                    mentions.extend(
                        m for c in inner.children if c.dep_ in {"compound", "amod"} for m in self.parsed.mentions_of(c)
                    )
                if child.dep_ == "poss" and lemma in _ORGANS:
                    owners.extend(self._owner(child))
            elif child.dep_ == "prep" and child.lower_ in seated:
                mentions.extend(m for c in child.children for m in self.parsed.mentions_of(c))
                if child.lower_ == "of" and lemma in _ORGANS:
                    owners.extend(r for c in child.children if c.dep_ == "pobj" for r in self._described(c))
        refs = [Ref(m.node, m.kind, "official", 0.95) for m in mentions if m.kind is not Kind.PROGRAM]
        if lemma in MINISTERS or office:
            self.discourse.note_office([r.node for r in refs if r.kind is Kind.COUNTRY], self.offset(token))
        bodies = [r for r in refs if r.kind is not Kind.COUNTRY]
        if lemma == "counterpart":
            # "her Argentine counterpart from CONAE" is CONAE's; "JAXA and its Indian counterpart" are two agencies
            return bodies or [self._agency(r) if self._is_of_agency(token) else r for r in refs]
        if lemma == "side":
            return [self._side(r, token) for r in refs]
        if lemma == "agency":
            # the agency of a country that has none in the lexicon is not the country
            return [*map(self._agency, refs), *(a for o in owners if (a := self._agency(o)).kind is Kind.AGENCY)]
        return refs or owners

    def _office(self, token: Token) -> list[Ref]:
        """Resolve "the minister", "Foreign Minister X": of the country whose officials the article speaks of."""
        lemma = token.lemma
        titled = token.pos_ == "PROPN" and any(c.lower_ in MINISTERS for c in token.lefts)
        if lemma not in MINISTERS and not titled:
            return []
        if lemma in MINISTERS and not any(c.lower_ == "the" for c in token.children):
            return []
        return self._known(self.discourse.office_of(self.offset(token)), "official", 0.8)

    def _owner(self, token: Token) -> list[Ref]:
        """Return whose ministers, envoys or agency a possessive speaks of: "its ambassador", "the kingdom's agency"."""
        if self.parsed.mentions_of(token):
            return []
        if token.lower_ in {"its", "their"}:
            return self._pronoun(token, 2)
        return self._described(token)

    def _agency(self, ref: Ref) -> Ref:
        """Return the space agency of a country: the one the article speaks of, else the lexicon's."""
        if ref.kind is not Kind.COUNTRY:
            return ref
        recent = self.discourse.bodies_of(ref.node, Kind.AGENCY)
        agency = recent[0] if len(recent) == 1 else self.discourse.lexicon.space_agencies.get(ref.node)
        return Ref(agency, Kind.AGENCY, "official", min(ref.trust, 0.9)) if agency else ref

    def _side(self, ref: Ref, token: Token) -> Ref:
        """Return who "the Chinese side" is: China's agency where the article deals with that and not with the state."""
        named = {n for groups, _ in self.discourse.recent(self.offset(token), 4) for group in groups for n in group}
        recent = [n for n in self.discourse.bodies_of(ref.node, Kind.AGENCY) if n in named]
        return Ref(recent[0], Kind.AGENCY, "official", 0.8) if len(recent) == 1 and ref.node not in named else ref

    def _is_of_agency(self, token: Token) -> bool:
        """Say whether a counterpart is that of an agency: of the name joined to it, or of its clause's subject."""
        verb = token
        while verb.head != verb and not is_verb(verb):
            verb = verb.head
        others = [token.head, *(s for s in surface_subject(verb) if s != token)]
        return any(r.kind is Kind.AGENCY for t in others if not is_verb(t) for r in self._actors_of(t, 3))

    def _listed(self, token: Token, depth: int) -> Iterator[Ref]:
        """Read "partners such as X and Y", "eight countries: X, Y ...", "members, including X"."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in _LISTERS:
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        for head, out in coordinated(pobj):
                            if not out:
                                yield from self._actors_of(head, depth + 2)
            elif child.dep_ == "prep" and child.lower_ in _EXCEPT:
                yield from self._excepted(child, depth)
            elif child.dep_ == "appos":
                for head, _ in coordinated(child):
                    yield from self._actors_of(head, depth + 2)
        yield from self._named_after(token, depth)

    def _identified(self, token: Token, depth: int) -> Iterator[Ref]:
        """Read "Poland is among the countries that signed": whoever is said to be one of a group."""
        for phrase, denied in identified(token):
            for head, out in coordinated(phrase):
                for ref in self._actors_of(head, depth + 2):
                    if ref.how in {"name", "official", "pronoun", "description"}:
                        yield Ref(ref.node, ref.kind, ref.how, min(ref.trust, 0.95), ref.out or out or denied, head)

    def _named_after(self, token: Token, depth: int) -> Iterator[Ref]:
        """Read "seven of those, namely X and Y", "nine have joined, among them X and Y"."""
        verb = token.head if token.dep_ in {"nsubj", "nsubjpass"} else token
        for word in token.sent if token.dep_ == "pobj" else verb.subtree:
            named = word.lower_ == "namely" or (word.lower_ == "them" and word.head.lower_ == "among")
            if named and word.i > token.i and word.i + 1 < len(word.doc):
                yield from self._actors_of(word.nbor(1), depth + 2)

    def _excepted(self, prep: Token, depth: int) -> Iterator[Ref]:
        """Read "every Gulf state except Kuwait and Qatar"."""
        for pobj in (c for c in prep.children if c.dep_ == "pobj"):
            for ref in self._actors_of(pobj, depth + 2):
                yield Ref(ref.node, ref.kind, ref.how, ref.trust, out=True)

    def _described(self, token: Token) -> list[Ref]:
        """Resolve "the agency", "both sides", "the latter" by what the article has said before."""
        offset = self.offset(token)
        if token.lower_ in {"former", "latter"}:
            return self._known(former_latter(self.discourse, token.lower_, offset), "description", 0.8)
        wanted = describe(self.parsed, token)
        if wanted is None:
            return []
        nodes, trust = find(self.discourse, wanted, offset)
        if wanted.number == 1 and nodes and is_broken(self.parsed, token, self.discourse.named_last(nodes[0], offset)):
            return []
        if wanted.homes and not nodes and wanted.noun == "agency" and wanted.number == 1:
            return []
        if nodes and token.dep_ in {"nsubj", "nsubjpass"}:
            # whoever is called "the agency" as a subject is what "it" means next
            self.discourse.note_subject(nodes, offset)
        return self._known(nodes, "description", trust)

    def _programs_of(self, token: Token) -> list[Ref]:
        if refs := self._named_programs(token, 1.0):
            return refs
        if token.pos_ not in {"NOUN", "PROPN", "PRON"} and token.lower_ != "either":
            return []
        if how := self._two(token):
            nodes = self.discourse.programs_in_focus(2, self.offset(token))
            return [Ref(node, Kind.PROGRAM, how, 0.8) for node in nodes]
        if token.tag_ in {"WDT", "WP"} and (noun := self._relative(token)):
            return self._programs_of(noun) or (self._programs_of(noun.head) if noun.dep_ == "appos" else [])
        for child in token.children:
            modifies = child.dep_ in {"compound", "amod", "nmod", "poss"}
            fits = child.dep_ == "appos" or (modifies and token.lemma in _PROGRAM_HEADS | CONTAINERS)
            if fits and (refs := self._named_programs(child, 0.95)):
                return refs
        if token.dep_ == "appos" and (refs := self._named_programs(token.head, 0.95)):
            # "the ILRS, an effort led by China"
            return refs
        for inner, trust in contained(token):
            if refs := self._named_programs(inner, trust):
                return refs
        return self._described_programs(token)

    def _described_programs(self, token: Token) -> list[Ref]:
        """Resolve "the project" by what the article speaks of, "the base that China and Russia plan" by the lexicon."""
        trust = 0.85
        node = ""
        if token.lower_ in PROGRAM_NOUNS or token.lower_ in {"agreement", "treaty", "deal"}:
            words = {c.lower_ for c in token.children}
            if words & _DEFINITE and not words & (_INDEFINITE | EARTHLY):
                node = self.discourse.program_called(token.lower_, self.offset(token), self._homes(token))
                if is_lunar(token) and self.discourse.is_earthbound(node):
                    node = ""
        if not node:
            node, trust = described_program(self.parsed, self.discourse, token), 0.9
        if not node:
            return []
        # whoever says "the project" keeps the project in focus
        self.discourse.note_program(node, self.offset(token))
        return [Ref(node, Kind.PROGRAM, "description", trust)]

    def _homes(self, token: Token) -> frozenset[str]:
        """Return the countries by whose name a thing goes: "the Chinese project", "the base that China leads"."""
        words = [c for c in token.children if c.dep_ in {"amod", "poss", "compound", "nmod"}]
        for clause in (c for c in token.children if c.dep_ in {"relcl", "acl"} and is_verb(c)):
            words += [head for agent in agents(clause) if agent != token for head, _ in coordinated(agent)]
        words += [c for word in words for c in word.children if c.dep_ == "conj"]
        return frozenset(m.node for w in words for m in self.parsed.mentions_of(w) if m.kind is Kind.COUNTRY)

    def _it(self, token: Token, types: frozenset[str]) -> list[Ref]:
        """Resolve "it" to a program; "In it, ..." speaks of a document or a meeting."""
        if token.lower_ not in {"it", "them"} or token.i - token.sent.start == 1:
            return []
        wanted = types if token.dep_ == "nsubj" and types else frozenset({"agreement", "station", "programme"})
        node = self.discourse.program_in_focus(wanted, self.offset(token), within=2)
        return [Ref(node, Kind.PROGRAM, "pronoun", 0.7)] if node else []

    def _relative(self, token: Token) -> Token | None:
        """Return the noun that "which" in "a mission in which X and Y are partners" stands for."""
        verb = token.head
        while verb.head != verb and verb.dep_ != "relcl":
            verb = verb.head
        return verb.head if verb.dep_ == "relcl" else None

    @staticmethod
    def _two(token: Token) -> str:
        """Say how a word means the two programs in focus ("neither project", "both initiatives"); "" if it does not."""
        words = {c.lower_ for c in token.children}
        if token.lower_ == "neither" or (token.pos_ == "NOUN" and "neither" in words):
            return "neither"
        if token.lower_ == "either" and token.dep_ in {"pobj", "dobj"} and not words:
            # "has no part in either"
            return "description"
        both = token.lower_ in _INITIATIVES and {"both", "two", "either"} & words
        return "description" if token.lower_ == "both" or both else ""

    def _named_programs(self, token: Token, trust: float) -> list[Ref]:
        return [Ref(m.node, m.kind, "name", trust) for m in self.parsed.mentions_of(token) if m.kind is Kind.PROGRAM]


def _is_excepted(token: Token) -> bool:
    """Say whether "but", "except" or "save" takes a name out: "all of its neighbours but Bolivia"."""
    word = token
    while word.i and not word.is_sent_start:
        word = word.nbor(-1)
        if word.lower_ not in {"the", "for"}:
            break
    if word.lower_ != "but":
        return word.i < token.i and word.lower_ in {"except", "excepting", "save", "barring"}
    return any(t.lower_ in {"all", "every", "everyone", "everybody"} for t in word.doc[word.sent.start : word.i])
