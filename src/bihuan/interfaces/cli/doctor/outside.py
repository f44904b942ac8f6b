"""What lies outside this machine: directories that vouch for people, the store of files, algorithms that were chosen."""

from collections.abc import Iterator

from bihuan.interfaces.cli.doctor.finding import BAD, WELL, Finding


def directories() -> Iterator[Finding]:
    """Are the settings right, and does each directory answer with a certificate that fits?"""
    from bihuan.foundation.accounts.directories.queries import faults, troubles

    for sentence in faults():
        yield Finding("统一认证", BAD, sentence)
    for which, trouble in troubles():
        yield Finding(f"统一认证 {which}", BAD if trouble else WELL, trouble or "连得上，证书有效")


def store() -> Iterator[Finding]:
    """Is the store of files there, where one is set?"""
    from django.conf import settings

    from bihuan.foundation.files.shelves import try_store

    if settings.BIHUAN_S3:
        trouble = try_store()
        yield Finding("文件存储", BAD if trouble else WELL, trouble or f"存储桶 {settings.BIHUAN_S3['bucket_name']} 能写能读")


def algorithms() -> Iterator[Finding]:
    """Are hash, signature and seal known here, and installed?"""
    from django.conf import settings

    from bihuan.foundation.kernel import Refused
    from bihuan.foundation.seals.suites import Suite

    chosen = Suite(settings.BIHUAN_HASH, settings.BIHUAN_SIGNATURE, settings.BIHUAN_SEAL)
    try:
        chosen.check()
        yield Finding("算法", WELL, f"摘要 {chosen.hash}，签名 {chosen.signature}，密封 {chosen.envelope}")
    except Refused as no:
        yield Finding("算法", BAD, no.sentence)
