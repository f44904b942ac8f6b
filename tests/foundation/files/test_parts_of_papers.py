"""Parts of office files and papers, one rule at a time: which attribute goes, which stays, what a paper keeps of its actions and names."""

import io
import zipfile
import zlib
from typing import Any

import pikepdf
import pytest

from bihuan.foundation.files.rules.cleaning import clean, cleaning, portable
from bihuan.foundation.files.rules.cleaning.cleaning import _inner, _kind_inside
from bihuan.foundation.files.rules.cleaning.packages import package
from bihuan.foundation.files.rules.cleaning.parts import clean_part, hidden_sheets, without_folders
from bihuan.foundation.files.rules.cleaning.portable import _filters, _parts, _unpacked, pdf
from bihuan.foundation.files.rules.cleaning.traces import Uncleanable
from bihuan.foundation.files.rules.refusals import DamagedFile, NotCleanable, ZipBomb
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace as T
from tests.plan_import.readers.made import zipped

MAC, UNIX = (f"/{folder}/" for folder in ("Users", "home"))

XML = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


@pytest.mark.parametrize(
    ("path", "name"),
    [("C:\\a\\b.doc", "b.doc"), (f"{MAC}a/b/", "b"), ("b", "b"), ("a/b\\c", "c"), ("\\\\", "x"), ("", "x"), ("a\\\\", "a")],
)
def test_a_path_is_the_name_of_its_file(path: str, name: str) -> None:
    assert without_folders(path) == name


W, X, P, D = "word/a.xml", "xl/a.xml", "ppt/a.xml", "Doc_0/a.xml"


