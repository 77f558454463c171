"""What happens to appeals, step by step: drafting, crops, showing to an audience, two-person
publishing, the timeline, translations.
"""

from .cropping import add_crop as add_crop
from .cropping import edit_crop as edit_crop
from .cropping import remove_crop as remove_crop
from .cropping import replace_crop as replace_crop
from .drafting import draft_appeal as draft_appeal
from .drafting import edit_appeal as edit_appeal
from .press_kits import build_press_kit as build_press_kit
from .press_kits import sweep_press_kits as sweep_press_kits
from .publishing import approve_appeal as approve_appeal
from .publishing import require_intact as require_intact
from .publishing import return_appeal as return_appeal
from .publishing import submit_appeal as submit_appeal
from .publishing import withdraw_appeal as withdraw_appeal
from .scenes import order_scene as order_scene
from .showing import count_opening as count_opening
from .showing import make_showing as make_showing
from .showing_ends import revoke_showing as revoke_showing
from .showing_ends import sweep_showings as sweep_showings
from .timeline import approve_update as approve_update
from .timeline import propose_update as propose_update
from .timeline import refuse_update as refuse_update
from .translating import end_translation as end_translation
from .translating import release_translation as release_translation
from .translating import return_translation as return_translation
from .translating import submit_translation as submit_translation
from .translating import tell_appeal as tell_appeal
