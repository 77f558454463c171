"""Appeals about clothes, furnishings and things of daily use; pictures are drawn elsewhere."""

from tipsite.demo.campaign.records import DemoAppeal

BELONGINGS: tuple[DemoAppeal, ...] = (
    DemoAppeal(
        key="jumper-crest",
        unit="EU",
        scene=None,
        title="Green jumper with a ship on its crest",
        kind="clothing",
        region="europe",
        question="Which school, club or choir uses this crest?",
        known=(
            "A dark green knitted jumper. The stitched shield shows a sailing ship, the year 1926 "
            "on a red band, and a leaf. The words below are Latin: FIDELIS IN ALTO."
        ),
        ruled_out="No school in England or Scotland on the public registers uses this motto.",
        alt_text=(
            "A shield stitched on a dark green jumper: a white sailing ship on blue, a red band "
            "with the letters A D and 1926, a yellow leaf below, and the words FIDELIS IN ALTO."
        ),
        caption="The crest is about 7 cm wide.",
        subject="jumper-crest",
        seed=51,
        days_ago=24,
        updates=((9, "The year may be that of the school, or that of the town's harbour."),),
    ),
    DemoAppeal(
        key="care-label",
        unit="EU",
        scene=None,
        title="Washing label in two languages",
        kind="clothing",
        region="europe",
        question="Which maker uses a label with this order of signs and this size?",
        known="The text is in Italian and German. The size, 98 / 104, fits a child of about four.",
        ruled_out="",
        alt_text=(
            "A white label sewn into purple cloth: polyester and cotton in two languages, five "
            "washing signs, lines of small print that cannot be read, and the size 98 / 104."
        ),
        caption="",
        subject="care-label",
        seed=52,
        status="closed",
        outcome="country_found",
        outcome_text=(
            "Someone from the trade recognised the printing of the label. The garment was sold by "
            "markets in northern Italy. The unit of that country is taking the trail further."
        ),
        country_found="IT",
        days_ago=96,
    ),
    DemoAppeal(
        key="curtain",
        unit="EU",
        scene=None,
        title="Cream curtain with red poppies",
        kind="textile",
        region="europe",
        question="Have you had this curtain, or seen it in rented rooms?",
        known=(
            "Heavy cotton with large and small poppies on one stem. The pattern repeats every 50 "
            "cm."
        ),
        ruled_out="It is not from the two large furniture chains that sell in all of Europe.",
        alt_text="A cream curtain in deep folds, printed with red poppies on green stems.",
        caption="",
        subject="curtain",
        seed=53,
        days_ago=13,
    ),
    DemoAppeal(
        key="bedspread",
        unit="EU",
        scene="cloud-room",
        title="Patchwork bedspread with stars",
        kind="textile",
        region="unknown",
        question="Where was this bedspread sold?",
        known="Squares in blue, red, cream and check; some carry an eight-pointed star.",
        ruled_out="",
        alt_text=(
            "A quilted bedspread of squares in blue, red, cream and brown check; some squares "
            "carry an eight-pointed star."
        ),
        caption="",
        subject="bedspread",
        seed=54,
        status="withdrawn",
        outcome="withdrawn",
        outcome_text="We no longer need answers about this object. The picture has been removed.",
        days_ago=74,
    ),
    DemoAppeal(
        key="table-lamp",
        unit="EU",
        scene="green-room",
        title="Table lamp with a turquoise ceramic foot",
        kind="furniture",
        region="europe",
        question="Which pottery made this lamp foot, and where was the lamp used?",
        known=(
            "The foot is glazed turquoise with three dark lines; brown glaze runs down from its "
            "neck. The shade is pleated, yellowish, with a brown edge. The lamp is about 40 cm "
            "high."
        ),
        ruled_out="",
        alt_text=(
            "A lit table lamp: a wide pleated yellow shade on a round turquoise ceramic foot with "
            "dark lines and a brown neck, on a dark wooden table."
        ),
        caption="",
        subject="table-lamp",
        seed=55,
        days_ago=55,
        updates=((41, "A second picture shows that the foot has a small chip at the back."),),
    ),
    DemoAppeal(
        key="plastic-toy",
        unit="EU",
        scene="cloud-room",
        title="Green plastic dinosaur with orange plates",
        kind="toy",
        region="unknown",
        question="Who made this toy, and in which shops or markets was it sold?",
        known=(
            "Hollow soft plastic, about 20 cm long, with rubbed yellow spots. No mark can be seen."
        ),
        ruled_out="It is not a figure of the three best known makers of animal figures.",
        alt_text=(
            "A green plastic dinosaur with yellow spots and round orange plates along its back, "
            "on a striped rug."
        ),
        caption="",
        subject="plastic-toy",
        seed=56,
        days_ago=17,
    ),
    DemoAppeal(
        key="mug",
        unit="NL",
        scene="kitchen",
        title="Mug of a harbour festival in 2009",
        kind="other",
        region="europe",
        question="Which town held a harbour festival with this ship in 2009?",
        known="HAVNEFEST is Danish or Norwegian for harbour festival. The ship has three masts.",
        ruled_out="",
        alt_text=(
            "A cream mug with a brown rim and a blue print, partly worn: a ship with three masts, "
            "waves, the word HAVNEFEST and the year 2009."
        ),
        caption="",
        subject="mug",
        seed=57,
        status="closed",
        outcome="identified",
        outcome_text=(
            "Three people who had helped at the festival told us the town independently. The mug "
            "was given to 200 helpers only. This has moved the case forward. Thank you."
        ),
        days_ago=131,
        updates=((127, "We know the town now. Please do not send more answers about the mug."),),
    ),
    DemoAppeal(
        key="key-fob",
        unit="EU",
        scene="hotel",
        title="Brass key fob of a Hotel Almira, number 27",
        kind="other",
        region="unknown",
        question="Where is, or was, this Hotel Almira?",
        known=(
            "A round brass tag, about 5 cm wide, with two keys. At least nine hotels had this name."
        ),
        ruled_out="The hotels of this name in Spain and Mexico use plastic cards.",
        alt_text=(
            "A round brass tag on a ring with two keys, engraved HOTEL ALMIRA and 27, on a dark "
            "desk."
        ),
        caption="",
        subject="key-fob",
        seed=58,
        status="closed",
        outcome="identified",
        outcome_text=(
            "A former guest sent us a photograph of the same tag with another number. The hotel "
            "is known and was closed in 2014."
        ),
        days_ago=88,
    ),
    DemoAppeal(
        key="radio",
        unit="NL",
        scene="kitchen",
        title="Red portable radio, Ostara 300",
        kind="other",
        region="europe",
        question="In which countries was the Ostara 300 sold, and until when?",
        known=(
            "Red case, black handle, a scale from 88 to 108 MHz only, nine slots in front of the "
            "loudspeaker. The wall behind has white tiles with brown joints."
        ),
        ruled_out="",
        alt_text=(
            "A red portable radio with a black handle, nine slots on the left, a black scale with "
            "a red pointer, the words Ostara 300 and two white knobs, in front of white tiles."
        ),
        caption="",
        subject="radio",
        seed=59,
        days_ago=36,
        updates=((15, "The scale shows FM only. Did it exist with medium wave, too?"),),
    ),
)