@pytest.mark.parametrize(
    ("name", "before", "after", "told"),
    [
        (W, '<a author="Li" date="d" dateTime="t" id="1"/>', '<a author="*" id="1"/>', {T.REVISERS}),
        (W, '<a initials="L"/>', '<a initials="*"/>', {T.COMMENTERS}),
        (W, '<comment author="Li" date="d"/>', '<comment author="*"/>', {T.REVISERS, T.COMMENTERS}),
        (W, '<a date="d" rsidR="1"/>', '<a date="d"/>', {T.REVISERS}),
        (W, '<a dateUtc="d" n="1"/>', '<a n="1"/>', {T.TIMES}),
        (P, '<a dt="d" created="c" name="n"/>', '<a name="n"/>', {T.TIMES}),
        (X, '<person displayName="Li" userId="7"/>', '<person displayName="*" userId="*"/>', {T.COMMENTERS}),
        (X, '<a displayName="Li"/>', None, set()),
        (X, '<a userName="Li" dateTime="t"/>', '<a userName="*"/>', {T.AUTHOR, T.REVISERS}),
        (X, '<a refreshedBy="Li" refreshedDate="1" refreshedDateIso="2"/>', '<a refreshedBy="*"/>', {T.AUTHOR, T.TIMES}),
        (X, '<pageSetup id="rId1" n="1"/>', '<pageSetup n="1"/>', set()),
        (X, '<pageSetup n="1"/>', None, set()),
        (X, '<a dT="t"/>', "<a/>", {T.TIMES}),
        (W, "<a><rsids/><b/></a>", "<a><b/></a>", {T.REVISERS}),
        (W, "<a><attachedTemplate/></a>", "<a/>", {T.PATHS}),
        (W, "<a><docVars/></a>", "<a/>", {T.OTHER}),
        (W, "<a><mailMerge/></a>", "<a/>", {T.PATHS}),
        (W, "<a><docId/></a>", "<a/>", {T.OTHER}),
        (W, "<a><printerSettings/></a>", "<a/>", {T.DEVICE}),
        (W, "<a><dataBinding/></a>", "<a/>", {T.OTHER}),
        (X, "<a><absPath/></a>", "<a/>", {T.PATHS}),
        (X, "<a><customProperties/></a>", "<a/>", {T.OTHER}),
        (P, "<a><custData/></a>", "<a/>", {T.OTHER}),
        (D, "<a><Author>Li</Author></a>", "<a/>", {T.AUTHOR}),
        (D, "<a><Author/></a>", None, set()),
        (D, "<a><Creator>x</Creator><CreatorVersion/><CreationDate/><ModDate/><CustomDatas/></a>", "<a/>", {T.AUTHOR, T.OTHER, T.TIMES}),
        (D, '<a Creator="Li" LastModDate="d" CreationDate="d" ModDate="d"/>', '<a Creator="*"/>', {T.COMMENTERS, T.TIMES}),
        (D, "<Creator>x</Creator>", None, set()),
        (W, '<a b="C:\\d\\e.txt"/>', '<a b="e.txt"/>', {T.PATHS}),
        (W, f"<a b = '{MAC}x/e.txt'/>", '<a b="e.txt"/>', {T.PATHS}),
        (W, '<a b="\\\\host\\e.txt"/>', '<a b="e.txt"/>', {T.PATHS}),
        (W, '<a b="file:///x/e.txt"/>', '<a b="e.txt"/>', {T.PATHS}),
        (W, '<a b="/usr/x/e.txt"/>', None, set()),
        (W, '<a b="plain"/>', None, set()),
        (W, "<a><!-- told --></a>", "<a/>", {T.OTHER}),
        (W, "<a><?told x?></a>", "<a/>", {T.OTHER}),
        (W, "<a>plain</a>", None, set()),
        (W, '<permStart ed="Li" id="1"/>', '<permStart ed="*" id="1"/>', {T.COMMENTERS}),
        (W, '<permStart ed="*"/>', None, set()),
        (X, '<customWorkbookView name="Li – view" guid="{1}"/>', '<customWorkbookView name="{1}" guid="{1}"/>', {T.AUTHOR}),
        (X, '<customWorkbookView name="Li"/>', '<customWorkbookView name="*"/>', {T.AUTHOR}),
        (X, '<dbPr connection="Provider=x;Data Source=C:\\a; DRIVER=y"/>', '<dbPr connection="Provider=x; DRIVER=y"/>', {T.PATHS}),
        (X, '<dbPr connection="driver=y"/>', None, set()),
        ("ppt/tags/tag1.xml", '<tag name="A" val="told"/>', '<tag name="A" val=""/>', {T.OTHER}),
        (P, '<tag name="A" val="told" dt="1"/>', '<tag name="A" val="told"/>', {T.TIMES}),
        ("ppt/commentAuthors.xml", '<cm name="Li" initials="L" id="1"/>', '<cm name="*" initials="*" id="1"/>', {T.COMMENTERS}),
        ("ppt/authors.xml", '<cm name="Li" providerId="AD" userId="1"/>', '<cm name="*" providerId="*" userId="*"/>', {T.COMMENTERS}),
        (P, '<cm name="Li" initials="L"/>', '<cm name="Li" initials="*"/>', {T.COMMENTERS}),
        (W, '<a suggestedsigneremail="a" author="b"/>', '<a author="*"/>', {T.AUTHOR, T.REVISERS}),
        (W, '<a><instrText>LINK "C:\\\\a\\\\b.xls"</instrText></a>', '<a><instrText>LINK "b.xls"</instrText></a>', {T.PATHS}),
        (W, f'<a><delInstrText>LINK "{MAC}a/b.xls"</delInstrText></a>', '<a><delInstrText>LINK "b.xls"</delInstrText></a>', {T.PATHS}),
        (W, "<a><instrText>PAGE</instrText></a>", None, set()),
        (W, "<a><t>C:\\\\a\\\\b instr</t></a>", None, set()),
        (W, "<a><instrText/></a>", None, set()),
        (W, '<fldSimple instr="LINK C:\\a\\b.xls"/>', '<fldSimple instr="LINK b.xls"/>', {T.PATHS}),
        (W, '<fldSimple instr="PAGE"/>', None, set()),
        (
            X,
            "<c><authors><author>Li</author></authors><t>Li:\nyes Li:</t><t>No</t></c>",
            "<c><authors><author>*</author></authors><t>\nyes Li:</t><t>No</t></c>",
            {T.COMMENTERS},
        ),
        (X, "<c><author> Li </author><t>Li：yes</t><t>Liu:</t></c>", "<c><author>*</author><t>yes</t><t>Liu:</t></c>", {T.COMMENTERS}),
        (X, "<c><author/><t>:a</t></c>", None, set()),
        (W, "<c><author>Li</author><t>Li:</t></c>", None, set()),
    ],
)
def test_a_part_loses_what_tells_and_keeps_the_rest(name: str, before: str, after: str | None, told: set[T]) -> None:
    found: set[T] = set()
    out = clean_part(name, before.encode(), found, "a")
    assert (out == before.encode()) if after is None else (out == XML + after.encode())
    assert found == told
    wide = clean_part(name, ('<?xml version="1.0" encoding="UTF-16"?>' + before).encode("utf-16"), again := set(), "a")
    assert again == told and (after is None or wide == XML + after.encode())
    if after is not None:
        assert clean_part(name, before.encode(), {*T}, "a") == out, "whatever was told before"


