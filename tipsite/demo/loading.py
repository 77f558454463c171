"""Loading the demonstration campaign through the same services as real work; what is loaded is in
campaign.py and tips.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from typing import Final

from django.utils import timezone

from appeals import crops, services
from appeals.contents import contents_sha256
from appeals.models import Appeal, Approval, Scene, Translation, Unit, Update, User
from appeals.telling import WORDS, translation_sha256
from moderation.decisions import decide_tip
from moderation.leads import first_assessment, make_lead, support_lead
from moderation.models import Disposition, Triage
from moderation.reading import triage_tip
from submissions.models import Tip
from submissions.services import Draft, receive_tip

from .campaign import APPEALS, SCENES, TRANSLATIONS, UNITS, DemoAppeal, DemoTranslation
from .drawing import drawn_picture
from .tips import demo_tips

# Of each open appeal's tips, so many clusters are worked on; the rest waits in the queue.
_LEADS_AN_APPEAL: Final = 1
_DECIDED_CLUSTERS: Final = 14


class Loader:
    """One run of loading, in the order in which a campaign happens."""

    def __init__(self, people: dict[str, User], *, say: Callable[[str], object]) -> None:
        self.people = people
        self.say = say
        self.appeals: dict[str, Appeal] = {}

    def load_appeals(self) -> None:
        """Units, scenes, and appeals up to the status in which tips can arrive."""
        units = {unit.code: self._make_unit(unit.code, unit.name, unit.country) for unit in UNITS}
        scenes = {
            scene.key: Scene.objects.create(title=scene.title, unit=units[scene.unit])
            for scene in SCENES
        }
        # Drawing and encoding are nearly all of the time, so every core takes part; a fresh process
        # has no database connection to spoil.
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            for count, (each, picture) in enumerate(
                zip(APPEALS, pool.map(drawn_picture, APPEALS), strict=True), start=1
            ):
                scene = scenes[each.scene] if each.scene else None
                self.appeals[each.key] = self._make_appeal(each, units[each.unit], scene, picture)
                if count % 6 == 0:
                    self.say(f"  {count} of {len(APPEALS)} appeals with their pictures")

    def load_tips(self) -> None:
        """Send every tip through the public door, and let the machine read it."""
        for number, each in enumerate(demo_tips()):
            appeal = self.appeals[each.appeal_key]
            if not appeal.is_open:
                continue
            draft = Draft(each.text, place=each.where, period=each.when, basis=each.how_known)
            token = hashlib.sha256(f"demonstration {number}".encode()).hexdigest()[:32]
            receive_tip(appeal.code, draft, token=token)
        for tip_id in Tip.objects.awaiting_triage().order_by("pk").values_list("pk", flat=True):
            triage_tip(tip_id)
        self.say(f"  {Tip.objects.count()} tips, sealed and read")

    def end_appeals(self) -> None:
        """Updates of the timeline; then close or withdraw those that have ended."""
        for each in APPEALS:
            appeal = self.appeals[each.key]
            if not appeal.is_public:
                continue
            for days_ago, text in each.updates:
                self._publish_update(appeal, text, days_ago=days_ago)
            if each.status == Appeal.Status.CLOSED:
                self._close(appeal, each)
            elif each.status == Appeal.Status.WITHDRAWN:
                services.withdraw_appeal(
                    appeal, reason=each.outcome_text, by=self.people["approver"]
                )

    def translate_some(self) -> None:
        """A few appeals in more languages, as they are at the end."""
        for language, by_key in TRANSLATIONS.items():
            for key, words in by_key.items():
                self._translate(self.appeals[key], language, words)

    def moderate_some(self) -> None:
        """Judge a part of the queue: leads from the best clusters, some noise set aside."""
        moderator = self.people["moderator"]
        for appeal in Appeal.objects.listed():
            for cluster in self._best_clusters(appeal)[:_LEADS_AN_APPEAL]:
                self._make_lead_of(cluster, moderator)
        weakest = Triage.objects.awaiting_decision().order_by("rank", "pk")
        for triage in weakest[:_DECIDED_CLUSTERS]:
            decide_tip(triage, outcome=Disposition.Outcome.NOT_USEFUL, by=moderator)

    def _make_unit(self, code: str, name: str, country: str) -> Unit:
        unit = Unit.objects.create(code=code, name=name, country=country)
        for person in self.people.values():
            person.units.add(unit)
        return unit

    def _make_appeal(
        self, each: DemoAppeal, unit: Unit, scene: Scene | None, picture: crops.Picture
    ) -> Appeal:
        publisher, approver = self.people["publisher"], self.people["approver"]
        appeal = Appeal(
            unit=unit,
            scene=scene,
            title=each.title,
            question=each.question,
            known=each.known,
            ruled_out=each.ruled_out,
            kind=each.kind,
            region=each.region,
        )
        services.draft_appeal(appeal, by=publisher)
        services.add_crop(
            appeal,
            picture=picture,
            alt_text=each.alt_text,
            caption=each.caption,
            by=publisher,
        )
        if each.status != Appeal.Status.DRAFT:
            services.submit_appeal(appeal, by=publisher)
        if each.status not in {Appeal.Status.DRAFT, Appeal.Status.AWAITING_APPROVAL}:
            services.approve_appeal(
                appeal, seen=contents_sha256(appeal), checks=Approval.Check.values, by=approver
            )
            appeal.published_on = timezone.now() - timedelta(days=each.days_ago)
            appeal.save(update_fields=["published_on"])
        return appeal

    def _publish_update(self, appeal: Appeal, text: str, *, days_ago: int) -> None:
        update = services.propose_update(appeal, text=text, by=self.people["publisher"])
        services.approve_update(update, by=self.people["approver"])
        day = timezone.now() - timedelta(days=days_ago)
        Update.objects.filter(pk=update.pk).update(published_on=day)

    def _close(self, appeal: Appeal, each: DemoAppeal) -> None:
        update = services.propose_update(
            appeal,
            text=each.outcome_text,
            outcome=each.outcome,
            country_found=each.country_found,
            by=self.people["publisher"],
        )
        services.approve_update(update, by=self.people["approver"])

    def _translate(self, appeal: Appeal, language: str, words: DemoTranslation) -> None:
        translation = services.tell_appeal(
            appeal,
            language=language,
            texts=_texts_of(appeal, words),
            by=self.people["publisher"],
        )
        if translation is None:
            raise ValueError(f"nothing is told of {appeal} in {language}")
        services.submit_translation(translation, by=self.people["publisher"])
        services.release_translation(
            translation,
            seen=translation_sha256(translation),
            checks=Translation.Check.values,
            by=self.people["approver"],
        )

    def _best_clusters(self, appeal: Appeal) -> list[int]:
        worth = Triage.objects.filter(appeal=appeal, rank__gte=50)
        best = worth.distinct().order_by("-cluster__size", "cluster")
        return [row[0] for row in best.values_list("cluster", "cluster__size")]

    def _make_lead_of(self, cluster: int, moderator: User) -> None:
        tips = list(Triage.objects.filter(cluster=cluster).in_queue_order())
        best, others = tips[0], tips[1:]
        place = next((f" Named place: {found['name']}." for found in best.places), "")
        lead = make_lead(
            best,
            claim=f"{best.text[:300]}{place}",
            unit=best.unit,
            assessment=first_assessment(best),
            by=moderator,
        )
        for other in others:
            support_lead(lead, other, by=moderator)


def _texts_of(appeal: Appeal, words: DemoTranslation) -> dict[str, str]:
    """The words by the keys of their parts; of an appeal with one picture."""
    texts = {name: str(getattr(words, name)) for name in WORDS}
    crop = appeal.crops.get()
    texts[f"crop-{crop.pk}-alt_text"] = words.alt_text
    texts[f"crop-{crop.pk}-caption"] = words.caption
    said = [*words.updates, words.outcome_text]
    for update, text in zip(appeal.updates.public().order_by("pk"), said, strict=False):
        texts[f"update-{update.pk}"] = text
    return texts
