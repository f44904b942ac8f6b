"""The squares of a QR code, drawn within the page: no picture is fetched from anywhere."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

_BORDER = 4
"""White around it, as the standard asks for (ISO/IEC 18004)."""
_MASK = 3
"""One of the eight patterns laid over the squares. Every reader takes each of them off; to try which looks best takes as long as all sealing."""


def squares(text: str, title: str) -> SafeString:
    """`text` as SVG, dark on white whatever the colours of the page are."""
    code = qrcode.QRCode(border=_BORDER, mask_pattern=_MASK, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return format_html(
        '<svg class="qr" role="img" aria-label="{}" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        title, len(rows), len(rows), len(rows), len(rows), path,
    )  # fmt: skip
