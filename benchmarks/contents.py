"""What the ground holds: desks, people, appeals with crops, and tips; made by the real services.

Runs in Django (in_django.py).
"""

import io
import random
import secrets
from itertools import islice

from django.contrib.auth.models import Group
from PIL import Image, ImageDraw

from appeals import crops, services
from appeals.contents import contents_sha256
from appeals.models import Appeal, Approval, Unit, User
from submissions.services import Draft, receive_tip

from .texts import tip_texts

APPEALS = 24
CROP_SIZE_PX = (800, 600)
# One desk's moderator, one of two desks, and an auditor, who sees every desk.
PEOPLE = {
    "publisher": ["EU"],
    "approver": ["EU"],
    "investigator": ["EU"],
    "moderator": ["EU"],
    "moderator-2": ["EU", "PL"],
    "auditor": [],
}


def fill() -> list[str]:
    """Make everything but tips; the codes of the appeals, all open."""
    units = {code: Unit.objects.create(code=code, name=f"Desk {code}") for code in ("EU", "PL")}
    people = {}
    for name, codes in PEOPLE.items():
        people[name] = User.objects.create_user(username=name, is_staff=True)
        people[name].groups.add(Group.objects.get(name=name.partition("-")[0]))
        people[name].units.set([units[code] for code in codes])
    User.objects.create_user(username="exporter", is_staff=True, is_superuser=True)
    return [
        # Every fourth belongs to the second desk.
        _open_appeal(
            number, people["publisher"], people["approver"], units["EU" if number % 4 else "PL"]
        )
        for number in range(APPEALS)
    ]


def send_tips(count: str, seed: str) -> int:
    """Receive tips as the public zone does, their triage announced to the queue; how many."""
    appeals = list(Appeal.objects.public())
    for number, text in enumerate(islice(tip_texts(int(seed)), int(count))):
        appeal = appeals[number % len(appeals)]
        receive_tip(appeal.code, Draft(text, basis="saw"), token=secrets.token_urlsafe(16))
    return int(count)


def _open_appeal(number: int, author: User, approver: User, unit: Unit) -> str:
    draft = Appeal(
        unit=unit,
        title=f"Wallpaper with birds, pattern {number}",
        question="Where was this wallpaper sold, and when?",
        known="The pattern repeats after about half a metre.",
        ruled_out="Two large makers do not know it.",
    )
    appeal = services.draft_appeal(draft, by=author)
    picture = crops.read_picture(_picture(number))
    services.add_crop(appeal, picture=picture, alt_text="Birds on a branch", by=author)
    services.submit_appeal(appeal, by=author)
    services.approve_appeal(
        appeal, seen=contents_sha256(appeal), checks=Approval.Check.values, by=approver
    )
    return appeal.code


def _picture(number: int) -> io.BytesIO:
    chance = random.Random(number)
    image = Image.new("RGB", CROP_SIZE_PX, "#8a6f52")
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, size = chance.randrange(750), chance.randrange(550), chance.randrange(10, 60)
        draw.ellipse((x, y, x + size, y + size), fill=f"#{chance.randbytes(3).hex()}")
    file = io.BytesIO()
    image.save(file, "PNG")
    file.seek(0)
    return file
