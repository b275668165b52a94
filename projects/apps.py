from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "项目绩效目标表"

    def ready(self) -> None:
        from budget_site.operating import metrics
        from projects.jobs.counting import figures
        from projects.review import handed

        handed.connect()
        metrics.also(figures)

    def warm(self) -> None:
        """Read the dictionaries, which most commands do without and somebody's first save would wait for."""
        from projects.derived import pinyin
        from projects.rules.reading.divisions import named_in

        pinyin("预算")
        list(named_in("市"))
