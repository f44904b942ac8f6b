"""The signature over an issued document's numbers; those issued before have none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_frozen")]
    operations = [
        migrations.AddField("document", "seal", models.JSONField(blank=True, null=True, verbose_name="数据清单签名")),
    ]
