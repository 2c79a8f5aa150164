from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0003_erasing")]

    operations = [
        migrations.CreateModel(
            name="UploadRow",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("athlete", models.UUIDField(editable=False)),
                ("at", models.DateTimeField()),
                ("unit", models.CharField(blank=True, max_length=2)),
                ("state", models.CharField(max_length=10)),
                ("tries", models.IntegerField(default=0)),
                ("beat", models.DateTimeField(null=True)),
                ("done", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("reading", models.TextField(blank=True)),
                ("told", models.JSONField(default=list)),
            ],
            options={"db_table": "upload"},
        ),
        migrations.CreateModel(
            name="KeyRow",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("id", models.UUIDField(editable=False, unique=True)),
                ("athlete", models.UUIDField(editable=False)),
                ("name", models.TextField()),
                ("scopes", models.JSONField()),
                ("made", models.DateTimeField()),
            ],
            options={"db_table": "access_key"},
        ),
    ]
