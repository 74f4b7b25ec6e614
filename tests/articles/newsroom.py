"""A made newsroom, the same for each seed: stories, what other outlets make of them, and what only looks like a copy."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from itertools import count

from lunargraph.model import Article

COUNTRIES = ("Peru", "Norway", "Thailand", "Kenya", "Chile", "Slovakia", "Jordan", "Panama", "Serbia", "Bahrain", "Ghana", "Estonia", "Nepal")  # fmt: skip
PEOPLE = ("Anna Brekke", "Tomas Rulfo", "Mei Tan", "Joseph Oduya", "Clara Voss", "Ivan Petrov", "Laila Haddad", "Noah Reyes", "Signe Dahl", "Peter Kovac", "Rosa Quispe", "Adam Levy")  # fmt: skip
BODIES = ("the space office", "the science ministry", "the national academy", "the observatory", "the aerospace institute", "the launch authority", "the university", "the research council")  # fmt: skip
CITIES = ("Lima", "Oslo", "Bangkok", "Nairobi", "Santiago", "Bratislava", "Amman", "Belgrade", "Accra", "Tallinn", "Geneva", "Vienna")  # fmt: skip
THINGS = ("a rover wheel", "a seismic probe", "a dust sensor", "a relay satellite", "a drill head", "a solar array", "an ice mapper", "a cargo lander", "a laser reflector", "a soil oven", "a radio antenna", "a small greenhouse", "a radiation badge", "a landing camera")  # fmt: skip
PLANS = ("next to the southern rim", "inside a shaded crater", "on a ridge above the plain", "near an old lava tube", "in the northern highlands", "at the edge of a dark sea", "on the far side")  # fmt: skip
VERBS = ("tested", "delivered", "redesigned", "insured", "shipped", "unveiled", "repaired", "weighed", "calibrated", "sold", "borrowed", "patented")  # fmt: skip
MOODS = ("cautious", "proud", "impatient", "relieved", "sceptical", "cheerful", "tired", "stubborn", "hopeful")
REASONS = ("money was short", "the weather held", "parliament had asked for it", "the supplier was late", "students had written the software", "an earlier model froze", "two committees disagreed", "the old contract had lapsed", "nobody else had bid")  # fmt: skip
FRAMES = (
    "{body} in {city} {verb} {thing} on {day}, after {n} months of work that few outside noticed.",
    "{person}, who runs the team, said that {reason} and that {thing} would go {plan}.",
    "“We were {mood} when {reason},” said {person}, and {n} engineers laughed.",
    "The budget of {n} million was cut twice because {reason}.",
    "Officials from {country} visited {city} to see how {thing} is {verb} before it travels {plan}.",
    "A review by {body} found {n} faults, the worst of them in {thing}.",
    "By {day} the crew had {verb} {thing} and packed {thing2} into {n} crates.",
    "{country} had asked for a seat at the table, but {reason}, and the answer was {mood}.",
    "The plan is to set {thing} {plan}, where {thing2} has stood since the first trials.",
    "{person} called the result {mood} rather than final: “{reason2}, as everybody in {city} knows.”",
    "Records kept by {body} show {n} trials, {n2} of which failed when {reason}.",
    "Critics in {city} remain {mood}; they point out that {thing} was {verb} only {n} times.",
    "A second group, led by {person}, works on {thing2} for use {plan}.",
    "Before the year ends, {country} wants {thing} {verb} again, this time {plan}.",
    "It took {n} people and {n2} days to move {thing} from {city} to the pad.",
    "Neighbours such as {country} watch closely, because {reason}.",
    "Nobody at {body} would say whether {thing2} was ever {verb}, though {reason}.",
    "The {mood} mood did not last: on {day} a fire drill emptied the hall where {thing} stood.",
    "Students from {country} will run {thing2} for {n} weeks, {plan}.",
    "“{reason2},” {person} wrote to {body}, “and that is why {thing} must wait.”",
)
FORM = (
    (
        "{country} signed the Artemis Accords on {day} during a ceremony at the headquarters of the agency, becoming the {n}th nation "
        "to commit to the peaceful exploration of space. {person} signed for {country}. “We are pleased to welcome {country} to this "
        "growing family,” the administrator said. “By working together we keep space open to all.” The ceremony was also attended by "
        "the ambassador and by members of the delegation from {city}.\n\nThe accords were drawn up with seven founding members and "
        "set out practical principles that guide cooperation: openness, help in distress, the sharing of data, care for heritage and "
        "the safe use of resources. More countries are expected to sign in the months and years ahead."
    ),
    (
        "The {country} delegation handed over its letter of accession to the lunar station on {day}. With {country}, {n} partners "
        "have joined the project. {person} thanked the hosts and said that scientists in {city} would begin at once. The station is "
        "planned as a base for long research near the south pole, with power, transport and communication shared by all members."
    ),
)
ROUNDUP = ("This week above the clouds:", "Seven days in orbit, told quickly:", "What moved since Monday:")


class Newsroom:
    """Makes articles from a fixed seed; ``story_of`` remembers which belong together."""

    def __init__(self, seed):
        self.random = random.Random(seed)  # noqa: S311 - a test set, not a secret
        self.numbers = count()
        self.articles = []
        self.story_of = {}

    def print(self, paragraphs, story, title=None, days=(0, 0)):
        """Add an article that appeared so many days into the year, at least and at most."""
        name = f"a{next(self.numbers):04d}"
        day = date(2024, 1, 1) + timedelta(days=self.random.randint(*days))
        self.articles.append(
            Article(
                id=name,
                text="\n\n".join(paragraphs),
                title=self.title() if title is None else title,
                published=day.isoformat(),
            )
        )
        self.story_of[name] = story

    def sentence(self):
        """Return a sentence that hardly anybody writes twice."""
        pick = self.random.choice
        text = pick(FRAMES).format(
            body=pick(BODIES), city=pick(CITIES), verb=pick(VERBS), thing=pick(THINGS), thing2=pick(THINGS),
            day=f"{self.random.randint(2, 28)} {pick(('March', 'April', 'May', 'June'))}", n=self.random.randint(3, 90),
            n2=self.random.randint(2, 60), person=pick(PEOPLE), reason=pick(REASONS), reason2=pick(REASONS),
            plan=pick(PLANS), mood=pick(MOODS), country=pick(COUNTRIES),
        )  # fmt: skip
        return text[0].upper() + text[1:]

    def title(self):
        """Return a headline."""
        pick = self.random.choice
        return f"{pick(CITIES)} team {pick(VERBS)} {pick(THINGS)}"

    def story(self):
        """Return the paragraphs of a story, each with the sentences in it."""
        return [
            " ".join(self.sentence() for _ in range(self.random.randint(1, 3)))
            for _ in range(self.random.randint(4, 10))
        ]

    def copy(self, paragraphs):
        """Return what another outlet makes of a story: one to three changes of the usual kinds."""
        changes = self.random.sample(
            ("cut", "thin", "lead", "flow", "quotes", "dateline", "furniture"), self.random.randint(1, 3)
        )
        for change in changes:
            paragraphs = getattr(self, f"_{change}")(list(paragraphs))
        return paragraphs

    def _cut(self, paragraphs):
        return paragraphs[: max(2, round(len(paragraphs) * self.random.uniform(0.35, 0.85)))]

    def _thin(self, paragraphs):
        dropped = set(self.random.sample(range(len(paragraphs)), max(1, len(paragraphs) // 4)))
        return [each for place, each in enumerate(paragraphs) if place not in dropped]

    def _lead(self, paragraphs):
        return [self.sentence(), *(paragraphs[1:] if len(paragraphs) > 2 else paragraphs)]

    def _flow(self, paragraphs):
        sentences = re.findall(r".+?[.!?]”?(?=\s|\Z)", " ".join(paragraphs))
        flowed, place = [], 0
        while place < len(sentences):
            size = self.random.randint(1, 4)
            flowed.append(" ".join(sentences[place : place + size]))
            place += size
        return flowed

    def _quotes(self, paragraphs):
        return [each.replace("“", '"').replace("”", '"').replace("; ", " – ") for each in paragraphs]

    def _dateline(self, paragraphs):
        city = self.random.choice(CITIES).upper()
        return [f"{city}, April {self.random.randint(1, 28)} (Wire Desk) -- {paragraphs[0]}", *paragraphs[1:]]

    def _furniture(self, paragraphs):
        return ["Share this article", *paragraphs, f"Related: {self.title()}", "Sign up for our newsletter"]


def printed(seed=11, stories=200, copies=3):
    """Return a newsroom with stories, their copies, and hard negatives of four kinds, each a story of its own."""
    room = Newsroom(seed)
    told = [room.story() for _ in range(stories)]
    for number, paragraphs in enumerate(told):
        room.print(paragraphs, number, days=(number, number))
        for _ in range(copies):
            room.print(room.copy(paragraphs), number, days=(number, number + 4))
    own = count(stories)
    for form in FORM:
        for place, country in enumerate(COUNTRIES):
            text = form.format(
                country=country,
                day=f"{place + 3} May",
                n=44 + place,
                person=room.random.choice(PEOPLE),
                city=CITIES[place % len(CITIES)],
            )
            room.print(text.split("\n\n"), next(own), title=f"{country} signs", days=(place, place + 90))
    for number, paragraphs in enumerate(told[:40]):
        quotes = list(re.findall(r"“[^”]+”", " ".join(paragraphs)))[:2]
        room.print(
            [*(f"{quote} was how it was put. {room.sentence()}" for quote in quotes), *room.story()[:4]],
            next(own),
            days=(number, number + 4),
        )
    for start in range(0, 100, 5):
        items = [re.split(r"(?<=[.”]) ", each[0])[0] for each in told[start : start + 5]]
        room.print([room.random.choice(ROUNDUP), *items], next(own), days=(start + 5, start + 7))
    for start in range(100, 130, 3):
        room.print(
            [room.random.choice(ROUNDUP), *(each for some in told[start : start + 3] for each in some)],
            next(own),
            days=(start + 3, start + 7),
        )
    for number, paragraphs in enumerate(told[130:180], 130):
        background, news = paragraphs[-(len(paragraphs) // 2) :], [room.sentence()]
        while len(" ".join(news)) < len(" ".join(background)):
            news.append(room.sentence())
        room.print([*news, *background], next(own), days=(number + 1, number + 9))
    room.random.shuffle(room.articles)
    return room


def pairs_of(story_of):
    """Return the pairs of articles that share a story."""
    groups = {}
    for article, story in sorted(story_of.items()):
        groups.setdefault(story, []).append(article)
    return {(a, b) for some in groups.values() for place, a in enumerate(some) for b in some[place + 1 :]}