def test_a_part_that_tells_nothing_is_not_even_read() -> None:
    assert clean_part(W, b"<broken", set(), "a") == b"<broken"
    with pytest.raises(DamagedFile):
        clean_part(W, b"<broken author", set(), "a")
    assert clean_part(W, b"<?xml version='1.0'?><a/>", set(), "a") == b"<?xml version='1.0'?><a/>"


def test_sheets_that_are_not_shown() -> None:
    book = '<w><sheet name="a"/><x:sheet xmlns:x="u" name="b" state="hidden"/><sheet name="c" state="veryHidden"/>'
    book += '<sheet state="hidden"/><sheet name="d" state="visible"/></w>'
    assert hidden_sheets(book.encode(), "a") == ["b", "c", ""] and hidden_sheets(b'<w><s name="e" state="hidden"/></w>', "a") == []


# ---- packages

TYPES = "<Types><Override PartName='/word/gone.xml'/><Override PartName='/word/a.bin'/></Types>"
RELS = '<R xmlns="r">{}</R>'


def packed(parts: dict[str, Any], inner: Any = lambda _name, data: (data, set())) -> tuple[dict[str, bytes], set[T]]:
    data, told = package(zipped(parts), K.DOCX, inner)
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        assert {one.date_time for one in read.infolist()} <= {(1980, 1, 1, 0, 0, 0)} and {one.compress_type for one in read.infolist()} <= {
            8
        }
        return {name: read.read(name) for name in read.namelist()}, told


def test_each_part_of_a_package_goes_its_way() -> None:
    asked: list[str] = []

    def inner(name: str, data: bytes) -> tuple[bytes, set[T]]:
        asked.append(name)
        return data.upper(), {T.PLACE}

    made = packed(
        {
            "word/a.bin": b"bin",
            "word/": b"",
            "word/b.XML": b"<a initials='x'/>",
            "word/c.VML": b"<a initials='x'/>",
            "word/d.vml": b"<br initials",
        },
        inner,
    )
    assert made[0] == {
        "word/a.bin": b"BIN",
        "word/b.XML": XML + b'<a initials="*"/>',
        "word/c.VML": XML + b'<a initials="*"/>',
        "word/d.vml": b"<br initials",
    }
    assert asked == ["word/a.bin"] and made[1] == {T.PLACE, T.COMMENTERS}
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    found, told = packed({"docProps/core.xml": b"told", "docProps/app.xml": b"told"})
    assert (
        found["docProps/core.xml"].startswith(head + b"<cp:coreProperties")
        and found["docProps/app.xml"].startswith(head + b"<Properties")
        and told == {T.AUTHOR, T.BODY}
    )
    with pytest.raises(DamagedFile):
        packed({"word/a.xml": b"<br initials"})


@pytest.mark.parametrize(
    ("link", "kept", "told"),
    [
        ('Type="x/image" Target="a.bin"', True, set()),
        ('Type="x/hyperlink" Target="https://example.test/a" TargetMode="External"', True, set()),
        ('Type="x/customXml" Target="none.xml"', False, set()),
        ('Type="x/customXml/" Target="/word/a.bin"', False, {T.OTHER}),
        ('Type="x/customXml" Target="a.bin" TargetMode="External"', True, set()),
        ('Type="x/image" Target="../DocProps/Custom.xml"', False, {T.OTHER}),
        ('Type="x/core-properties" Target="/docProps/core.xml"', True, {T.AUTHOR}),
        ('Type="x/core-properties" Target="a.bin"', False, {T.AUTHOR}),
        ('Type="x/extended-properties" Target="a.bin"', False, {T.AUTHOR}),
        ("", True, set()),
    ],
)
def test_a_relation_stays_where_its_part_does(link: str, kept: bool, told: set[T]) -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/_rels/d.xml.rels": RELS.format(f"<L {link}/>"), "word/a.bin": b"bin"}
    if "core" in link:
        parts["docProps/core.xml"] = "<a/>"
    if "Custom" in link:
        parts["docProps/custom.xml"] = "<a/>"
    found, traces = packed(parts)
    assert (
        (b"<L" in found["word/_rels/d.xml.rels"]) is kept
        and traces - {T.AUTHOR} == told - {T.AUTHOR}
        and (T.AUTHOR in traces) is (T.AUTHOR in told)
    )
    assert ("word/a.bin" in found) is not ("a.bin" in link and bool(told))


