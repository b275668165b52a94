from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0001_records_and_chains'),
    ]

    operations = [
        migrations.AlterField(
            model_name='trailrecord',
            name='action',
            field=models.CharField(choices=[('sign_in', '登录'), ('sign_in_failed', '登录失败'), ('sign_out', '退出'), ('locked_out', '账号锁定'), ('password', '更改密码'), ('account', '账号'), ('role', '任职'), ('place', '区划和部门'), ('setting', '设置'), ('export', '导出'), ('status', '流转'), ('delegation', '委托代办'), ('hand_over', '工作移交'), ('letter', '批复通知'), ('assessment', '事前绩效评估'), ('publication', '公开'), ('heads', '记下链头')], max_length=24, verbose_name='事项'),
        ),
    ]
