"""From a `CampaignFile` to its text, and the published JSON Schema."""

from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file.parts import PartOf
from bihuan.campaigns.rules.campaign_file.shape import FORMAT, CampaignFile
from bihuan.foundation.kernel import _

HEADER = _("# 闭环专项行动文件。可以直接编辑；各项含义见字段说明（bihuan campaign schema）。\n")


class _Dumper(yaml.SafeDumper):
    """Lists are indented under their name, and long texts stay on one line: easier to read and to compare."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        """Never a reference: a date that stands in two places is written twice, or the file could not be read back."""
        return True


def dump(file: CampaignFile) -> str:
    """The file as YAML; `load(dump(file)) == file`."""
    plain = PartOf(CampaignFile).plain(file)
    return HEADER + yaml.dump(plain, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


def _schema() -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:bihuan:campaign:{FORMAT}",
        "title": _("闭环专项行动文件"),
        **PartOf(CampaignFile).schema(),
    }


CAMPAIGN_SCHEMA: dict[str, Any] = _schema()
