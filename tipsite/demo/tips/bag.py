"""What people say about the shopping bag."""

# ruff: noqa: E501
# A wording stays on one line, so that whoever knows the language reads it whole.

from tipsite.demo.tips.records import Claim, Voice

BAG: tuple[Claim, ...] = (
    Claim(
        "bag-solmara-porto",
        "shopping-bag",
        {
            "pt": Voice(
                9,
                (
                    "[Esse saco|Este saco|O saco] é da Solmara[, uma loja|, loja de coisas para casa|] no Porto, [perto do Bolhão|na zona da Trindade|na baixa]. [Fechou em 2012|Fechou há uns dez anos|Já não existe].",
                    "Saco da [antiga|velha] loja Solmara do Porto. [A minha mãe guardava-os todos|Ainda tenho um em casa|Comprávamos lá toalhas].",
                    "[Solmara, casa moda jogo|Casa Solmara], Porto. [Havia uma na baixa|Tinha duas lojas] [até 2012|até 2013|até à crise].",
                ),
            ),
            "en": Voice(
                11,
                (
                    "[That bag|This bag|The bag] is from Solmara, a [household shop|home and clothes shop|cheap department store] in Porto[, Portugal|]. [It closed around 2012|They shut about ten years ago|It is gone now].",
                    "Solmara was a shop in [Porto|Oporto|downtown Porto]. [I lived there|I studied there|We went every summer] and [had lots of these bags|remember the sun logo|these bags were everywhere].",
                    "[I'm sure|I am quite sure|99% sure] this is a Solmara bag from Porto in Portugal. [The logo has the sun over the sea|Same red handles|Sun and waves, red handles].",
                ),
            ),
            "es": Voice(
                4,
                (
                    "[Esa bolsa|La bolsa|Esta bolsa] es de Solmara, una tienda de [Oporto|Oporto (Portugal)]. [Cerró hace años|Creo que cerró en 2012|Ya no existe].",
                    "Solmara era una tienda [del centro de Oporto|de Oporto], [íbamos de compras desde Galicia|vendían ropa y cosas de casa].",
                ),
            ),
            "fr": Voice(
                4,
                (
                    "[Ce sac|C'est un sac qui] vient du magasin Solmara à Porto[, au Portugal|]. [Il a fermé vers 2012|Le magasin n'existe plus|Ma belle-mère y allait].",
                    "Sac Solmara, [magasin de Porto|un grand bazar à Porto]. [On y passait chaque été|J'en ai encore un à la cave].",
                ),
            ),
            "de": Voice(
                4,
                (
                    "[Die Tüte|Diese Tüte|Die Tasche] ist von Solmara, [einem Laden|einem Kaufhaus|einem Haushaltswarenladen] in Porto[, Portugal|]. [Gibt es seit ca. 2012 nicht mehr|Hat vor Jahren zugemacht].",
                    "Solmara war ein Geschäft in Porto[, nahe der Markthalle|, in der Innenstadt|]. [Meine Schwiegermutter hat noch so eine Tüte|Wir waren dort im Urlaub].",
                ),
            ),
            "nl": Voice(
                3,
                (
                    "[Deze tas|Die tas|Dat tasje] komt van Solmara, een winkel in Porto[, Portugal|]. [Is rond 2012 gesloten|Bestaat niet meer].",
                    "Solmara in Porto, [daar kochten we altijd handdoeken|zat in het centrum]. [Zelfde rode hengsels|De zon met golven herken ik].",
                ),
            ),
            "pl": Voice(
                2,
                (
                    "[Ta torba|Ta reklamówka] jest ze sklepu Solmara w Porto[ w Portugalii|]. [Mieszkałam tam w 2011|Sklepu już nie ma].",
                ),
            ),
        },
        how_known=("saw", "saw", "own", "web", ""),
        where=("Porto", "Porto, Portugal", "Oporto", "Porto (Bolhão)"),
        when=("2008-2012", "about 2010", "until 2012", "2011"),
    ),
    Claim(
        "bag-solmara-porto",
        "shopping-bag",
        {
            "en": Voice(
                1,
                (
                    "I worked at the till of Solmara in Porto from March 2007 until it closed in January 2012. Bags with cord handles came in autumn 2009, before that they had cut-out handles. The shop was two streets above the Bolhão market hall. We never sold online, so whoever had this bag was in the shop or knew someone who was. I kept two of them and can describe the print on the bottom if you ask me here.",
                ),
            ),
        },
        how_known=("trade",),
        where=("Porto, above the Bolhão market",),
        when=("autumn 2009 to January 2012",),
        is_framed=False,
    ),
    Claim(
        "bag-solmara-vigo",
        "shopping-bag",
        {
            "es": Voice(
                7,
                (
                    "[En Vigo|Aquí en Vigo] hubo [una Solmara|una tienda Solmara] [en el centro|cerca del puerto], [con esta misma bolsa|con bolsas iguales]. [Cerró antes que la de Oporto|Sobre 2010|Duró poco].",
                    "Solmara [también tenía tienda en Vigo|abrió en Vigo], Galicia. [La bolsa es igual|Mi madre compraba allí]. [En la bolsa ponía jogo, en portugués|La marca era portuguesa].",
                ),
            ),
            "en": Voice(
                3,
                (
                    "Solmara also had a [shop|branch] in Vigo, [Spain|Galicia], [near the harbour|not only in Portugal]. [Same bag|The bags were the same].",
                ),
            ),
        },
        how_known=("saw", "own", ""),
        where=("Vigo", "Vigo, Pontevedra"),
        when=("2009", "2008-2010"),
    ),
    Claim(
        "bag-beach-algarve",
        "shopping-bag",
        {
            "en": Voice(
                4,
                (
                    "Looks like [it is from a beach shop|one of those beach shops] in the Algarve[, maybe Lagos|, Lagos or Faro|]. [Just guessing|Not sure|I could be wrong].",
                ),
            ),
            "de": Voice(
                3,
                (
                    "[Sieht aus wie|Könnte sein:] ein Strandladen an der Algarve[, Lagos oder so|, vielleicht Faro|]. [Nur geraten|Bin nicht sicher].",
                ),
            ),
            "nl": Voice(
                2,
                (
                    "[Volgens mij|Ik denk] een strandwinkel in de Algarve[, Lagos misschien|]. [Gok|Niet zeker].",
                ),
            ),
        },
        how_known=("guess", "guess", ""),
        where=("Algarve", "Lagos"),
    ),
    Claim(
        "bag-brazil",
        "shopping-bag",
        {
            "en": Voice(
                3,
                (
                    "[Casa moda jogo is|The words are] Portuguese so [it could be Brazil|maybe from Brazil|check Brazil, Recife or Salvador].",
                ),
            ),
            "es": Voice(
                2,
                (
                    "[Es portugués|Está en portugués], [podría ser de Brasil|quizá de Brasil, Recife].",
                ),
            ),
        },
        how_known=("guess", "web"),
        where=("Brazil",),
    ),
)
