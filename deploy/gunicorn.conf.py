"""How gunicorn serves either site; what differs between machines comes from the environment.

Chosen over granian by measurement: docs/benchmarks.md. Under systemd the socket is systemd's, so that a
restart refuses nobody; what is said of `bind` counts in a container.
"""

import os

from prometheus_client import multiprocess

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
# Each holds a database connection and more while its threads need them: no more than PostgreSQL has to give.
workers = int(os.environ.get("WEB_WORKERS", "") or min(2 * (os.cpu_count() or 1) + 1, 9))
threads = int(os.environ.get("WEB_THREADS", "") or 4)
worker_class = "gthread"
timeout = 120  # seconds: a worker that stands still so long is killed and replaced
graceful_timeout = 30  # seconds: what was begun is answered before a worker ends
keepalive = 75  # seconds, a little longer than nginx keeps its side
max_requests, max_requests_jitter = (
    20_000,
    2_000,
)  # a worker is replaced now and then: memory stays what it was
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # its heartbeat must not wait for a disk
control_socket_disable = True  # systemd is who tells it what to do
accesslog = None  # the site writes a line a request itself, with its name
forwarded_allow_ips = "*"  # who connects is nginx alone: the socket is not reached from outside


def child_exit(server, worker):
    """What a worker counted stays; what it was is forgotten."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        multiprocess.mark_process_dead(worker.pid)
