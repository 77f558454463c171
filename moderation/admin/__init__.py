"""The moderators', investigators' and auditors' pages: display and permissions; every act is a
service's.
"""

from . import leads as leads
from . import ledger as ledger
from . import triage as triage
