"""Which two letters count as a country."""

from appeals import countries


def test_every_country_of_iso_3166_and_nothing_else() -> None:
    # ISO 3166-1 assigns 249 codes; the last change was in 2011.
    assert len(countries.CODES) == 249
    assert {"PL", "DE", "TW", "AX", "UM", "SS"} <= countries.CODES
    assert not {"ZZ", "EU", "UN", "XA", "XB", "XK", "UK", "AC", ""} & countries.CODES
