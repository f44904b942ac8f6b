"""The page of GB/T 9704-2012 in the units of a docx (domain.md F1). 1 mm = 56.69 twips (1/20 pt); sizes in half points."""

TWIPS = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Millimetres as whole twentieths of a point."""
    return round(millimetres * TWIPS)


PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
AREA_WIDTH, AREA_HEIGHT = 156.0, 225.0
LINES, CHARACTERS = 22, 28

LINE_PITCH = int(twips(AREA_HEIGHT) / LINES)
"""579 twips = 28.95 pt: the largest whole pitch of which 22 fit into 225 mm."""

SIZE_2, SIZE_3, SIZE_4 = 22.0, 16.0, 14.0
"""二号, 三号, 四号 in points."""

CHARACTER_PITCH = AREA_WIDTH / 25.4 * 72 / CHARACTERS
"""15.79 pt: width of one of 28 characters in 156 mm."""

CHARACTER = 314
"""One character of running text in twips: 16 pt less 0.3 pt, so that 28 fit into a line and justifying spreads them over it."""

CHARACTER_SPACE = round((CHARACTER_PITCH - SIZE_3) * 4096)
"""docGrid charSpace: what is added to a 16 pt character, in 1/4096 pt (negative)."""

RED = "FF0000"
BLACK = "000000"
THICK_RULE, THIN_RULE = 8, 6
"""Rules of the imprint in eighths of a point: 0.35 mm and 0.25 mm."""
