"""The whole site in a thread, and the wait until nobody is being answered any more."""

import threading

from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread

PATIENCE = 60  # seconds; a hang, not a slow machine


class _CountingServer(ThreadedWSGIServer):
    """Knows how many connections are open, from the accept on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._changed = threading.Condition()
        self._open = 0

    def process_request(self, request, client_address):
        with self._changed:
            self._open += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self._changed:
                self._open -= 1
                self._changed.notify_all()

    def wait_until_quiet(self) -> None:
        """Returns when the last connection is closed.

        A save still on its way would find the test's rows gone, and on PostgreSQL hold the locks that
        emptying the tables waits for.
        """
        with self._changed:
            quiet = self._changed.wait_for(lambda: not self._open, PATIENCE)
        assert quiet, f"{self._open} connections still open: does the test close its pages?"


class SiteThread(LiveServerThread):
    """Serves on a free port, static files by WhiteNoise as in the field."""

    server_class = _CountingServer

    def __init__(self):
        super().__init__("localhost", static_handler=lambda application: application)
        self.daemon = True

    def begin(self) -> None:
        """Starts; raises what kept it from starting."""
        self.start()
        self.is_ready.wait()
        if self.error:
            raise self.error

    def wait_until_quiet(self) -> None:
        self.httpd.wait_until_quiet()
