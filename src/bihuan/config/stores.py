"""Where the contents of files lie: the home folder, or an S3-compatible store (BIHUAN_S3_…, extra `s3`)."""

import os
from typing import Any

from bihuan.config.home import told_or_kept


def s3() -> dict[str, Any]:
    """What django-storages wants to know of the store; empty where none is set."""
    told = os.environ
    bucket = told.get("BIHUAN_S3_BUCKET", "")
    if not bucket:
        return {}
    return {
        "bucket_name": bucket,
        "endpoint_url": told.get("BIHUAN_S3_ENDPOINT", "") or None,
        "region_name": told.get("BIHUAN_S3_REGION", "") or None,
        "access_key": told.get("BIHUAN_S3_ACCESS_KEY", "") or None,
        "secret_key": told_or_kept("BIHUAN_S3_SECRET_KEY", told.get("BIHUAN_S3_SECRET_KEY", "")) or None,
        "location": told.get("BIHUAN_S3_PREFIX", "").strip("/"),
        "verify": told.get("BIHUAN_S3_CA", "") or None,
        "addressing_style": told.get("BIHUAN_S3_ADDRESSING", "path"),
    }