def test_a_path_in_a_relation_is_cut_to_the_name() -> None:
    link = f'<L Target="file:///C:{MAC}x/a.dotx" TargetMode="External"/><L Target="C:/b.dotx"/>'
    found, told = packed({"word/_rels/d.xml.rels": RELS.format(link)})
    assert (
        b'Target="a.dotx"' in found["word/_rels/d.xml.rels"]
        and b'Target="C:/b.dotx"' in found["word/_rels/d.xml.rels"]
        and told == {T.PATHS}
    )


# ---- the door


def test_what_a_kind_is_cleaned_by_and_how_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {K.TXT, K.MD} == cleaning.PLAIN and clean(b"a", K.MD).data == b"a" and clean(b"a", K.MD).traces == ()
    with pytest.raises(DamagedFile) as told:
        clean(b"a", K.RTF)
    assert told.value.facts == {"kind": K.RTF.label}
    for raised, refused in (
        (Uncleanable("x"), NotCleanable),
        (KeyError("x"), DamagedFile),
        (OverflowError("x"), DamagedFile),
        (ZipBomb(why="x"), ZipBomb),
    ):

        def broken(_data: bytes, raised: Exception = raised) -> Any:
            raise raised

        monkeypatch.setitem(cleaning._BY_BYTES, K.JPG, broken)
        with pytest.raises(refused):
            clean(b"a", K.JPG)
    monkeypatch.setitem(cleaning._BY_BYTES, K.JPG, lambda data: (data, {T.OTHER, T.PLACE}))
    assert clean(b"a", K.JPG).traces == tuple(one for one in T if one in (T.OTHER, T.PLACE))


def test_a_file_inside_is_cleaned_two_floors_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cleaning._BY_BYTES, K.PNG, lambda data: (b"clean", {T.PLACE}))
    monkeypatch.setitem(cleaning._BY_BYTES, K.GIF, lambda data: 1 / 0)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><metadata/></svg>'
    for deep in range(4):
        inner = _inner(deep)
        assert (
            inner("a.png", b"??") == (b"clean", {T.PLACE})
            and inner("a.gif", b"??") == (b"??", set())
            and inner("a.odd", b"??") == (b"??", set())
        )
        assert (inner("a.svg", drawing)[1] == {T.OTHER}) is (deep < 2)
        held = zipped({"[Content_Types].xml": '<T><O ContentType="wordprocessingml.main+xml"/></T>', "word/a.png": b"??"})
        out, told = inner("a.docx", held)
        assert (told == {T.PLACE}) is (deep < 2) and (out == held) is (deep >= 2)
    for raised in (ZipBomb(why="x"), MemoryError(), RecursionError()):

        def broken(_data: bytes, raised: Exception = raised) -> Any:
            raise raised

        monkeypatch.setitem(cleaning._BY_BYTES, K.PNG, broken)
        with pytest.raises(type(raised)):
            _inner(0)("a.png", b"??")
    metafile = b"\1\0\0\0".ljust(40, b"h") + b" EMF" + bytes(16) + b"\1\0\0\0\x50\0\0\0".ljust(20, b"\0") + b"ab"
    assert _inner(0)("a.png", metafile) == (metafile[:-2] + b"\0\0", {T.OTHER})
    assert _kind_inside("a.png", zipped({"OFD.xml": "<a/>"})) is K.OFD and _kind_inside("a.png", zipped({"a.txt": "a"})) is None


# ---- papers


def paper(build: Any, ways: Any = None, **saving: Any) -> tuple[pikepdf.Pdf, set[T]]:
    made, held = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    build(made)
    made.save(held, **saving)
    data, told = pdf(held.getvalue(), ways or {})
    return pikepdf.open(io.BytesIO(data)), told


OF, NAME = pikepdf.Dictionary, pikepdf.Name


