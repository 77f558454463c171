"""Small words of many languages, folded: courtesies and denials; nearness.py weighs them."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What people put before and after the claim itself.
COURTESIES = _words(
    """
    hello hi hey dear sir madam thanks thank you please regards sorry hallo danke bitte bonjour
    merci salut hola gracias buenos dias ola obrigado obrigada bom dia boa tarde ciao grazie
    buongiorno salve dobry dzien czesc dziekuje ahoj dekuji hej tack tak moi kiitos szia
    koszonom buna multumesc zdravo hvala merhaba tesekkurler здравствуите привет спасибо добрыи
    день вітаю дякую γεια ευχαριστω مرحبا شكرا السلام عليكم שלום תודה नमस्ते धन्यवाद
    """
)
# Words that turn a sentence round.
DENIALS = _words(
    """
    not no never nicht kein keine keinen nie niemals pas jamais non mai nao nunca niet geen
    nooit nem ikke inte aldrig ei ne nikad nikdy ni nu не нет ни никогда нема немае няма δεν οχι
    yok degil لا ليس لم نيست نه לא אין नही नहीं không khong tidak bukan ไม่ 아니 안
    """
)
