from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("problems", "0015_versions_of_a_problem")]

    operations = [
        migrations.RenameField(model_name="lookbackdraw", old_name="closed_from", new_name="closed_from_on"),
        migrations.RenameField(model_name="lookbackdraw", old_name="closed_to", new_name="closed_to_on"),
    ]
