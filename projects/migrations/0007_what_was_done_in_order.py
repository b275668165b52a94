import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def put_in_order(apps, schema_editor):
    """Steps in the order of their moments; each judgement to the last step in which it was said."""
    ReviewEvent = apps.get_model("projects", "ReviewEvent")
    version, number = None, 0
    for event in ReviewEvent.objects.order_by("version", "at", "pk").iterator():
        version, number = event.version_id, number + 1 if event.version_id == version else 1
        ReviewEvent.objects.filter(pk=event.pk).update(number=number)
    for judgement in apps.get_model("projects", "Judgement").objects.all():
        said = ReviewEvent.objects.filter(
            version=judgement.version_id,
            frozen_hash=judgement.frozen_hash,
            before="performance_review",
            action__in=("approve", "reject", "return", "propose"),
        )
        judgement.event = said.order_by("number").last()
        judgement.save()


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0006_review_and_approval'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='judgement',
            options={'ordering': ['version', 'event__number'], 'verbose_name': '绩效审核意见', 'verbose_name_plural': '绩效审核意见'},
        ),
        migrations.AlterModelOptions(
            name='reviewevent',
            options={'ordering': ['version', 'number'], 'verbose_name': '办理记录', 'verbose_name_plural': '办理记录'},
        ),
        migrations.RemoveConstraint(
            model_name='assessmentfile',
            name='one_copy_of_each_file',
        ),
        migrations.RemoveConstraint(
            model_name='judgement',
            name='one_judgement_per_text',
        ),
        migrations.RemoveIndex(
            model_name='reviewevent',
            name='events_of_a_version',
        ),
        migrations.AddField(
            model_name='assessmentfile',
            name='removed_at',
            field=models.DateTimeField(null=True, verbose_name='移除时间'),
        ),
        migrations.AddField(
            model_name='assessmentfile',
            name='removed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='移除人'),
        ),
        migrations.AddField(
            model_name='feedbackthread',
            name='resolved_on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代'),
        ),
        migrations.AddField(
            model_name='internalthread',
            name='resolved_on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='event',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='judgement', to='projects.reviewevent'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='assessment_hash',
            field=models.CharField(blank=True, max_length=64, verbose_name='评估校验值'),
        ),
        migrations.AddField(
            model_name='reviewevent',
            name='number',
            field=models.PositiveIntegerField(default=0, verbose_name='次序'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='审核时间'),
        ),
        migrations.AddConstraint(
            model_name='assessmentfile',
            constraint=models.UniqueConstraint(condition=models.Q(('removed_at', None)), fields=('assessment', 'file_hash'), name='one_copy_of_each_file'),
        ),
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
    ]
