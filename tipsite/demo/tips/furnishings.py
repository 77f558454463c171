"""What people say about the radio, the carpet, the lamp and the curtain."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

from tipsite.demo.tips.records import Claim, Voice

FURNISHINGS: tuple[Claim, ...] = (
    Claim(
        "radio-leipzig",
        "radio",
        {
            "de": Voice(
                8,
                (
                    "[Ostara 300|Das Ostara|Das Radio Ostara 300] [kam aus Leipzig|wurde in Leipzig gebaut], [VEB-Nachfolger, so 1992|nach der Wende, bis etwa 1996]. [Stand bei uns in der Küche|Hab es noch im Keller|Meine Oma hatte es in Rot].",
                    "[Habe Radios repariert|War Rundfunkmechaniker]: Ostara 300, [Werk Leipzig|Leipzig], nur UKW. [Das 301 hatte Mittelwelle|Gebaut 1992 bis 1996].",
                ),
            ),
            "pl": Voice(
                3,
                (
                    "Radio Ostara 300 [było z Lipska|przywozili z Lipska], [mój tata miał|mieliśmy czerwone w kuchni], [na początku lat dziewięćdziesiątych|w 1993].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "The Ostara 300 [was made in|is from] Leipzig, [Germany|East Germany], [early 90s|about 1993]. [FM only|My gran had one].",
                ),
            ),
            "nl": Voice(1, ("Ostara 300 komt uit Leipzig, gekocht op een rommelmarkt.",)),
        },
        how_known=("own", "trade", "saw", "web"),
        where=("Leipzig", "Lipsk"),
        when=("1992-1996", "1993"),
    ),
    Claim(
        "carpet-usak",
        "carpet",
        {
            "tr": Voice(
                6,
                (
                    "[Bu halı|Bu desen|Bu] Uşak işi. [Kenardaki gül motifinden belli|Bordürü tanıdım], [dedem dokurdu|Uşak'ta hâlâ dokunuyor].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "[That's|It's] an [Uşak|Usak|Oushak] carpet from [western Turkey|Turkey]. [The border gives it away|I sell rugs].",
                ),
            ),
            "ar": Voice(
                4,
                (
                    "[هذه سجادة|السجادة] [من عشاق|تركية من مدينة أوشاك] في تركيا، [الحاشية معروفة|عندنا مثلها].",
                ),
            ),
            "de": Voice(
                2,
                (
                    "[Das ist ein|Ein] Uşak-Teppich[, Westtürkei|]. [Bin Teppichhändler|Die Bordüre ist typisch].",
                ),
            ),
        },
        how_known=("trade", "own", "saw"),
        where=("Uşak", "Usak"),
    ),
    Claim(
        "curtain-rented-flats",
        "curtain",
        {
            "es": Voice(
                4,
                (
                    "[Esa cortina|La misma cortina] [estaba|la vi] en un [apartamento de alquiler|piso turístico] en Málaga[, verano de 2016|].",
                ),
            ),
            "fr": Voice(
                2,
                (
                    "[Ces rideaux|Les mêmes rideaux] dans une location [à Málaga|en Andalousie], [été 2016|il y a des années].",
                ),
            ),
            "en": Voice(
                2, ("[Saw|I saw] this curtain in a holiday flat in [Málaga|Malaga][, 2016|].",)
            ),
        },
        how_known=("saw",),
        where=("Málaga",),
        when=("2016",),
    ),
    Claim(
        "lamp-manises",
        "table-lamp",
        {
            "es": Voice(
                5,
                (
                    "[Esa lámpara|El pie de la lámpara] es [cerámica de Manises|de Manises], Valencia. [Mi tío tenía un taller|El esmalte chorreado es típico|Tengo una igual].",
                ),
            ),
            "en": Voice(
                2,
                (
                    "The foot is [pottery|ceramics] from Manises near Valencia[, Spain|]. [The running glaze is typical|I collect these].",
                ),
            ),
            "fr": Voice(
                1, ("Le pied vient de Manises, près de Valence. Je vends des lampes anciennes.",)
            ),
        },
        how_known=("trade", "own"),
        where=("Manises", "Valencia"),
    ),
)
