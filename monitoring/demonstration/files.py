"""Small pictures and documents as evidence, drawn here and marked as demonstration."""

import io
from dataclasses import dataclass

from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image, ImageDraw, ImageFont

from monitoring import evidence
from monitoring.evidence import StoredFile

WORD = "DEMONSTRIM"
SIZE = (480, 320)
SKY, GROUND, INK, PAPER = "#cfe3ea", "#9aa889", "#2b2b2b", "#fbfaf6"

# What a scene is made of: shape, colour, corners.
SCENES = {
    "road": [
        ("polygon", "#6f6f6f", [(190, 170), (290, 170), (420, 320), (60, 320)]),
        ("polygon", "#ffffff", [(236, 190), (244, 190), (252, 300), (228, 300)]),
    ],
    "lamp": [
        ("rectangle", "#444444", [(234, 90), (242, 290)]),
        ("ellipse", "#f5d76e", [(214, 60), (262, 108)]),
        ("rectangle", "#b9b2a3", [(0, 286), (480, 320)]),
    ],
    "school": [
        ("rectangle", "#d8c3a5", [(110, 120), (370, 280)]),
        ("polygon", "#8e5b4a", [(95, 120), (385, 120), (240, 60)]),
        ("rectangle", "#5b7f95", [(140, 150), (190, 200)]),
        ("rectangle", "#5b7f95", [(290, 150), (340, 200)]),
        ("rectangle", "#6b4f3a", [(220, 200), (260, 280)]),
    ],
    "park": [
        ("rectangle", "#6b4f3a", [(112, 190), (128, 260)]),
        ("ellipse", "#4f7a4f", [(70, 90), (170, 200)]),
        ("rectangle", "#6b4f3a", [(332, 200), (346, 260)]),
        ("ellipse", "#5d8a5d", [(292, 110), (386, 210)]),
        ("rectangle", "#8a6d4b", [(190, 232), (280, 242)]),
    ],
    "water": [
        ("rectangle", "#7d8b93", [(220, 120), (236, 280)]),
        ("rectangle", "#7d8b93", [(220, 120), (290, 134)]),
        ("polygon", "#3f88a5", [(280, 140), (292, 140), (298, 280), (274, 280)]),
    ],
    "waste": [
        ("rectangle", "#3f7a6a", [(90, 160), (180, 280)]),
        ("rectangle", "#b58b2a", [(200, 160), (290, 280)]),
        ("rectangle", "#5b7f95", [(310, 160), (400, 280)]),
    ],
}
OF_SECTOR = {
    "infrastructure": "road", "public-transport": "road", "youth": "lamp", "culture": "lamp",
    "education": "school", "social-care": "school", "employment": "school",
    "environment": "park", "sport": "park", "water-supply": "water", "waste": "waste",
}  # fmt: skip
FORMATS = {"road": "JPEG", "lamp": "PNG", "school": "JPEG", "park": "WEBP"}

DOCUMENTS = {
    "decision": ["Vendim i trilluar", "Një këshill që nuk ekziston e miratoi propozimin."],
    "handover": ["Akt i trilluar i marrjes në dorëzim", "Sasia: dhjetë nga dhjetë."],
    "budget": ["Tabelë e trilluar e buxhetit", "Planifikuar: 100", "Shpenzuar: 60"],
}


@dataclass(frozen=True)
class Drawer:
    """The stored files, to be cited many times."""

    scenes: dict[str, StoredFile]
    documents: dict[str, StoredFile]

    def take(self, kind: str, sector: str) -> StoredFile:
        """A document of this kind, or a picture that fits the sector."""
        return self.documents.get(kind) or self.scenes[OF_SECTOR.get(sector, "lamp")]


def fill_drawer() -> Drawer:
    """Draw everything and take it in as evidence, as if somebody had sent it."""
    return Drawer(
        {name: evidence.take_in(picture(name), name=f"{name}.jpg") for name in SCENES},
        {name: evidence.take_in(document(name), name=f"{name}.pdf") for name in DOCUMENTS},
    )


def picture(name: str) -> bytes:
    drawn = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle([(0, 240), SIZE], fill=GROUND)
    for shape, colour, corners in SCENES[name]:
        getattr(pen, shape)(corners, fill=colour)
    pen.rectangle([(0, 0), (SIZE[0], 40)], fill=PAPER)
    pen.text((SIZE[0] / 2, 20), WORD, fill=INK, anchor="mm", font=ImageFont.load_default(24))
    written = io.BytesIO()
    drawn.save(written, format=FORMATS.get(name, "JPEG"), quality=80)
    return written.getvalue()


def document(name: str) -> bytes:
    """One page of A5 with the mark in its head and a few lines below."""
    made = Pdf.new()
    page = made.add_blank_page(page_size=(420, 595))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    lines = [f"BT /F1 22 Tf 40 530 Td ({WORD}) Tj ET"]
    for place, line in enumerate(DOCUMENTS[name]):
        lines.append(f"BT /F1 13 Tf 40 {480 - 26 * place} Td ({line}) Tj ET")
    page.Contents = Stream(made, "\n".join(lines).encode("cp1252"))
    written = io.BytesIO()
    made.save(written, deterministic_id=True)
    return written.getvalue()
