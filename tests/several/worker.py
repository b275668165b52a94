"""`manage.py work`, whose editions are drawn within: documents take longer than what is tried here."""

import django

django.setup()

from projects.jobs.progress import Progress  # noqa: E402
from projects.jobs.worker import work  # noqa: E402
from tests.disclosures.publishing.quick import draw_all  # noqa: E402

if __name__ == "__main__":
    Progress.apart_all = draw_all
    work()
