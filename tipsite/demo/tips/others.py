"""What people said about closed appeals, and the noise that comes with every campaign."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

from tipsite.demo.tips.records import Claim, Voice

ENDED: tuple[Claim, ...] = (
    Claim(
        "mug-svendborg",
        "mug",
        {
            "en": Voice(2, ("[The mug is|It's] from the harbour festival in Svendborg, Denmark. [We helped there|I have the same mug].",)),
            "de": Voice(2, ("[Hafenfest in Svendborg|Das ist vom Hafenfest in Svendborg], [wir haben 2009 dort geholfen|Becher für Helfer].",)),
        },
        how_known=("own",),
        where=("Svendborg",),
        when=("2009",),
    ),
    Claim(
        "key-almira-varna",
        "key-fob",
        {
            "en": Voice(2, ("Hotel Almira was in Varna, Bulgaria. [I have a photo of the key of room 31|We stayed there in 2011].",)),
            "de": Voice(1, ("Hotel Almira in Warna, Bulgarien. War 2012 dort, gleicher Anhänger.",)),
        },
        how_known=("own", "saw"),
        where=("Varna",),
        when=("2011",),
    ),
    Claim(
        "ticket-aveiro",
        "bus-ticket",
        {
            "pt": Voice(2, ("[Bilhete|É um bilhete] da Transval[, Aveiro|, autocarros de Aveiro], [zona 2|de 2008].",)),
            "es": Voice(1, ("Colecciono billetes: Transval, Aveiro, modelo de 2008.",)),
        },
        how_known=("trade", "own"),
        where=("Aveiro",),
        when=("2008",),
    ),
    Claim(
        "label-bolzano",
        "care-label",
        {"de": Voice(2, ("[Solche Etiketten|Das Etikett] gab es auf den Märkten in [Bozen|Bozen und Trient].",))},
        how_known=("trade",),
        where=("Bozen",),
    ),
    Claim(
        "bottle-minho",
        "bottle-label",
        {"pt": Voice(2, ("Velha Lima só se vendia [no Minho|em Braga e Viana].",))},
        how_known=("trade", "saw"),
        where=("Braga",),
    ),
)  # fmt: skip

# Noise goes to the appeals that most people open; it is short, and it is never framed.
NOISE_APPEALS = (
    "shopping-bag", "jumper-crest", "window-skyline", "snack-packet", "bathroom-tiles", "plastic-toy",
)  # fmt: skip
NOISE: dict[str, tuple[str, ...]] = {
    "en": (
        "hi", "first", "test", "how do i download the app", "you should lock them all up for ever",
        "Cheap watches and loans, best price, visit https://offers.example.com now", "asdfgh",
        "no idea but i hope you find them", "Is there a reward?",
        "I want to report something else: my neighbour plays loud music every night.",
        "That's not a bag, it is a coat. Saw one like it in a film.",
        "Call me on +44 20 7946 0958, I know about wallpaper of all kinds.",
    ),
    "de": (
        "hallo", "Keine Ahnung sorry", "Alle wegsperren!!! Es ist eine Schande", "Test",
        "Verkaufe Winterreifen, günstig, kaum gefahren", "Kann man hier auch was anderes melden?",
    ),
    "fr": ("bonjour", "je sais pas", "C'est une honte, il faut les mettre en prison", "jolie lampe"),
    "es": ("hola", "ni idea pero suerte", "Que paguen todos, qué vergüenza", "gana dinero desde casa"),
    "pl": ("dzień dobry", "nie wiem", "do więzienia z nimi wszystkimi!", "ładny widok"),
    "nl": ("hoi", "geen idee", "opsluiten die lui", "wie heeft er nog een kaartje voor zaterdag"),
    "tr": ("selam", "bilmiyorum", "Allah yardımcınız olsun", "hepsi hapse girsin"),
    "ar": ("مرحبا", "لا أعرف", "الله يحفظ الأطفال", "حسبنا الله ونعم الوكيل"),
}  # fmt: skip
