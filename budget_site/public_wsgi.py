"""The public site as a WSGI application of its own: no session, no sign-in, no way to what is not public."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "budget_site.public_settings"
application = get_wsgi_application()