@pytest.mark.parametrize("key", ["/Metadata", "/PieceInfo", "/LastModified", "/Thumb"])
def test_what_tells_of_anything_is_gone(key: str) -> None:
    told = {"/LastModified": T.TIMES, "/Thumb": T.THUMBNAIL}.get(key, T.OTHER)
    opened, found = paper(lambda made: made.pages[0].obj.__setitem__(key, "told"))
    assert key not in opened.pages[0].obj and found == {told} and paper(lambda made: None)[1] == set()


@pytest.mark.parametrize(
    ("note", "left", "told"),
    [
        (OF(Subtype=NAME.Text, Rect=[0, 0, 1, 1], T="Li", M="m", CreationDate="c", NM="n"), set(), {T.COMMENTERS, T.TIMES, T.OTHER}),
        (OF(Subtype=NAME.Widget, Rect=[0, 0, 1, 1], T="field"), {"/T"}, set()),
        (OF(Subtype=NAME.Link, Rect=[0, 0, 1, 1], M="m"), {"/M"}, set()),
        (OF(Subtype=NAME.Text, T="Li"), {"/T"}, set()),
        (OF(Rect=[0, 0, 1, 1], T="Li"), {"/T"}, set()),
        (OF(Usage=OF(CreatorInfo="Li")), {"/Usage"}, {T.AUTHOR}),
        (OF(Usage=1, User="Li"), {"/Usage"}, {T.AUTHOR}),
        (OF(User="Li"), {"/User"}, set()),
        (OF(CreatorInfo="x"), set(), {T.AUTHOR}),
        (OF({"/PTEX.FileName": "x", "/PTEXt": "y"}), {"/PTEXt"}, {T.AUTHOR}),
        (OF(FT=NAME.Sig, V="x"), {"/FT"}, {T.AUTHOR}),
        (OF(FT=NAME.Tx, V="x"), {"/FT", "/V"}, set()),
        (OF(AA="x", A="y"), {"/A"}, {T.INSIDE}),
        (OF(Subtype=NAME.FileAttachment, FS="x"), set(), {T.INSIDE}),
        (OF(Subtype=NAME.Text, FS="x"), {"/FS"}, set()),
        (OF(EF="x", F="a", UF="b", DOS="c", Mac="d", Unix="e", Desc="f", RF="g", K="h"), {"/K"}, {T.INSIDE}),
        (OF(Desc="f", RF="g"), {"/Desc", "/RF"}, set()),
        *(
            (OF(S=NAME(kind), JS="x", F="a", Win="b", Next="c", K="h"), {"/K"}, {T.INSIDE})
            for kind in ("/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/RichMediaExecute")
        ),
        (OF(S=NAME.URI, JS="x", Next="c"), {"/S", "/JS", "/Next"}, set()),
    ],
)
def test_what_a_note_a_field_or_an_action_keeps(note: Any, left: set[str], told: set[T]) -> None:
    for inside in (True, False):

        def build(made: pikepdf.Pdf, inside: bool = inside) -> None:
            made.pages[0].obj["/Held"] = pikepdf.Array([OF(X=note)]) if inside else made.make_indirect(OF(X=made.make_indirect(note)))

        opened, found = paper(build)
        held = opened.pages[0].obj["/Held"]
        after = (held[0] if inside else held)["/X"]
        assert set(after.keys()) - {"/Subtype", "/Rect"} == left and found == told


@pytest.mark.parametrize(
    ("spec", "key", "after"),
    [
        (OF(S=NAME.GoToR, F="C:\\a\\b.pdf"), "/F", "b.pdf"),
        (OF(Type=NAME.Filespec, F="/C/a/b.pdf"), "/F", "b.pdf"),
        (OF(Type=NAME.F, UF=f"{MAC}a/b.pdf"), "/UF", "b.pdf"),
        (OF(UF="u", DOS="C:/a/b"), "/DOS", "b"),
        (OF(UF="u", Unix=f"{UNIX}a/b"), "/Unix", "b"),
        (OF(UF="u", Mac="file:/a/b"), "/Mac", "b"),
        (OF(F="C:\\a\\b.pdf"), "/F", None),
        (OF(Type=NAME.Filespec, F="b.pdf"), "/F", None),
        (OF(Type=NAME.Filespec, F="/C"), "/F", None),
        (OF(S=NAME.GoToR, F=NAME("/C:")), "/F", None),
    ],
)
def test_where_another_file_lies_is_told_by_its_name(spec: Any, key: str, after: str | None) -> None:
    before = str(spec[key])
    opened, told = paper(lambda made: made.pages[0].obj.__setitem__("/Held", spec))
    assert str(opened.pages[0].obj["/Held"][key]) == (before if after is None else after) and told == (
        set() if after is None else {T.PATHS}
    )


