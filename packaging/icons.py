"""The application's mark in every size and format that systems ask for, drawn from one SVG: python icons.py FOLDER"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from system import ROOT

MARK = ROOT / "resources" / "icons" / "briefing.svg"
FILE_MARK = ROOT / "packaging" / "linux" / "briefing-library.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)


def main(folder: Path) -> None:
    """Write `briefing-SIZE.png`, `briefing-library-SIZE.png`, `briefing.ico`, `briefing.icns` and `dmg.png`."""
    from PIL import Image

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        for mark, name in ((MARK, "briefing"), (FILE_MARK, "briefing-library")):
            (folder / f"{name}-{size}.png").write_bytes(png(mark, size))
    for mark, name in ((MARK, "briefing"), (FILE_MARK, "briefing-library")):
        drawn = [Image.open(io.BytesIO(png(mark, size))) for size in WINDOWS_SIZES]
        drawn[-1].save(folder / f"{name}.ico", sizes=[image.size for image in drawn], append_images=drawn[:-1])
        Image.open(io.BytesIO(png(mark, 1024))).save(folder / f"{name}.icns")


def png(svg: Path, size: int) -> bytes:
    """The drawing at `size` pixels, as PNG."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    body = QByteArray()
    buffer = QBuffer(body)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub says bytes, which PySide6 refuses
    return bytes(body.data())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
