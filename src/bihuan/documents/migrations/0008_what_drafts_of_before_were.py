"""Drafts that were changed before old values were kept beside them: what the book has of it (title, kind, day of the figures) is taken from
there, so that the register of a past moment tells them as it did. Their texts were never in the book: a past page shows the last."""

import json

from django.db import migrations

_TOLD = ("title", "kind", "as_of")


def fill(apps, schema_editor):
    replaced = apps.get_model("documents", "DocumentReplaced")
    known = set(apps.get_model("documents", "Document").objects.values_list("pk", flat=True))
    book = apps.get_model("audit", "Record").objects.filter(kind="document", action__in=("redraft_document", "take_back_draft")).order_by("position")
    for record in book.iterator():
        pairs = {name: record.changes.get(name) for name in _TOLD}
        was = {name: pair[0] for name, pair in pairs.items() if isinstance(pair, list) and len(pair) == 2}
        if was and record.row in known:
            replaced.objects.create(row_id=record.row, until=record.at, values=json.dumps(was, ensure_ascii=False))


class Migration(migrations.Migration):

    dependencies = [("documents", "0007_replaced_of_documents"), ("audit", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
