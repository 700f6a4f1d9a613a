"""The yardstick of look-ups: the product's middleware before the pages of ``_peer_urls``."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
application = get_wsgi_application()
settings.ROOT_URLCONF = "benchmarks._peer_urls"
