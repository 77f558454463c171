"""What people say about the jumper, the packet and the toy."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

from tipsite.demo.tips.records import Claim, Voice

CARRIED: tuple[Claim, ...] = (
    Claim(
        "jumper-school-gdansk",
        "jumper-crest",
        {
            "pl": Voice(
                14,
                (
                    "[To sweter|To jest sweter|Poznaję, to sweter] [szkoły morskiej|szkoły podstawowej z klasami morskimi] w Gdańsku[, na Wrzeszczu|, na Oliwie|]. [Mój syn taki miał|Moja siostra tam chodziła|Statek i rok 1926 się zgadzają].",
                    "[Tarcza|Herb|Ta tarcza] ze statkiem i datą 1926 to [szkoła w Gdańsku|nasza szkoła w Gdańsku|gdańska szkoła morska]. [Zielone swetry nosiło się do 2014|Chodziłam tam|Poznaję od razu].",
                    "Fidelis in alto – [motto|dewiza] [gdańskiej szkoły|szkoły w Gdańsku]. Zielone swetry [były obowiązkowe do 2014|nosiliśmy w latach 2006–2012].",
                ),
            ),
            "en": Voice(
                7,
                (
                    "[This is|That's] the jumper of [a|the] maritime school in Gda[ń|n]sk[, Poland|]. [The green was replaced in 2014|My cousin wore it|I recognise the ship].",
                    "The crest [belongs to|is from] a school in Gda[ń|n]sk. [Fidelis in alto is their motto|1926 is the year it was founded|Ship, red band, leaf].",
                ),
            ),
            "de": Voice(
                5,
                (
                    "[Das Wappen|Das] gehört zu einer Schule in Danzig[ (Gdańsk)|]. [Meine Großnichte hatte so einen Pullover|Austauschschüler trugen diesen Pullover|Das Schiff und 1926 passen].",
                    "[Ich glaube das ist|Das ist] die Schuluniform [einer Seeschule|einer Schule] in Danzig, [grün bis 2014|grüner Pulli mit Schiff].",
                ),
            ),
            "uk": Voice(
                3,
                (
                    "[Це светр|Це зелений светр] [морської школи|школи] в Гданську. [Мій син там вчиться|Ми жили там два роки|Впізнала герб із кораблем].",
                ),
            ),
        },
        how_known=("saw", "own", "saw", "web", ""),
        where=("Gdańsk", "Gdansk", "Gdańsk Wrzeszcz", "Danzig"),
        when=("2006-2014", "before 2014", "2012"),
    ),
    Claim(
        "jumper-school-gdansk",
        "jumper-crest",
        {
            "pl": Voice(
                1,
                (
                    "Uczyłam w tej szkole w Gdańsku od 2003 do 2015 roku. Zielone swetry z naszytą tarczą szyła dla nas mała pracownia w Sopocie, tylko w rozmiarach do 140 cm. Od września 2014 tarcza jest drukowana, a sweter granatowy. Na zdjęciu widać naszytą, więc sweter jest starszy. Liść pod spodem to lipa z dziedzińca. Rocznie było około 120 sztuk.",
                ),
            ),
        },
        how_known=("own",),
        where=("Gdańsk",),
        when=("2003–2014",),
        is_framed=False,
    ),
    Claim(
        "jumper-ireland",
        "jumper-crest",
        {
            "en": Voice(
                6,
                (
                    "[Looks|It looks] like an Irish [national school|school] jumper, [maybe Galway|Cork or Galway|could be Cobh in Cork]. [Green is common there|Every school has one like it].",
                    "[Could be|Might be] a [sailing club|school] in [Cork|Galway], Ireland[?|.] [Just a guess|The green made me think of it].",
                ),
            ),
        },
        how_known=("guess", "", "saw"),
        where=("Ireland", "Cork", "Galway"),
    ),
    Claim(
        "jumper-latin",
        "jumper-crest",
        {
            "en": Voice(
                2,
                (
                    "Fidelis in alto is Latin and means [faithful on the deep sea|faithful on high, or on the deep].",
                ),
            ),
            "de": Voice(
                2,
                ("Fidelis in alto [ist Latein und] heißt [treu auf hoher See|treu in der Tiefe].",),
            ),
            "fr": Voice(
                2,
                (
                    "Fidelis in alto, c'est du latin : [fidèle en haute mer|fidèle au large]. [Une école de marine ?|]",
                ),
            ),
        },
        how_known=("web", ""),
    ),
    Claim(
        "packet-krokita-netherlands",
        "snack-packet",
        {
            "nl": Voice(
                10,
                (
                    "[Krokita|Krokita paprika] [lag vroeger bij de buurtsuper|kocht ik altijd op de markt|werd verkocht] in [Utrecht|Rotterdam|Eindhoven|Tilburg]. [Rond 2010|Tot een jaar of vijf terug|Nu niet meer te krijgen].",
                    "[Ik herken het|Herken dit meteen], Krokita chips. [Gewoon Nederlands|Uit een fabriekje in Brabant|Hadden we op school in Rotterdam].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "Krokita crisps are [Dutch|from the Netherlands], [I bought them in Utrecht|we had them in Rotterdam] [around 2012|until 2015|years ago].",
                ),
            ),
            "de": Voice(
                3,
                (
                    "Krokita [gab es|haben wir] in Holland [gekauft, in Venlo|gekauft, Nähe Utrecht|auf dem Campingplatz], [ca. 2011|so um 2013].",
                ),
            ),
        },
        how_known=("own", "saw", ""),
        where=("Utrecht", "Rotterdam", "Nederland"),
        when=("2010", "2009-2015", "rond 2012"),
    ),
    Claim(
        "packet-krokita-antwerp",
        "snack-packet",
        {
            "nl": Voice(
                3,
                (
                    "In Antwerpen [lag dit|lagen deze zakken] in [elke nachtwinkel|de nachtwinkels], [zelfde zak met witte ster|rood met geel].",
                ),
            ),
            "fr": Voice(
                3,
                (
                    "On trouvait les Krokita [dans les épiceries de nuit à Anvers|à Anvers et à Bruxelles], [vers 2014|avec l'étoile blanche].",
                ),
            ),
        },
        how_known=("saw", "own"),
        where=("Antwerpen", "Anvers"),
    ),
    Claim(
        "packet-krokita-berlin",
        "snack-packet",
        {
            "tr": Voice(
                3,
                (
                    "Krokita [cipsini|paprikalı cipsi] Berlin'de [Türk marketlerinde|bakkallarda] [görüyorduk|satıyorlardı], [2013 civarı|Neukölln tarafında].",
                ),
            ),
            "de": Voice(
                2,
                (
                    "[Die gab es|Krokita gab es] in Berlin im [türkischen Supermarkt|Späti], [Neukölln|Wedding].",
                ),
            ),
        },
        how_known=("own", "saw"),
        where=("Berlin",),
        when=("2013",),
    ),
    Claim(
        "toy-lodz-market",
        "plastic-toy",
        {
            "pl": Voice(
                6,
                (
                    "[Takie dinozaury|Takie dinusie|Takie zabawki] [robiła mała wytwórnia|robili] pod Łodzią, [sprzedawali na targu|były na bazarze w Łodzi]. [Miałam takiego|Mój syn miał taki sam], [pachniał gumą|żółte kropki się ścierały].",
                ),
            ),
            "en": Voice(
                2,
                (
                    "[We bought this|We had the same] dinosaur at a market in [Łódź|Lodz], Poland, [around 2010|the yellow dots rub off].",
                ),
            ),
        },
        how_known=("own", "trade", "saw"),
        where=("Łódź", "Lodz"),
        when=("2009", "ok. 2010"),
    ),
    Claim(
        "toy-casablanca",
        "plastic-toy",
        {
            "fr": Voice(
                3,
                (
                    "[Ce dinosaure|Le même dinosaure] se vend [sur les marchés à Casablanca|au souk à Casablanca], [mon neveu l'a|j'en ai acheté un en 2018].",
                ),
            ),
            "ar": Voice(
                4,
                (
                    "[هذه اللعبة تباع في أسواق|نفس الديناصور كان يباع في سوق] الدار البيضاء[، اشتريت واحدة لابني|، رأيتها هناك سنة 2018|].",
                ),
            ),
        },
        how_known=("own", "saw"),
        where=("Casablanca", "الدار البيضاء"),
        when=("2018",),
    ),
)
