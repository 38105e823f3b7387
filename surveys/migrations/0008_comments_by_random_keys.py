import random
import uuid

import django.db.models.deletion
from django.db import migrations, models


def copy_in_no_order(apps, schema_editor):
    """Neither new ids nor the order of the rows say when a comment was written."""
    old, new = apps.get_model('surveys', 'Comment'), apps.get_model('surveys', 'CommentAnew')
    rows = list(old.objects.values_list('response_id', 'statement', 'text'))
    random.SystemRandom().shuffle(rows)
    new.objects.bulk_create(
        (new(response_id=response, place=statement, text=text) for response, statement, text in rows), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0007_follow_up'),
    ]

    operations = [
        migrations.CreateModel(
            name='CommentAnew',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.SlugField(max_length=80)),
                ('text', models.TextField()),
                ('may_be_quoted', models.BooleanField(default=False)),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.response')),
            ],
        ),
        migrations.RunPython(copy_in_no_order, elidable=True),
    ]
