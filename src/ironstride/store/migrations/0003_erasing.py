"""A table where the guards look whether an athlete is being erased; it is empty otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0002_athletes")]

    operations = [
        migrations.CreateModel(
            name="ErasingRow",
            fields=[("athlete", models.UUIDField(primary_key=True, serialize=False))],
            options={"db_table": "erasing"},
        ),
    ]