@pytest.mark.parametrize("key", ["/OpenAction", "/AA", "/AF", "/Collection", "/Perms", "/DSS", "/SpiderInfo", "/Legal"])
def test_what_runs_or_lies_at_the_root_is_gone(key: str) -> None:
    opened, told = paper(lambda made: made.Root.__setitem__(key, OF(K="x")))
    assert key not in opened.Root and told == {T.INSIDE}
    opened, told = paper(lambda made: made.Root.__setitem__(key, pikepdf.Array([1])))
    assert (key in opened.Root) is (key == "/OpenAction") and (told == set()) is (key == "/OpenAction")


@pytest.mark.parametrize("key", ["/EmbeddedFiles", "/JavaScript", "/IDS", "/URLS"])
def test_lists_of_files_and_scripts_are_gone_and_others_stay(key: str) -> None:
    opened, told = paper(lambda made: made.Root.__setitem__("/Names", OF({key: OF(K="x"), "/Dests": OF(K="x")})))
    assert set(opened.Root.Names.keys()) == {"/Dests"} and told == {T.INSIDE}
    assert paper(lambda made: made.Root.__setitem__("/Names", pikepdf.Array([])))[1] == set()


def test_layers_threads_and_forms_name_nobody() -> None:
    def build(made: pikepdf.Pdf) -> None:
        made.Root.OCProperties = OF(D=OF(Creator="x", K=1), Configs=pikepdf.Array([OF(Creator="y"), 1, OF(K=2)]))
        made.Root.Threads = pikepdf.Array([OF(I=1, K=3), 7, OF(K=4)])
        made.Root.AcroForm = OF(XFA="x", Fields=pikepdf.Array([]))

    opened, told = paper(build)
    layers = opened.Root.OCProperties
    assert (
        told == {T.AUTHOR, T.INSIDE}
        and "/Creator" not in layers.D
        and "/Creator" not in layers.Configs[0]
        and int(layers.Configs[2].K) == 2
    )
    assert "/I" not in opened.Root.Threads[0] and int(opened.Root.Threads[2].K) == 4 and set(opened.Root.AcroForm.keys()) == {"/Fields"}
    for alone, trace in (("OCProperties", T.AUTHOR), ("Threads", T.AUTHOR)):
        one = OF(D=OF(Creator="x")) if alone == "OCProperties" else pikepdf.Array([OF(I=1)])
        assert paper(lambda made, one=one, alone=alone: setattr(made.Root, alone, one))[1] == {trace}
    odd = ((OF(OCProperties=1)), (OF(AcroForm=1)), (OF(Threads=OF(I=1))), (OF(AcroForm=OF(K=1))), (OF(OCProperties=OF(D=1))))
    for one in odd:
        assert paper(lambda made, one=one: [made.Root.__setitem__(key, one[key]) for key in list(one.keys())])[1] == set()


def test_a_paper_has_no_properties_and_no_earlier_version() -> None:
    opened, told = paper(lambda made: made.docinfo.__setitem__("/Author", "x"))
    assert "/Info" not in opened.trailer and told == {T.AUTHOR}
    assert paper(lambda made: made.trailer.__setitem__("/Other", 1))[1] == {T.OTHER}
    held = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    made.save(held)
    assert pdf(held.getvalue(), {})[1] == set() and pdf(held.getvalue() + b"\n%%EOF", {})[1] == {T.EARLIER}
    line = held.getvalue().replace(b"\n", b"\n%/Linearized\n", 1)
    assert pdf(line + b"\n%%EOF", {})[1] == set() and pdf(held.getvalue() + b"\n%" + b" " * 2048 + b"/Linearized\n%%EOF", {})[1] == {
        T.EARLIER
    }


