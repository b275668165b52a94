"""Whether the site in this container is ready: the exit code for the container's health check."""

import sys
from urllib.error import URLError
from urllib.request import urlopen

try:
    sys.exit(urlopen("http://127.0.0.1:8000/health/ready", timeout=8).status != 200)
except URLError as error:
    sys.exit(f"not ready: {error}")
