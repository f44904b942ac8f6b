"""The two free Chinese fonts that the installation fetches where a machine has none (`tools/install.py`).

A PDF may leave its Chinese fonts to the machine. pdfium then takes signs without a size for nothing: words get lost when the text is read, and
previews stay white.
"""

import ctypes
from pathlib import Path

import pypdfium2.raw as pdfium

SHIPPED = Path(__file__).resolve().parents[1] / "fonts"
OF_THE_SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts/Type1", "/usr/share/X11/fonts/TTF")
"""Where pdfium looks by itself, and no longer does once it is told of other folders."""


_handed: list[object] = []  # pdfium keeps the address of what it was given, no copy


def let_pdfium_find(*folders: str) -> None:
    """Start pdfium anew with these folders of fonts. Nothing may be open."""
    paths = (ctypes.c_char_p * (len(folders) + 1))(*(one.encode() for one in folders), None)
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(paths, ctypes.POINTER(ctypes.POINTER(ctypes.c_char))))
    _handed[:] = [paths, config]
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(config)


if SHIPPED.is_dir():
    let_pdfium_find(str(SHIPPED), *OF_THE_SYSTEM)
