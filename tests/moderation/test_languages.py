"""What languages tells of a tip: the right language for whole sentences, nothing for scraps."""

import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.languages import CODES, UNKNOWN, Language, detect_language, preload

# Two tips a language, in the order: where it was seen, who has one too.
SENTENCES = {
    "ar": ("رأيت هذه الحقيبة في متجر في القاهرة", "خالتي لديها نفس ورق الجدران في المطبخ"),
    "be": ("Я бачыў гэтую сумку мінулым летам у краме", "У маёй цёткі такія ж шпалеры на кухні"),
    "bg": ("Видях тази чанта миналото лято в Пловдив", "Леля ми има същите тапети в кухнята"),
    "bn": ("আমি ঢাকার একটি দোকানে এই ব্যাগটি দেখেছি", "আমার খালার রান্নাঘরে একই ওয়ালপেপার আছে"),
    "ca": (
        "Vaig veure aquesta bossa en una botiga",
        "La meva tieta té el mateix paper pintat a la cuina",
    ),
    "cs": ("Tuhle tašku jsem viděl loni v létě v obchodě", "Moje teta má v kuchyni stejnou tapetu"),
    "da": (
        "Jeg så denne taske i en butik sidste sommer",
        "Vi køber den her sæbe hver uge på torvet",
    ),
    "de": ("Diese Tasche habe ich in einem Laden gesehen", "Meine Tante hat die gleiche Tapete"),
    "el": ("Είδα αυτή την τσάντα σε ένα μαγαζί", "Η θεία μου έχει την ίδια ταπετσαρία"),
    "en": ("I saw this bag in a shop in Porto last summer", "My aunt has the same wallpaper"),
    "es": ("Vi esta bolsa en una tienda el verano pasado", "Mi tía tiene el mismo papel pintado"),
    "et": ("Nägin seda kotti ühes Tartu poes", "Minu tädil on köögis samasugune tapeet"),
    "fa": ("این کیف را در مغازه‌ای در شیراز دیدم", "خاله‌ام همین کاغذ دیواری را در آشپزخانه دارد"),
    "fi": (
        "Näin tämän laukun viime kesänä kaupassa",
        "Tädilläni on samanlainen tapetti keittiössä",
    ),
    "fr": ("J'ai vu ce sac dans un magasin l'été dernier", "Ma tante a le même papier peint"),
    "ga": ("Chonaic mé an mála seo i siopa", "Tá an páipéar balla céanna ag m'aintín ina cistin"),
    "he": ("ראיתי את התיק הזה בחנות בחיפה", "לדודה שלי יש אותו טפט במטבח"),
    "hi": ("मैंने यह बैग जयपुर की एक दुकान में देखा था", "मेरी मौसी की रसोई में यही वॉलपेपर है"),
    "hr": ("Ovu torbu sam vidio prošlog ljeta u trgovini", "Moja tetka ima iste tapete u kuhinji"),
    "hu": (
        "Ezt a táskát tavaly nyáron láttam egy boltban",
        "A nagynénémnek ugyanilyen tapétája van",
    ),
    "id": (
        "Saya melihat tas ini di sebuah toko",
        "Bibi saya punya kertas dinding yang sama di dapur",
    ),
    "is": ("Ég sá þessa tösku í búð síðasta sumar", "Frænka mín er með sama veggfóður í eldhúsinu"),
    "it": ("Ho visto questa borsa in un negozio", "Mia zia ha la stessa carta da parati in cucina"),
    "ja": ("去年の夏、大阪の店でこのバッグを見ました", "叔母の台所に同じ壁紙があります"),
    "ko": ("부산의 한 가게에서 이 가방을 봤어요", "이모네 부엌에 같은 벽지가 있어요"),
    "lt": ("Šį krepšį mačiau parduotuvėje Kaune", "Mano teta virtuvėje turi tokius pačius tapetus"),
    "lv": ("Šo somu es redzēju veikalā Liepājā", "Manai tantei virtuvē ir tādas pašas tapetes"),
    "mk": ("Ја видов оваа торба минатото лето", "Тетка ми ги има истите тапети во кујната"),
    "nl": (
        "Ik heb deze tas in een winkel gezien",
        "Mijn tante heeft hetzelfde behang in de keuken",
    ),
    "no": (
        "Tanten min har den samme tapeten på kjøkkenet",
        "Denne såpen får du kjøpt hos oss ennå",
    ),
    "pl": ("ten plecak widziałem w Gdańsku", "Moja ciocia ma taką samą tapetę w kuchni"),
    "pt": ("Vi este saco numa loja no verão passado", "A minha tia tem o mesmo papel de parede"),
    "ro": ("Am văzut această geantă într-un magazin", "Mătușa mea are același tapet în bucătărie"),
    "ru": ("Я видел эту сумку прошлым летом в магазине", "У моей тёти такие же обои на кухне"),
    "sk": ("Túto tašku som videl minulé leto v obchode", "Moja teta má v kuchyni rovnakú tapetu"),
    "sl": ("To torbo sem videl lansko poletje v trgovini", "Takšno milo prodajajo samo pri nas"),
    "sq": ("E pashë këtë çantë verën e kaluar", "Tezja ime ka të njëjtën letër muri në kuzhinë"),
    "sr": ("Видео сам ову торбу прошлог лета у Нишу", "Моја тетка има исте тапете у кухињи"),
    "sv": ("Jag såg den här väskan i en affär", "Min moster har samma tapet i köket"),
    "th": ("ฉันเห็นกระเป๋าใบนี้ในร้านที่เชียงใหม่", "ป้าของฉันมีวอลเปเปอร์แบบเดียวกันในครัว"),
    "tr": ("Bu çantayı geçen yaz bir dükkânda gördüm", "Teyzemin mutfağında aynı duvar kağıdı var"),
    "uk": ("Я бачив цю сумку минулого літа в магазині", "У моєї тітки такі самі шпалери на кухні"),
    "ur": (
        "میں نے یہ بیگ لاہور کی ایک دکان میں دیکھا",
        "میری خالہ کے باورچی خانے میں یہی وال پیپر ہے",
    ),
    "vi": ("Tôi đã thấy chiếc túi này ở Đà Nẵng", "Dì tôi có giấy dán tường giống vậy trong bếp"),
    "zh": ("去年夏天我在上海的一家商店看到过这个包", "我阿姨家的厨房有同样的墙纸"),
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_tip_of_one_sentence_shows_its_language(code: str) -> None:
    assert [detect_language(sentence).code for sentence in SENTENCES[code]] == [code, code]


def test_most_tips_in_latin_script_are_told_without_their_accents() -> None:
    told = [
        detect_language(_without_accents(sentence)).code == code
        for code, pair in SENTENCES.items()
        for sentence in pair
        if "LATIN" in unicodedata.name(sentence[0])
    ]

    # 54 of 56 when measured.
    assert sum(told) / len(told) >= 0.9


def _without_accents(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(char for char in spread if not unicodedata.combining(char))


@pytest.mark.parametrize(
    "scrap",
    [
        "",
        " ",
        "?",
        "ok",
        "12 345",
        "🧸🧸",
        "ikea",
        "https://example.org/the/same/one",
        "a@b.example",
    ],
)
def test_a_scrap_has_no_language(scrap: str) -> None:
    assert detect_language(scrap) == UNKNOWN


def test_links_addresses_numbers_and_emoji_do_not_count() -> None:
    noise = "👜 https://shop.example/the-nice-bag-from-the-shop 2019 me@mail.example"

    assert detect_language(f"Diese Tasche kenne ich {noise}").code == "de"


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert detect_language("I am sure that I saw it in Łódź or in Gdańsk").code == "en"


def test_long_tips_cost_no_more_than_short_ones() -> None:
    start = "I saw this bag in a shop in the old town. " * 20

    assert detect_language(start + "Это было давно. " * 600) == detect_language(start)


def test_threads_share_one_detector() -> None:
    preload()
    texts = [sentence for pair in SENTENCES.values() for sentence in pair]
    expected = [detect_language(text) for text in texts]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detect_language, texts)) == expected


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_string_raises_and_confidence_is_a_share(text: str) -> None:
    found = detect_language(text)

    assert 0.0 <= found.confidence <= 1.0
    assert found == UNKNOWN or re.fullmatch("[a-z]{2}", found.code)


@pytest.mark.parametrize("text", ["\ud800", "\0" * 50, "\ud83d привет как дела", "\u202e abc def"])
def test_broken_text_is_read_as_far_as_it_goes(text: str) -> None:
    assert isinstance(detect_language(text), Language)


def test_every_official_language_but_maltese_is_known() -> None:
    # lingua has no model of Maltese; it is reported as whatever it looks like.
    official = "bg cs da de el en es et fi fr ga hr hu it lt lv nl pl pt ro sk sl sv".split(" ")

    assert set(official) <= set(CODES)
