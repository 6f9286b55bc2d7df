"""What members of the force have answered in public: the log of a year, with its thanks and a correction."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import Random

from advocacy.answers import actions as log
from advocacy.answers.actions import Given
from advocacy.db import db
from advocacy.demonstration.past import PastClock, Planner, as_person
from advocacy.demonstration.staff import Member
from advocacy.networks.words import Network
from advocacy.people.rules import Language
from advocacy.topics.queries import held_at
from advocacy.topics.queries import topics as known_topics
from advocacy.work import unit_of_work

QUESTIONS = {
    "deliveries-and-returns": "Combien de temps pour échanger un colis reçu trop petit ?",
    "online-orders": "Ma commande est marquée livrée, je n’ai rien reçu.",
    "our-shops": "La boutique de Nantes ouvre-t-elle le lundi matin ?",
    "shoes": "Comment entretenir des bottines en daim ?",
    "sizes-and-care": "Le pull Ancre passe-t-il en machine ?",
    "home-and-decoration": "Le vase Galet existe-t-il en plus grand ?",
    "how-and-where-it-is-made": "Où sont tissées vos marinières ?",
    "jobs-with-us": "Recrutez-vous pour la saison à Lyon ?",
}
NETWORKS = (
    (Network.BLUESKY, "https://bsky.app/profile/verdier.example/post/{:013d}"),
    (Network.MASTODON, "https://mastodon.example/@verdier/{:018d}"),
    (Network.X, "https://x.com/verdier/status/{:019d}"),
)


@dataclass
class Spoken:
    """Plans the answers of members."""

    clock: PastClock
    random: Random
    plan: Planner
    _serial: int = 0

    def answer_later(self, member: Member, *, since: int, most: int) -> None:
        """Plan up to `most` answers between `since` days ago and today."""
        for _ in range(self.random.randint(0, most)):
            days_ago = self.random.randint(1, max(since, 2))
            self.plan(days_ago, self.random.uniform(9, 17), partial(self._answer, member))

    def _answer(self, member: Member) -> None:
        actor = as_person(member.id)
        held = held_at(db.session(), [member.id], self.clock.at).get(member.id, frozenset())
        known = [one for one in known_topics(db.session()) if one.id in held]
        if actor is None or not known:
            return
        topic = self.random.choice(known)
        network, address = self.random.choice(NETWORKS)
        self._serial += 1
        given = Given(
            network=network,
            link=address.format(3_000_000 + 17 * self._serial),
            topic=topic.slug,
            language=Language.FRENCH,
            question=QUESTIONS[topic.slug],
            minutes=self.random.randint(2, 15),
            answered_at=self.clock.at,
        )
        with unit_of_work(actor) as work:
            recorded = log.record_answer(work, given)
        if self.random.random() < 0.2:
            with unit_of_work(actor) as work:
                log.note_customer_thanks(work, recorded.answer_id, "Merci, réponse rapide et claire !")
