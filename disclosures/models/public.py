"""What the public site reads, and nothing else: rows made of published bytes, with no key to any other table.

The public site's role in the database may read these tables alone. Written by disclosures.publishing.
"""

from django.db import models


class PublicEdition(models.Model):
    """One edition as the public may know of it; a withdrawn one keeps its notice."""

    token = models.CharField(max_length=40, blank=True)  # of its files, which are gone with the edition
    chain = models.CharField(max_length=80)
    district = models.CharField(max_length=50)  # code
    district_name = models.CharField(max_length=100)
    department = models.CharField(max_length=50, blank=True)
    department_name = models.CharField(max_length=100, blank=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=12)  # Edition.State
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # when its state last changed
    note = models.TextField(blank=True)
    notice = models.TextField(blank=True)  # why withdrawn or erased
    data_hash = models.CharField(max_length=64)
    manifest_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    manifest = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "公开目录"
        ordering = ["chain", "position"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="one_public_row_per_position")
        ]


class PublicEntry(models.Model):
    """Something that is found by a search of what can be read: a project, an indicator, a section."""

    class Kind(models.TextChoices):
        PROJECT = "project", "项目"
        INDICATOR = "indicator", "绩效指标"
        SECTION = "section", "说明"

    edition = models.ForeignKey(PublicEdition, models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    district = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=50, blank=True)
    department_name = models.CharField(max_length=100, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    lineage = models.UUIDField(null=True)
    title = models.TextField()
    text = models.TextField(blank=True)
    amount = models.DecimalField(max_digits=15, decimal_places=6, null=True)
    address = models.CharField(max_length=200)  # within the public site
    old = models.BooleanField(default=False)  # of a corrected edition: found by who asks for such

    class Meta:
        verbose_name = verbose_name_plural = "公开检索"
        ordering = ["edition", "pk"]
        indexes = [
            models.Index(fields=["district", "year"], name="entries_of_a_year"),
            models.Index(  # every search offers all sectors: read from here, not from each indicator
                fields=["sector"],
                condition=models.Q(kind="project", old=False) & ~models.Q(sector=""),
                name="sectors_to_choose_from",
            ),
        ]
