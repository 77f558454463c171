"""Which two letters are a country's; their names are in locales.py."""

from typing import Final

from babel import Locale

# In CLDR's list of territories, but not assigned by ISO 3166-1: unions, placeholders and islands
# that belong to a country with a code.
_NO_COUNTRIES: Final = {
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ",
}  # fmt: skip

CODES: Final = frozenset(
    code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha()
) - frozenset(_NO_COUNTRIES)
