"""The demonstration campaign's tips: many people, few claims, some noise; it stores nothing."""

import random

from tipsite.demo.tips.bag import BAG
from tipsite.demo.tips.carried import CARRIED
from tipsite.demo.tips.furnishings import FURNISHINGS
from tipsite.demo.tips.others import ENDED, NOISE, NOISE_APPEALS
from tipsite.demo.tips.records import Claim, DemoTip, Voice
from tipsite.demo.tips.rooms import ROOMS
from tipsite.demo.tips.wording import chosen, framed, typed

__all__ = ["DemoTip", "demo_tips"]

# Any number serves; it is fixed so that every demonstration is the same.
_SEED = 2017
# People press the button twice, or paste what they read in a forum.
_COPIES = 26


def demo_tips() -> list[DemoTip]:
    """All tips in the order in which they arrive; the same list at every call."""
    rng = random.Random(_SEED)
    tips = [
        _said(claim, language, voice, rng)
        for claim in (*BAG, *CARRIED, *ROOMS, *FURNISHINGS, *ENDED)
        for language, voice in claim.voices.items()
        for _ in range(voice.count)
    ]
    tips += rng.sample(tips, _COPIES)
    tips += [_noise(text, language, rng) for language, texts in NOISE.items() for text in texts]
    rng.shuffle(tips)
    return tips


def _said(claim: Claim, language: str, voice: Voice, rng: random.Random) -> DemoTip:
    """One person's words for a claim; most leave the optional fields empty."""
    text = chosen(rng.choice(voice.wordings), rng)
    if claim.is_framed:
        text = typed(framed(text, language, rng), language, rng)
    fills = 0.22 if claim.is_framed else 1.0
    return DemoTip(
        appeal_key=claim.appeal_key,
        text=text,
        where=rng.choice(claim.where) if claim.where and rng.random() < fills else "",
        when=rng.choice(claim.when) if claim.when and rng.random() < fills else "",
        how_known=rng.choice(claim.how_known) if rng.random() < max(fills, 0.6) else "",
        language=language,
        claim=claim.key,
    )


def _noise(text: str, language: str, rng: random.Random) -> DemoTip:
    return DemoTip(
        appeal_key=rng.choice(NOISE_APPEALS),
        text=text,
        where="",
        when="",
        how_known=rng.choice(("", "", "", "guess", "web")),
        language=language,
        claim="noise",
    )
