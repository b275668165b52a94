"""What the district publishes: it composes volumes and editions of what projects draws."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "disclosures"
    verbose_name = "预算公开"

    def ready(self) -> None:
        from disclosures.beside import links
        from disclosures.publishing import clocks, resuming, state, waiting
        from projects import beside, public
        from projects.jobs.register import also_in
        from projects.jobs.sweeping import also
        from projects.review import errands

        beside.register(links)
        public.register(state.standing_in)
        errands.register(waiting.errands)
        also_in("disclosures.publishing.work")
        also_in("disclosures.publishing.previews")
        also(resuming.sweep)
        also(clocks.sweep)
