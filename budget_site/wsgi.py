"""The site as a WSGI application."""

import os

from django.apps import apps
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "budget_site.settings")
application = get_wsgi_application()
for _app in apps.get_app_configs():  # what somebody would wait for is read before anybody asks
    getattr(_app, "warm", bool)()
