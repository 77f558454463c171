"""What the staff makes of tips: triage and clusters, dispositions, leads, exports, and the audit
chain.
"""

from .audit import AuditEntry as AuditEntry
from .lead import Export as Export
from .lead import ExportedLead as ExportedLead
from .lead import Grade as Grade
from .lead import Handling as Handling
from .lead import Lead as Lead
from .lead import LeadSupport as LeadSupport
from .triage import Band as Band
from .triage import Cluster as Cluster
from .triage import Disposition as Disposition
from .triage import Triage as Triage
