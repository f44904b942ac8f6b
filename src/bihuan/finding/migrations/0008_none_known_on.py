from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("finding", "0007_none_confirmed")]

    operations = [migrations.RenameField("noneconfirmed", "on", "known_on")]
