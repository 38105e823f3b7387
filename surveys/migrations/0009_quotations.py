import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0008_comments_by_random_keys'),
    ]

    operations = [
        migrations.DeleteModel(name='Comment'),
        migrations.RenameModel(old_name='CommentAnew', new_name='Comment'),
        migrations.AlterField(
            model_name='comment',
            name='response',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='surveys.response'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('response', 'place'), name='comment_once_a_place'),
        ),
        migrations.AddField(
            model_name='round',
            name='comments_shared_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='Quotation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('place', models.SlugField(max_length=80)),
                ('text', models.TextField()),
                ('decision', models.CharField(choices=[('waiting', 'No decision yet'), ('released', 'Released'), ('in part', 'Released in part'), ('held', 'Held')], default='waiting', max_length=8)),
                ('marked', models.TextField(blank=True)),
                ('shown', models.JSONField(default=list)),
                ('reason', models.TextField(blank=True)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotations', to='surveys.round')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
    ]
