"""The squares of a QR code as the path of a drawing: for a page, a poster, a paper. No picture is fetched from anywhere."""

from dataclasses import dataclass

_BORDER = 4
"""White around it, as the standard asks for (ISO/IEC 18004)."""


@dataclass(frozen=True, slots=True)
class Squares:
    """`side` squares each way, the white border included; `path` fills the dark ones."""

    side: int
    path: str

    @property
    def svg(self) -> str:
        """The whole drawing, dark on white."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.side} {self.side}" shape-rendering="crispEdges">'
            f'<path fill="#fff" d="M0 0h{self.side}v{self.side}H0z"/><path fill="#000" d="{self.path}"/></svg>'
        )


def squares_of(text: str) -> Squares:
    """`text` as a code that a dirty or folded poster still gives back: a quarter of it may be lost (level Q)."""
    import qrcode  # not when the server starts

    code = qrcode.QRCode(border=_BORDER, error_correction=qrcode.constants.ERROR_CORRECT_Q)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return Squares(len(rows), path)