def test_what_is_written_inside_is_found_forty_floors_down() -> None:
    one: Any = OF(K=1)
    for _floor in range(60):
        one = pikepdf.Array([one])
    assert len(list(_parts(one))) == 0
    for floors in (39, 40):
        one = OF(K=1)
        for _floor in range(floors):
            one = pikepdf.Array([one])
        assert len(list(_parts(pikepdf.Array([one])))) == (floors == 39)
    assert portable._DEEPEST == 40 and list(_parts(7)) == [] and len(list(_parts(OF(A=OF(B=OF()))))) == 3


@pytest.mark.parametrize("way", ["/Flate", None])
def test_a_photograph_in_a_paper_is_cleaned_by_its_innermost_packing(way: str | None) -> None:
    def build(made: pikepdf.Pdf) -> None:
        body, filters = (zlib.compress(b"photo"), [NAME("/FlateDecode"), NAME("/Way")]) if way else (b"photo", [NAME("/Way")])
        one = pikepdf.Stream(made, body)
        one.Filter = pikepdf.Array(filters)
        one.DecodeParms = pikepdf.Array([OF(A=1)] * (len(filters) - 1) + [OF(B=2)])
        made.pages[0].obj["/Held"] = one

    opened, told = paper(build, {"/Way": lambda data: (data + b"!", {T.PLACE})})
    one = opened.pages[0].obj["/Held"]
    assert one.read_raw_bytes() == b"photo!" and str(one.Filter) == "/Way" and told == {T.PLACE} and set(one.DecodeParms.keys()) == {"/B"}
    for quiet in (
        {"/Way": lambda data: (data + b"!", set())},
        {"/Other": lambda data: (b"", {T.PLACE})},
        {"/Way": lambda data: zlib.decompress(data)},
    ):
        opened, told = paper(build, quiet)
        assert b"!" not in opened.pages[0].obj["/Held"].read_raw_bytes() and told == set()


def test_how_a_stream_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        _filters(OF()) == []
        and _filters(OF(Filter=NAME.A)) == ["/A"]
        and _filters(OF(Filter=pikepdf.Array([NAME.A, NAME.B]))) == ["/A", "/B"]
    )
    assert (
        _unpacked(zlib.compress(b"abc"), "/FlateDecode") == _unpacked(zlib.compress(b"abc"), "/Fl") == b"abc"
        and portable._MOST_PHOTO == 200_000_000
    )
    with pytest.raises(ValueError, match="/LZW"):
        _unpacked(zlib.compress(b"abc"), "/LZW")
    monkeypatch.setattr(portable, "_MOST_PHOTO", 3)
    assert _unpacked(zlib.compress(b"abc"), "/Fl") == b"abc"
    with pytest.raises(ValueError, match="size"):
        _unpacked(zlib.compress(b"abcd"), "/Fl")


def test_how_a_photograph_is_unpacked_stays_where_it_is_said_of_it_alone() -> None:
    def parms(filters: Any, told: Any, body: bytes) -> set[str] | None:
        def build(made: pikepdf.Pdf) -> None:
            one = made.pages[0].obj["/Held"] = pikepdf.Stream(made, body)
            one.Filter, one.DecodeParms = filters, told

        opened, _told = paper(build, {"/Way": lambda data: (data + b"!", {T.PLACE})})
        one = opened.pages[0].obj["/Held"]
        assert one.read_raw_bytes() == b"photo!"
        return set(one.DecodeParms.keys()) if "/DecodeParms" in one else None

    assert parms(NAME("/Way"), OF(A=1), b"photo") == {"/A"}
    assert parms(pikepdf.Array([NAME("/Fl"), NAME("/Way")]), OF(A=1), zlib.compress(b"photo")) is None, "said of what was around it"
    assert parms(pikepdf.Array([NAME("/Way")]), pikepdf.Array([1]), b"photo") is None


NOT_FILMS = [K.JPG, K.PNG, K.GIF, K.TIF, K.WEBP, K.HEIC, K.WAV, K.MP3, K.AMR, K.BMP, K.PDF]
PAPERS = [K.DOC, K.WPS, K.XLS, K.ET, K.PPT, K.DPS, K.DOCX, K.XLSX, K.PPTX, K.OFD]


@pytest.mark.parametrize("kind", NOT_FILMS + PAPERS)
def test_what_is_none_of_its_kind_is_called_damaged(kind: K) -> None:
    with pytest.raises(DamagedFile) as told:
        clean(b"?", kind)
    assert told.value.facts == {"kind": kind.label}
