"""From a wording to the text a person types: choices, greetings, slips of the finger."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

import random
import re
import unicodedata

_CHOICE = re.compile(r"\[([^\[\]]*)\]")

_OPENINGS = {
    "en": ("Hello, ", "Hi, ", "Hi there! ", "Good evening. ", "Not sure if this helps but ", "To whom it may concern: "),
    "de": ("Hallo, ", "Guten Tag, ", "Hallo zusammen, ", "Moin, ", "Sehr geehrte Damen und Herren, ", "Vielleicht hilft es: "),
    "fr": ("Bonjour, ", "Bonsoir, ", "Bonjour à tous, ", "Je ne sais pas si ça aide mais ", "Salut, "),
    "es": ("Hola, ", "Buenas tardes, ", "Buenas, ", "No sé si sirve de algo, pero ", "Hola a todos: "),
    "pl": ("Dzień dobry, ", "Witam, ", "Dobry wieczór, ", "Nie wiem czy to pomoże, ale ", "Hej, "),
    "nl": ("Hallo, ", "Goedemiddag, ", "Hoi, ", "Misschien helpt dit: ", "Beste mensen, "),
    "tr": ("Merhaba, ", "İyi günler, ", "Selam, ", "Bilmem işe yarar mı ama ", "Merhabalar, "),
    "ar": ("السلام عليكم، ", "مرحبا، ", "مساء الخير، ", "لا أدري إن كان هذا يفيد، "),
    "pt": ("Olá, ", "Bom dia, ", "Boa noite, ", "Não sei se ajuda, mas "),
    "uk": ("Добрий день, ", "Вітаю, ", "Доброго вечора, "),
    "ro": ("Bună ziua, ", "Salut, ", "Bună seara, "),
}  # fmt: skip
_CLOSINGS = {
    "en": (" Hope this helps.", " Good luck!", " I hope you find them.", " Sorry if you already know this.", " Thanks for what you do."),
    "de": (" Hoffe das hilft.", " Viel Erfolg!", " Mit freundlichen Grüßen", " LG", " Falls das schon bekannt ist, sorry."),
    "fr": (" En espérant que ça aide.", " Bon courage !", " Cordialement", " Désolé si vous le savez déjà."),
    "es": (" Espero que ayude.", " Mucha suerte.", " Un saludo", " Ánimo con la investigación."),
    "pl": (" Mam nadzieję, że pomoże.", " Powodzenia!", " Pozdrawiam", " Przepraszam, jeśli już to wiecie."),
    "nl": (" Hopelijk helpt het.", " Succes!", " Groeten", " Sterkte met het onderzoek."),
    "tr": (" Umarım yardımcı olur.", " Kolay gelsin.", " Saygılar", " İyi çalışmalar."),
    "ar": (" أتمنى أن يساعدكم هذا.", " بالتوفيق.", " شكرا لكم.", " الله يوفقكم."),
    "pt": (" Espero que ajude.", " Boa sorte!", " Cumprimentos"),
    "uk": (" Сподіваюся, допоможе.", " Успіхів вам!"),
    "ro": (" Sper să ajute.", " Succes!", " Toate cele bune"),
}  # fmt: skip
# Letters whose marks do not come off by decomposition alone.
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "ø": "o", "œ": "oe", "æ": "ae"})
_MARKED = ("de", "fr", "es", "pl", "tr", "pt", "ro", "nl")
_ALWAYS_CAPITAL = frozenset(
    "I I've I'm Solmara Krokita Hotel Fidelis Ostara Velha Transval Vigo Porto Casa".split()
)
_GERMAN_SMALL = frozenset(
    "Das Der Die Diese Solche So Ein Ich Mein Für Ganz Sieht Habe War Gab Könnte Vielleicht".split()
)
_PICTURES = ("🙏", "👍", "😢", "❤️", "🤔", "🙏🙏", "💪")


def chosen(wording: str, rng: random.Random) -> str:
    """The wording with one of each [choice|choice] taken."""
    return _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), wording).strip()


def framed(text: str, language: str, rng: random.Random) -> str:
    """The text with a greeting before it and a wish after it, sometimes."""
    if rng.random() < 0.3:
        opening = rng.choice(_OPENINGS[language])
        first = text if opening.rstrip().endswith((".", "!", ":")) else _lowered(text, language)
        text = opening + first
    if rng.random() < 0.24:
        text += rng.choice(_CLOSINGS[language])
    return text


def typed(text: str, language: str, rng: random.Random) -> str:
    """The text as people type it on a phone: careful, hurried, without marks, shouting, with a link."""
    manner = rng.random()
    if manner < 0.14:
        text = _hurried(text, rng)
    elif manner < 0.34:
        text = _slipped(text, rng, slips=1 + (len(text) > 90))
    elif manner < 0.46 and language in _MARKED:
        text = without_marks(text)
    elif manner < 0.49 and language not in {"ar", "tr", "de"}:
        text = text.upper()
    if rng.random() < 0.06:
        text += " " + rng.choice(_PICTURES)
    if rng.random() < 0.05:
        text += f" https://pictures.example.org/{rng.choice('pvs')}/{rng.randrange(1000, 9999)}"
    return text


def without_marks(text: str) -> str:
    """The text as a keyboard without accents writes it."""
    parts = unicodedata.normalize("NFD", text.translate(_PLAIN))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _lowered(text: str, language: str) -> str:
    """The text with a small first letter, unless the first word keeps its capital anyway."""
    first = text.split(" ", 1)[0]
    keeps = first in _ALWAYS_CAPITAL or any(map(str.isupper, first[1:]))
    # German nouns keep theirs; only these first words are none.
    keeps = keeps or (language == "de" and first not in _GERMAN_SMALL)
    return text if keeps else text[:1].lower() + text[1:]


def _hurried(text: str, rng: random.Random) -> str:
    """Small letters, few stops."""
    text = text.lower().replace(". ", rng.choice([" ", "  ", ", ", "... "]))
    return text.rstrip(".").replace(",", "" if rng.random() < 0.5 else ",")


def _slipped(text: str, rng: random.Random, *, slips: int) -> str:
    """Some letters swapped, dropped or doubled, inside words only."""
    letters = list(text)
    inside = [
        at for at in range(1, len(letters) - 2)
        if all(each.isalpha() for each in letters[at - 1 : at + 2])
    ]  # fmt: skip
    for at in rng.sample(inside, min(slips, len(inside))):
        slip = rng.choice(("swap", "drop", "double"))
        if slip == "swap":
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip == "drop":
            letters[at] = ""
        else:
            letters[at] *= 2
    return "".join(letters)
