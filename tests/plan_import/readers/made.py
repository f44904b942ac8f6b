"""Files made for the tests: whole ones and hostile ones, each built from nothing here."""

import io
import struct
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="' + R + '/officeDocument" Target="word/document.xml"/></Relationships>'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(body: str) -> str:
    """word/document.xml around a body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{body}</w:body></w:document>"
    )


def docx(body: str = "<w:p><w:r><w:t>关于整治的方案</w:t></w:r></w:p>", main: str = MAIN, types: str = "", **parts: str | bytes) -> bytes:
    """A docx with this body; further parts by name (`numbering` → word/numbering.xml)."""
    named = {f"word/{name}.xml": content for name, content in parts.items() if not name.startswith("_")}
    all_parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(main=main, more=types),
        "_rels/.rels": _RELS,
        "word/document.xml": document(body),
        **named,
    }
    return zipped(all_parts)


def with_parts(data: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The same package with parts added or replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**old, **parts})


def paragraph(text: str, list_id: int | None = None, depth: int = 0, style: str = "") -> str:
    """One paragraph, numbered or styled."""
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id is not None else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{styled}{number}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """One level of a list definition."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """numbering.xml with one definition."""
    return f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


OFFICIAL = (
    level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.") + level(3, "decimal", "（%4）")
)


def relations(*targets: tuple[str, str]) -> str:
    """document.xml.rels with external targets (type, address)."""
    rows = "".join(f'<Relationship Id="x{n}" Type="{R}/{t}" Target="{a}" TargetMode="External"/>' for n, (t, a) in enumerate(targets))
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def ole(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE container (sectors of 512 bytes, no mini stream: every stream is padded to 4096 bytes or more)."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def add(data: bytes) -> int:
        first = len(sectors)
        count = max((len(data) + 511) // 512, 1)
        for n in range(count):
            sectors.append(data[n * 512 : (n + 1) * 512].ljust(512, b"\0"))
            chains.append(first + n + 1 if n + 1 < count else 0xFFFFFFFE)
        return first

    placed = {name: (add(data.ljust(4096, b"\0")), max(len(data), 4096)) for name, data in streams.items()}
    names = list(placed)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if names else -1)]
    entries += [_entry(name, 2, *placed[name], -1, n + 2 if n + 1 < len(names) else -1) for n, name in enumerate(names)]
    directory = add(b"".join(entries).ljust((len(entries) + 3) // 4 * 512, b"\0"))
    fat_at, fat_count = len(sectors), (len(sectors) + 128) // 128 + 1
    fat = chains + [0xFFFFFFFD] * fat_count
    fat += [0xFFFFFFFF] * (fat_count * 128 - len(fat))
    table = struct.pack(f"<{len(fat)}I", *fat)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 16
        + struct.pack("<HHHHH6xIII4xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count, directory, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    )
    difat = [fat_at + n for n in range(fat_count)] + [0xFFFFFFFF] * (109 - fat_count)
    return (head + struct.pack("<109I", *difat)).ljust(512, b"\0") + b"".join(sectors) + table


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = -1) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<iii", -1, right, child)
    return raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1) + links + b"\0" * 36 + struct.pack("<IQ", start, size)


def doc(pieces: list[tuple[str, bool]], flags: int = 0, body: int | None = None) -> bytes:
    """A Word 97 file of these (text, compressed) pieces, without any properties."""
    text_at, blobs, table, at, position = 0x400, [], [], 0x400, 0
    bounds = [0]
    for text, compressed in pieces:
        raw = text.encode("cp1252") if compressed else text.encode("utf-16-le")
        at += at & 1
        blobs.append((at, raw))
        table.append(struct.pack("<HIH", 0, at * 2 | 0x40000000 if compressed else at, 0))
        position += len(text)
        bounds.append(position)
        at += len(raw)
    plc = struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(table)
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    main = bytearray(max(at, text_at + 512))
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 10, 0x0200 | flags)
    struct.pack_into("<i", main, 0x4C, position if body is None else body)
    struct.pack_into("<II", main, 0x9A + 8 * 33, 0, len(clx))
    for where, raw in blobs:
        main[where : where + len(raw)] = raw
    return ole({"WordDocument": bytes(main), "1Table": clx})


def pdf(pages: list[str], first: str = "") -> bytes:
    """A PDF whose pages have these content streams; /F1 is a CJK font taken by character code (UTF-16)."""
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {first} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
        " /DW 1000 /FontDescriptor 5 0 R >>",
        "<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        "/CapHeight 700 /StemV 80 >>",
    ]
    for n, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(out)
    rows = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def shown(text: str, x: int, y: int) -> str:
    """Drawing this text at this place of a page."""
    return f"BT /F1 16 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET "


def rtf(text: str, more: str = "") -> bytes:
    """A rich text file of code page 936 with this paragraph; `more` goes before it."""
    raw = "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))
    return (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}" + more + raw + r"\par}").encode("latin-1")
