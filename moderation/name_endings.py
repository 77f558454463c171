"""What grammar adds to a name, by rule and by exception; looking the name up is places.py."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Case endings and what the dictionary form has in their place, tried on capitalised names of six
# letters and more: "w Gdańsku", "в Москве", "у Львові", "Budapesten". Folded.
ENDINGS: dict[str, tuple[str, ...]] = {
    "iach": (
        "e",
        "ia",
    ),
    "iuje": ("ius",),
    "ach": (
        "e",
        "y",
    ),
    "ban": ("",),
    "ben": ("",),
    "bol": ("",),
    "dan": ("",),
    "den": ("",),
    "iem": ("",),
    "lla": ("",),
    "lta": ("",),
    "nak": ("",),
    "nek": ("",),
    "owi": ("",),
    "sce": ("ska",),
    "ssa": ("",),
    "sse": ("",),
    "sta": ("",),
    "tan": ("",),
    "ten": ("",),
    "uje": ("us",),
    "ba": ("",),
    "be": ("",),
    "ce": ("ka",),
    "da": ("",),
    "de": ("",),
    "em": ("",),
    "en": ("",),
    "ie": (
        "",
        "a",
    ),
    "iu": ("",),
    "om": ("",),
    "on": ("",),
    "st": ("",),
    "ta": ("",),
    "te": ("",),
    "a": ("",),
    "e": (
        "",
        "a",
        "o",
    ),
    "i": (
        "",
        "a",
    ),
    "s": ("",),
    "u": (
        "",
        "o",
    ),
    "y": ("a",),
    "ова": ("ів",),
    "ове": ("ов",),
    "ові": ("ів",),
    "єві": ("ів",),
    "ασ": ("α",),
    "ησ": ("η",),
    "ии": ("ия",),
    "ои": ("а",),
    "ом": ("",),
    "іі": ("ія",),
    "а": ("",),
    "е": (
        "",
        "а",
    ),
    "и": (
        "я",
        "а",
        "ь",
    ),
    "у": (
        "",
        "а",
    ),
    "ы": ("а",),
    "ю": ("я",),
    "і": (
        "",
        "а",
        "я",
    ),
}
# Forms no rule reaches, of places that tips name often.
IRREGULAR = {
    "praze": "praha",
    "prahy": "praha",
    "brne": "brno",
    "brna": "brno",
    "lodzi": "lodz",
    "rzymie": "rzym",
    "suomessa": "suomi",
    "helsingissa": "helsinki",
    "києві": "киів",
    "києва": "киів",
    "риме": "рим",
}
# Korean joins its particles to the name; Arabic and Hebrew join short words in front of it.
KOREAN_PARTICLES = _words(
    """
    에 에서 에서는 에는 의 은 는 이 가 을 를 로 으로 과 와 도 시
    시에서 시에 역 에서도 까지 부터
    """
)
JOINED_IN_FRONT = ("وب", "ول", "و", "ب", "ل", "ف", "וב", "שב", "ב", "ל", "מ", "ו", "ה", "ש")
