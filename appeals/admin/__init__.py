"""The staff's pages for appeals: display and permissions; every step is a service's."""

from . import appeal as appeal
from . import people as people
