import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("problems", "0012_own_columns"),
    ]

    operations = [
        migrations.AddField(
            model_name="problem",
            name="corrected_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="立改委托人",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="asked_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="申请委托人",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="confirmed_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="确认委托人",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="verified_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="核验委托人",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="closed_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="销号委托人",
            ),
        ),
        migrations.AddField(
            model_name="problem",
            name="looked_back_for_person",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="回头看委托人",
            ),
        ),
    ]
