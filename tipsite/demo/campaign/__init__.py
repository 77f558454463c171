"""What the demonstration campaign shows: invented units, scenes and appeals; it loads nothing."""

from tipsite.demo.campaign.belongings import BELONGINGS
from tipsite.demo.campaign.records import DemoAppeal, DemoScene, DemoTranslation, DemoUnit
from tipsite.demo.campaign.rooms import ROOMS
from tipsite.demo.campaign.shopping import SHOPPING
from tipsite.demo.campaign.translations import TRANSLATIONS

__all__ = [
    "APPEALS",
    "SCENES",
    "TRANSLATIONS",
    "UNITS",
    "DemoAppeal",
    "DemoScene",
    "DemoTranslation",
    "DemoUnit",
]

UNITS: tuple[DemoUnit, ...] = (
    DemoUnit("EU", "Object tracing desk, European demonstration unit", ""),
    DemoUnit("NL", "Object tracing desk, Dutch demonstration unit", "NL"),
)

SCENES: tuple[DemoScene, ...] = (
    DemoScene("green-room", "Room with green wallpaper", "EU"),
    DemoScene("cloud-room", "Room with cloud wallpaper", "EU"),
    DemoScene("kitchen", "Kitchen with the red radio", "NL"),
    DemoScene("hotel", "Rented room, probably a hotel", "EU"),
    DemoScene("journey", "Things carried on a journey", "NL"),
)

# Oldest first, so that the codes rise with the day of publication.
APPEALS: tuple[DemoAppeal, ...] = tuple(
    sorted((*ROOMS, *BELONGINGS, *SHOPPING), key=lambda appeal: -appeal.days_ago)
)
