from django.db import migrations, models
from django.utils import timezone


def say_since_when(apps, schema_editor):
    """Those marked as closed before there was a step for it: nobody noted the day, so it is that of the upgrade."""
    apps.get_model('partnerships', 'Partnership').objects.filter(stage='closed').update(closed_on=timezone.localdate())


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0002_merged_organisations'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnership',
            name='closed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='partnership',
            name='closing_words',
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.RunPython(say_since_when, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('stage', 'closed')), models.Q(models.Q(('stage', 'closed'), _negated=True), ('closed_on', None)), _connector='OR'), name='partnership_closed_since_when'),
        ),
    ]
