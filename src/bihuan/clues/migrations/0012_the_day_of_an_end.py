from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clues", "0011_steps_of_notes")]

    operations = [
        migrations.RemoveIndex(model_name="clueend", name="clue_ends_due"),
        migrations.RenameField(model_name="clueend", old_name="on", new_name="ends_on"),
        migrations.AddIndex(model_name="clueend", index=models.Index(fields=["state", "ends_on"], name="clue_ends_due")),
    ]
