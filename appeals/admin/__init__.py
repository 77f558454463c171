"""The staff's pages for appeals: display and permissions; every step is a service's."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import appeal as appeal
from . import people as people

# The head of every page leads to what there is to do; tables need the room of a side bar.
admin.site.enable_nav_sidebar = False
# The staff zone has no public page to lead to.
admin.site.site_url = None
admin.site.index_title = _("Where to start")
