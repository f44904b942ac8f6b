"""A mark in every place of a PDF that may tell something: none is left, the pages are."""

import io

import pikepdf
import pytest

from bihuan.foundation.files.vocabulary import FileKind as K
from tests.factories.pictures import MARK
from tests.foundation.files.telling import BYTES
from tests.foundation.files.test_places_in_films import box
from tests.foundation.files.test_places_in_packages import gone


def _pdf(about: str) -> bytes:
    made, held, name, of = pikepdf.new(), io.BytesIO(), pikepdf.Name, pikepdf.Dictionary
    page, rect = made.add_blank_page().obj, pikepdf.Array([0, 0, 10, 10])
    root, path = made.Root, f"C:\\{MARK}\\a.pdf"
    match about:
        case "trailer":
            made.trailer["/Other"] = MARK
        case "a figure":
            form = pikepdf.Stream(made, b"", Type=name.XObject, Subtype=name.Form, BBox=rect)
            form["/PTEX.FileName"], form["/PTEX.InfoDict"] = f"/home/{MARK}/a.pdf", of(Author=MARK)
            page.Resources = of(XObject=of(F=form))
        case "layers":
            layer = made.make_indirect(of(Type=name.OCG, Name="图层", Usage=of(CreatorInfo=of(Creator=MARK), User=of(Name=MARK))))
            root.OCProperties = of(OCGs=pikepdf.Array([layer]), D=of(Creator=MARK))
        case "threads":
            root.Threads = pikepdf.Array([made.make_indirect(of(I=of(Author=MARK)))])
        case "a signature":
            signed = made.make_indirect(of(Type=name.Sig, Name=MARK, Location=MARK, Contents=BYTES))
            page.Annots = pikepdf.Array([made.make_indirect(of(Subtype=name.Widget, Rect=rect, FT=name.Sig, T="签名", V=signed))])
        case "another file":
            page.Annots = pikepdf.Array(
                [
                    made.make_indirect(of(Subtype=name.Link, Rect=rect, A=of(S=name.GoToR, D=1, F=path))),
                    made.make_indirect(
                        of(Subtype=name.Link, Rect=rect, A=of(S=name.GoToR, D=1, F=of(Type=name.Filespec, F=f"/C/{MARK}/b.pdf", UF=path)))
                    ),
                ]
            )
        case "a second form":
            root.AcroForm = of(Fields=pikepdf.Array([]), XFA=made.make_stream(BYTES))
        case "a spider":
            root.SpiderInfo = of(C=MARK)
        case "a photograph of the newer kind":
            told = (
                box(b"jP  ", b"\r\n\x87\n")
                + box(b"ftyp", b"jp2 ")
                + box(b"jp2h", b"head")
                + box(b"uuid", bytes(16) + BYTES)
                + box(b"xml ", BYTES)
                + box(b"jp2c", b"PIXELS")
            )
            page.Resources = of(
                XObject=of(P=pikepdf.Stream(made, told, Type=name.XObject, Subtype=name.Image, Width=1, Height=1, Filter=name.JPXDecode))
            )
        case "pieces":
            page.PieceInfo = of(X=of(Private=made.make_stream(BYTES), LastModified="D:2026"))
        case "files of a page":
            page.AF = pikepdf.Array([made.make_indirect(of(Type=name.Filespec, F=path, UF=path, EF=of(F=made.make_stream(BYTES))))])
    made.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "about",
    (
        "trailer",
        "a figure",
        "layers",
        "threads",
        "a signature",
        "another file",
        "a second form",
        "a spider",
        "a photograph of the newer kind",
        "pieces",
        "files of a page",
    ),
)
def test_nothing_is_left_in_a_pdf(about: str) -> None:
    data = gone(_pdf(about), K.PDF)
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert len(opened.pages) == 1
        if about == "a photograph of the newer kind":
            assert opened.pages[0].Resources.XObject.P.read_raw_bytes().endswith(b"PIXELS")
        if about == "another file":
            assert str(opened.pages[0].Annots[0].A.F) == "a.pdf" and str(opened.pages[0].Annots[1].A.F.UF) == "a.pdf"
        if about == "layers":
            assert str(opened.Root.OCProperties.OCGs[0].Name) == "图层"
