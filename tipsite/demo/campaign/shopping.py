"""Appeals about packaging and printed paper; pictures are drawn elsewhere."""

from tipsite.demo.campaign.records import DemoAppeal

SHOPPING: tuple[DemoAppeal, ...] = (
    DemoAppeal(
        key="shopping-bag",
        unit="NL",
        scene="journey",
        title="Shopping bag of a shop called Solmara",
        kind="bag",
        region="europe",
        question="In which towns did Solmara have shops, and when did it use this bag?",
        known=(
            "A white plastic bag with red cord handles, a rising sun over three waves, and the "
            "words “casa · moda · jogo”. They are Portuguese, and may be Galician."
        ),
        ruled_out="No company of this name is on the trade registers of Brazil or Angola today.",
        alt_text=(
            "A white plastic carrier bag with red handles and red edges: half an orange sun with "
            "rays over three blue waves, the name SOLMARA, and below it casa, moda, jogo."
        ),
        caption="The bag stands in front of a dark green sofa.",
        subject="shopping-bag",
        seed=61,
        days_ago=21,
        updates=(
            (17, "We received many answers within a day. Years and branches still help us."),
            (4, "Did the bag change over the years? Please look at the handles."),
        ),
    ),
    DemoAppeal(
        key="snack-packet",
        unit="NL",
        scene="kitchen",
        title="Packet of Krokita paprika crisps",
        kind="packaging",
        region="europe",
        question="Where and in which years was this packet sold?",
        known=(
            "Red and yellow foil, round crisps, about 25 cm high. No price and no date can be read."
        ),
        ruled_out="The design with a white star was not used before 2008.",
        alt_text=(
            "A crumpled red and yellow foil packet with the name KROKITA in red on a white star, "
            "the word PAPRIKA in green and a heap of round crisps, on a checked cloth."
        ),
        caption="",
        subject="snack-packet",
        seed=62,
        days_ago=10,
    ),
    DemoAppeal(
        key="biscuit-tin",
        unit="NL",
        scene="kitchen",
        title="Round biscuit tin with a village in snow",
        kind="packaging",
        region="europe",
        question="In which countries was this Holmgaard tin sold?",
        known="A round tin, about 22 cm wide. The word on the lid is an old Danish spelling.",
        ruled_out="",
        alt_text=(
            "A round biscuit tin: houses in snow under a dark blue sky around the side, a red lid "
            "with biscuits in a circle and the name Holmgaard."
        ),
        caption="",
        subject="biscuit-tin",
        seed=63,
        status="awaiting_approval",
        days_ago=1,
    ),
    DemoAppeal(
        key="bottle-label",
        unit="EU",
        scene=None,
        title="Green bottle of a herb liqueur",
        kind="packaging",
        region="europe",
        question="Where could one buy this liqueur?",
        known="LICOR DE ERVAS is Portuguese for herb liqueur. One corner of the label is torn off.",
        ruled_out="",
        alt_text=(
            "A green glass bottle with a cream label: a leaf in a ring, the name VELHA LIMA, and "
            "below it LICOR DE ERVAS, half a litre, 32 per cent. The upper right corner is torn."
        ),
        caption="",
        subject="bottle-label",
        seed=64,
        status="closed",
        outcome="country_found",
        outcome_text=(
            "A former shop assistant told us that the liqueur was sold in the north of Portugal "
            "only. The desk of that country has taken over."
        ),
        country_found="PT",
        days_ago=82,
    ),
    DemoAppeal(
        key="bus-ticket",
        unit="NL",
        scene="journey",
        title="Bus ticket of Transval, zone 2",
        kind="print",
        region="europe",
        question="Which town's buses used this ticket?",
        known=(
            "A paper ticket for one journey in zone 2, stamped at 14:52. The language is "
            "Portuguese."
        ),
        ruled_out="",
        alt_text=(
            "A creased paper ticket with green stripes: TRANSVAL, LINHA URBANA, zone 2, one "
            "journey, a bar code and a purple stamp, on a dark blue seat."
        ),
        caption="",
        subject="bus-ticket",
        seed=65,
        status="closed",
        outcome="identified",
        outcome_text=(
            "A collector of tickets named the town and the year of this print. The bus company "
            "confirmed both."
        ),
        days_ago=67,
        updates=((66, "The seat's pattern may help as well: dashes in red, yellow and green."),),
    ),
    DemoAppeal(
        key="wall-calendar",
        unit="NL",
        scene=None,
        title="Page of a Dutch wall calendar, October",
        kind="print",
        region="europe",
        question="Which shop or company gave away this calendar?",
        known=(
            "The days are in Dutch. A month of October that begins on a Thursday fits 2009, 2015 "
            "and 2020. The 15th is circled in blue."
        ),
        ruled_out="",
        alt_text=(
            "The lower part of a wall calendar for October with a lake above the days; the 15th "
            "is circled in blue pen and something is written beside it. The wall is rough and "
            "beige."
        ),
        caption="",
        subject="wall-calendar",
        seed=66,
        status="awaiting_approval",
        days_ago=2,
    ),
)
