"""Every event and every file gets its athlete; what was there belongs to the embedded mode's own.

Ids are unique per athlete from here on, so streams hang on the event's row and files get a row
number. Both tables are made anew beside the old ones and filled from them.
"""

from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

OWN = UUID("8f6a2f4e-52d1-5c3b-9a41-1d0c7be3a001")  # as it was when this was written


class Migration(migrations.Migration):
    dependencies = [("store", "0001_events")]

    operations = [
        migrations.RenameModel("StreamsRow", "OldStreams"),
        migrations.AlterModelTable("OldStreams", "old_streams"),
        migrations.CreateModel(
            name="StreamsRow",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="streams",
                        serialize=False,
                        to="store.eventrow",
                    ),
                ),
                ("block", models.BinaryField()),
            ],
            options={"db_table": "activity_streams"},
        ),
        migrations.RunSQL(
            "INSERT INTO activity_streams (event_id, block) SELECT event.position, old.block "
            "FROM old_streams AS old JOIN event ON event.id = old.event_id"
        ),
        migrations.DeleteModel("OldStreams"),
        migrations.AddField(
            "EventRow",
            "athlete",
            models.UUIDField(default=OWN, editable=False),
            preserve_default=False,
        ),
        migrations.AlterField("EventRow", "id", models.UUIDField(editable=False)),
        migrations.AlterField("EventRow", "kind", models.CharField(max_length=40)),
        migrations.AlterField("EventRow", "at", models.DateTimeField()),
        migrations.AddConstraint(
            "EventRow",
            models.UniqueConstraint(fields=("athlete", "id"), name="event_once_an_athlete"),
        ),
        migrations.AddIndex(
            "EventRow",
            models.Index(fields=["athlete", "kind", "at"], name="event_of_a_kind"),
        ),
        migrations.RenameModel("FileRow", "OldFile"),
        migrations.AlterModelTable("OldFile", "old_file"),
        migrations.CreateModel(
            name="FileRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("athlete", models.UUIDField(editable=False)),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.TextField()),
                ("size", models.BigIntegerField()),
                ("outcome", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
            ],
            options={"db_table": "imported_file"},
        ),
        migrations.RunSQL(
            "INSERT INTO imported_file (athlete, sha256, name, size, outcome, reason) "
            f"SELECT '{OWN.hex}', sha256, name, size, outcome, reason FROM old_file"
        ),
        migrations.DeleteModel("OldFile"),
        migrations.AddConstraint(
            "FileRow",
            models.UniqueConstraint(fields=("athlete", "sha256"), name="file_once_an_athlete"),
        ),
    ]
