"""What an agency publishes: units, scenes, appeals, their crops, updates and translations, and the
people who work on them.
"""

from .appeal import Appeal as Appeal
from .appeal import Update as Update
from .approval import Approval as Approval
from .crop import Crop as Crop
from .crop import Rendition as Rendition
from .press_kit import PressKit as PressKit
from .showing import Showing as Showing
from .showing import ShownRendition as ShownRendition
from .statistics import StatisticsSnapshot as StatisticsSnapshot
from .translation import CropText as CropText
from .translation import Translation as Translation
from .translation import UpdateText as UpdateText
from .unit import Scene as Scene
from .unit import Unit as Unit
from .unit import User as User
