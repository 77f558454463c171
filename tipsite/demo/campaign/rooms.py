"""Appeals about rooms: walls, floors, windows and what is fixed to them."""

from tipsite.demo.campaign.records import DemoAppeal

ROOMS: tuple[DemoAppeal, ...] = (
    DemoAppeal(
        key="wallpaper-damask",
        unit="EU",
        scene="green-room",
        title="Green and gold wallpaper with pomegranates",
        kind="interior",
        region="europe",
        question="Where was this wallpaper sold, or in which building have you seen it?",
        known=(
            "Embossed paper with a green pomegranate in a pointed oval, on a gold ground. The "
            "pattern repeats about every 53 cm. One strip is hung a few millimetres too low. A "
            "dark wooden headboard stands in front of it."
        ),
        ruled_out="Two large German makers have told us that it is not in their pattern books.",
        alt_text=(
            "Yellowish wallpaper with a repeated green ornament: a pomegranate with a small crown "
            "above curled leaves, inside a pointed oval. A curved brown headboard at the lower "
            "edge."
        ),
        caption="The real colours may be cooler than in the picture.",
        subject="wallpaper-damask",
        seed=41,
        days_ago=61,
        updates=(
            (30, "Thank you for the first answers. Photographs of hotel rooms help us most."),
        ),
    ),
    DemoAppeal(
        key="wallpaper-circles",
        unit="EU",
        scene=None,
        title="Orange and brown wallpaper with rings",
        kind="interior",
        region="europe",
        question="Do you know a place where this wallpaper was still on the wall after 2010?",
        known=(
            "The pattern was probably printed in the early 1970s. The picture was taken after "
            "2010. At the lower right the paper is torn and grey plaster shows. A white cable "
            "hangs down."
        ),
        ruled_out="We do not need the maker: the pattern was sold in many countries.",
        alt_text=(
            "Wallpaper of the 1970s: rows of rounded orange squares with yellow, brown and cream "
            "rings inside. A white cable hangs across it; a piece of paper is torn off."
        ),
        caption="The torn place at the lower right is what makes this wall different.",
        subject="wallpaper-circles",
        seed=42,
        days_ago=47,
    ),
    DemoAppeal(
        key="wallpaper-clouds",
        unit="EU",
        scene="cloud-room",
        title="Blue wallpaper with clouds and stars",
        kind="interior",
        region="europe",
        question="Which shop sold this wallpaper, and in which years?",
        known=(
            "Paper wallpaper for a child's room: white clouds with a darker blue edge and small "
            "yellow stars. The skirting board below is wood, painted white, about 9 cm high."
        ),
        ruled_out="It is not in the catalogues of the three largest online shops since 2015.",
        alt_text=(
            "Light blue wallpaper with white clouds and small yellow stars. A seam runs down the "
            "middle; a white skirting board at the lower edge."
        ),
        caption="",
        subject="wallpaper-clouds",
        seed=43,
        days_ago=19,
    ),
    DemoAppeal(
        key="bathroom-tiles",
        unit="EU",
        scene=None,
        title="Peach bathroom tiles with water lilies",
        kind="interior",
        region="unknown",
        question="Who made or sold these tiles, and where were they used?",
        known=(
            "Glazed wall tiles of about 15 by 15 cm, peach-coloured. One row and one single tile "
            "carry a water lily above two waves, in brownish red. The single tile sits out of "
            "line, perhaps after a repair."
        ),
        ruled_out="",
        alt_text=(
            "A wall of square peach-coloured tiles with grey joints. One row of tiles shows a "
            "reddish water lily above two wavy lines; one more such tile sits lower down."
        ),
        caption="The bright spot is the camera's flash.",
        subject="bathroom-tiles",
        seed=44,
        days_ago=33,
        updates=((12, "Several people name a factory in western Türkiye. We are checking this."),),
    ),
    DemoAppeal(
        key="floor-tiles",
        unit="EU",
        scene=None,
        title="Cement floor tiles with blue and red stars",
        kind="interior",
        region="europe",
        question="Do you know a building with this floor and a crack like this one?",
        known="Cement tiles of 20 by 20 cm, worn along one side, with one crack across two tiles.",
        ruled_out="",
        alt_text=(
            "Floor tiles seen at an angle: blue eight-pointed stars around red stars, red rings "
            "where four tiles meet. The floor is worn, and a thin crack crosses two tiles."
        ),
        caption="",
        subject="floor-tiles",
        seed=45,
        status="closed",
        outcome="too_common",
        outcome_text=(
            "Tiles of this pattern were made by at least eleven workshops in four countries and "
            "are still made today. Thank you to everyone who sent pictures: they told us to look "
            "elsewhere."
        ),
        days_ago=142,
        updates=((120, "We now have pictures of 40 floors with this pattern, in four countries."),),
    ),
    DemoAppeal(
        key="power-socket",
        unit="EU",
        scene="hotel",
        title="Socket and switch in one frame",
        kind="building",
        region="europe",
        question="In which country was this frame with a large rocker switch sold?",
        known="Yellowed plastic, a two-pin socket with side contacts below one wide rocker switch.",
        ruled_out="The United Kingdom, Ireland, Italy, Denmark and Switzerland use other sockets.",
        alt_text=(
            "A cream-coloured upright frame on a greenish wall: a wide square switch at the top, "
            "a round two-pin socket with metal clips below."
        ),
        caption="",
        subject="power-socket",
        seed=46,
        status="closed",
        outcome="too_common",
        outcome_text=(
            "Two electricians and a wholesaler recognised the frame. It was sold in most of "
            "continental Europe for more than twenty years, so it cannot lead us to a place."
        ),
        days_ago=118,
    ),
    DemoAppeal(
        key="door-handle",
        unit="EU",
        scene="green-room",
        title="Brass lever handle on a long plate",
        kind="building",
        region="europe",
        question="Who made this handle, and which doors came with it?",
        known=(
            "The distance from the handle to the keyhole is about 11.5 cm. The veneer is dark "
            "brown."
        ),
        ruled_out="",
        alt_text=(
            "A brass-coloured door handle on a long rectangular plate with a keyhole, on a dark "
            "brown wooden door."
        ),
        caption="",
        subject="door-handle",
        seed=47,
        status="draft",
        days_ago=0,
    ),
    DemoAppeal(
        key="window-skyline",
        unit="EU",
        scene="hotel",
        title="View over roofs with an onion-domed tower",
        kind="view",
        region="europe",
        question="Which town has this tower and this striped chimney, seen from this side?",
        known=(
            "A square church tower with a lit clock and an onion dome, and to the left of it a "
            "tall chimney with three pale bands and a lamp. The window is on the third floor or "
            "higher."
        ),
        ruled_out="We have compared it with Salzburg, Maribor and Tallinn: it is none of these.",
        alt_text=(
            "View from a window at dusk: many roofs with some lit windows, a tall banded chimney "
            "on the left, a church tower with an onion dome and a clock on the right."
        ),
        caption="Taken at dusk. The bright patch in the left pane is a reflection of the room.",
        subject="window-skyline",
        seed=48,
        days_ago=26,
        updates=(
            (20, "The chimney may have been pulled down since. Older photographs are welcome."),
            (6, "Two towns are named again and again. We are comparing the lines of roofs."),
        ),
    ),
    DemoAppeal(
        key="carpet",
        unit="EU",
        scene="hotel",
        title="Red wool carpet with a border of rosettes",
        kind="textile",
        region="asia",
        question="Which workshop or town makes carpets with this border?",
        known=(
            "Red ground with small white flowers, a dark blue border with eight-pointed rosettes, "
            "cream stripes. The pile is wool and looks hand-knotted."
        ),
        ruled_out="A museum has told us that it is not Persian.",
        alt_text=(
            "Part of a red carpet with small pale flowers. Along its lower side runs a dark blue "
            "border with red and cream rosettes between cream stripes."
        ),
        caption="",
        subject="carpet",
        seed=49,
        days_ago=40,
    ),
)
