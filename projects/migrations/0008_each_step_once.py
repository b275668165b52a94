import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0007_what_was_done_in_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('read', '读取文件'), ('take_in', '导入'), ('export', '导出'), ('examine', '规则检查'), ('compare', '项目间比较'), ('many', '批量办理')], max_length=20, verbose_name='类型'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='judgement', to='projects.reviewevent'),
        ),
        migrations.AlterField(
            model_name='reviewevent',
            name='number',
            field=models.PositiveIntegerField(verbose_name='次序'),
        ),
        migrations.AddConstraint(
            model_name='reviewevent',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='one_event_per_number'),
        ),
    ]
