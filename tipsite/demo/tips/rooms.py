"""What people say about the view, the tiles and the wallpapers."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

from tipsite.demo.tips.records import Claim, Voice

ROOMS: tuple[Claim, ...] = (
    Claim(
        "skyline-goerlitz",
        "window-skyline",
        {
            "de": Voice(
                9,
                (
                    "[Das ist|Das müsste|Für mich ist das] Görlitz[, Blick auf die Altstadt|, von der polnischen Seite aus|]. [Der Schornstein ist inzwischen weg|Den Schornstein hat man 2016 gesprengt|Turm und Schornstein passen genau].",
                    "[Sieht nach Görlitz aus|Görlitz!|Ganz klar Görlitz]. [Habe da drei Jahre gewohnt|Der Turm mit der Zwiebelhaube|Ich sehe den Turm jeden Tag].",
                ),
            ),
            "pl": Voice(
                4,
                (
                    "[To chyba|To jest] Görlitz[ widziane|, widok] ze Zgorzelca. [Komin już rozebrali|Komin stał do 2016|Poznaję wieżę].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "[This is|I think it's|Looks like] G[ö|oe|o]rlitz in [eastern Germany|Saxony]. [The chimney was pulled down|I recognise the tower].",
                ),
            ),
        },
        how_known=("saw", "saw", "guess", ""),
        where=("Görlitz", "Goerlitz", "Zgorzelec"),
        when=("before 2016", "vor 2016"),
    ),
    Claim(
        "skyline-goerlitz",
        "window-skyline",
        {
            "de": Voice(
                1,
                (
                    "Ich war von 2009 bis 2013 Schornsteinfeger in Görlitz. Der gebänderte Schornstein gehörte zur alten Brauerei und wurde im Mai 2016 abgetragen. Turm rechts und Schornstein links in diesem Abstand sieht man nur von der Ostseite, ab dem dritten Stock, also von der polnischen Seite des Flusses, etwa 400 m entfernt. Dort stehen nur vier Häuser, die hoch genug sind, eines davon war eine Pension.",
                ),
            ),
        },
        how_known=("trade",),
        where=("Görlitz / Zgorzelec",),
        when=("vor Mai 2016",),
        is_framed=False,
    ),
    Claim(
        "skyline-lviv",
        "window-skyline",
        {
            "uk": Voice(
                5,
                (
                    "[Це Львів|Схоже на Львів|Мені здається, це Львів], [вид на старе місто|вежа церкви з годинником]. [Труба стоїть досі|Я там виросла].",
                ),
            ),
            "pl": Voice(
                3, ("[To wygląda na Lwów|Lwów, stare miasto], [wieża z zegarem|byłem tam w 2012].",)
            ),
            "en": Voice(
                2,
                (
                    "[Could this be Lviv in Ukraine?|Maybe Lviv in Ukraine.] The roofs [look the same|are like in my street].",
                ),
            ),
        },
        how_known=("saw", "guess", ""),
        where=("Львів", "Lviv", "Lwów"),
    ),
    Claim(
        "skyline-cluj",
        "window-skyline",
        {
            "ro": Voice(
                4,
                (
                    "[Pare|Cred că e] Cluj[-Napoca|], [văzut dinspre gară|se vede turnul]. [Coșul de fum era lângă fabrică|Am stat la hotel acolo].",
                ),
            ),
            "de": Voice(
                2,
                (
                    "[Vielleicht Klausenburg (Cluj)|Könnte Klausenburg in Rumänien sein]? [Die Dächer passen|War 2010 dort].",
                ),
            ),
        },
        how_known=("saw", "guess"),
        where=("Cluj", "Cluj-Napoca"),
    ),
    Claim(
        "tiles-izmir",
        "bathroom-tiles",
        {
            "tr": Voice(
                8,
                (
                    "[Bu fayans|Bu karolar|Bu banyo fayansı] İzmir'de [yapılıyordu|bir fabrikada üretiliyordu], [doksanlarda|90'lı yıllarda] [her evde vardı|çok satıldı|bizim evde de vardı].",
                    "Nilüferli fayans, [İzmir malı|İzmir fabrikasının]. [Babam fayans ustasıydı, çok döşedi|Yazlıkta aynısı var]. [1995 gibi|Şeftali rengi].",
                ),
            ),
            "de": Voice(
                3,
                (
                    "[Die Fliesen|Solche Fliesen] kommen aus Izmir, [mein Vater hat sie mitgebracht|haben wir in der Wohnung in der Türkei], [so 1995|aus den 90ern].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "[These tiles|The lily tiles] were made [in|near] [İzmir|Izmir], Turkey[, in the 1990s|]. [Our summer flat has them|Every holiday flat there has them].",
                ),
            ),
            "ar": Voice(
                2,
                ("هذا البلاط [تركي من إزمير|من صنع إزمير في تركيا]، [كان عندنا مثله|رأيته هناك].",),
            ),
        },
        how_known=("own", "trade", "saw"),
        where=("İzmir", "Izmir", "إزمير"),
        when=("1990s", "1995"),
    ),
    Claim(
        "tiles-casablanca",
        "bathroom-tiles",
        {
            "fr": Voice(
                3,
                (
                    "[On a|Nous avons] ce carrelage [dans l'appartement de mes parents à Casablanca|chez ma tante à Casablanca], [posé en 1998|années 90].",
                ),
            ),
            "ar": Voice(
                3,
                (
                    "[عندنا نفس الزليج|هذا الزليج موجود] في [بيت جدي في الدار البيضاء|شقق الدار البيضاء]، [من التسعينات|قديم].",
                ),
            ),
        },
        how_known=("own", "saw"),
        where=("Casablanca", "الدار البيضاء"),
    ),
    Claim(
        "circles-common",
        "wallpaper-circles",
        {
            "de": Voice(
                4,
                (
                    "[Die hatte meine Oma auch|So eine Tapete hatten wir], [in Kassel|in Hannover], [typisch 70er|1973]. [Gab es überall|Hatte damals jeder].",
                ),
            ),
            "nl": Voice(
                4,
                (
                    "[Dat behang hadden wij ook|Mijn oma had dit], [in Tilburg|in Groningen], jaren [zeventig|70]. [Iedereen had dat|Heel gewoon].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "[My grandparents had this|We had that wallpaper] in [Leeds|Hull] in the [seventies|70s]. [Very common|Everyone had it].",
                ),
            ),
            "fr": Voice(
                2,
                (
                    "[Ma grand-mère avait ce papier peint|On avait le même], [à Lille|à Metz], dans les années 70.",
                ),
            ),
        },
        how_known=("own", "saw", ""),
        when=("1970s", "1973"),
    ),
    Claim(
        "circles-hostel-wroclaw",
        "wallpaper-circles",
        {
            "pl": Voice(
                2,
                (
                    "[Ta tapeta|Taka tapeta] [była|wisiała] w hostelu we Wrocławiu[, przy dworcu|], [jeszcze w 2013|w 2012 roku], [oderwany kawałek też pamiętam|urwana w rogu].",
                ),
            ),
            "en": Voice(
                2,
                (
                    "I stayed in a hostel in Wroc[ł|l]aw in [2012|2013] that [still had this wallpaper|had this on one wall], [torn in the same place|with a torn corner].",
                ),
            ),
        },
        how_known=("saw",),
        where=("Wrocław",),
        when=("2012", "2013"),
    ),
    Claim(
        "clouds-lille",
        "wallpaper-clouds",
        {
            "fr": Voice(
                5,
                (
                    "[On l'a acheté|Papier peint acheté] [dans un magasin de bricolage près de Lille|à Lille], [en 2011|vers 2012]. [C'était pour la chambre du petit|Il en reste un rouleau].",
                ),
            ),
            "nl": Voice(
                2,
                (
                    "[Dit behang|Dat behang met wolkjes] kochten we net over de grens bij [Rijsel|Lille], [2012|een jaar of tien terug].",
                ),
            ),
        },
        how_known=("own",),
        where=("Lille",),
        when=("2011", "2012"),
    ),
    Claim(
        "damask-ghent",
        "wallpaper-damask",
        {
            "nl": Voice(
                4,
                (
                    "[Dit behang hing|Zulk behang zag ik] in een [pension|bed and breakfast] in Gent[, bij het station|], [in 2015|rond 2014]. [Ook zo'n houten hoofdeind|Precies dit patroon].",
                ),
            ),
            "fr": Voice(
                2,
                (
                    "[J'ai dormi|Nous avons dormi] dans une chambre d'hôtes à Gand avec [ce papier peint|ce motif], [en 2015|il y a longtemps].",
                ),
            ),
            "en": Voice(
                2,
                (
                    "We stayed in a guest house in Ghent, Belgium[, in 2015|], with [this wallpaper|exactly this pattern] [behind the bed|in the bedroom].",
                ),
            ),
        },
        how_known=("saw",),
        where=("Gent", "Ghent"),
        when=("2015",),
    ),
)
