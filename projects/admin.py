"""Tables can be looked up here by those who may see them, and changed by nobody: superusers included."""

from django.contrib import admin

from projects.models import Project, TableFramework, TableImport, TableVersion


class ReadOnly(admin.ModelAdmin):
    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).filter(pk__in=self.model.objects.visible_to(request.user))


@admin.register(Project)
class Projects(ReadOnly):
    list_display = ["position", "code", "district", "department", "year"]
    list_filter = ["year"]


@admin.register(TableVersion)
class TableVersions(ReadOnly):
    list_display = ["name", "number", "status", "project"]


@admin.register(TableFramework)
class TableFrameworks(ReadOnly):
    list_display = ["district", "year", "revision", "title"]


@admin.register(TableImport)
class TableImports(ReadOnly):
    list_display = ["filename", "district", "year", "imported_by", "imported_at", "undone_at"]
