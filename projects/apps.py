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
