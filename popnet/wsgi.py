"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "popnet.settings")
application = get_wsgi_application()

from popnet import making_ahead  # noqa: E402  (only now are there models)

making_ahead.begin()
