"""QR codes as SVG."""

import io

import segno


def qr_code(text: str) -> str:
    """An SVG that scales to its box, black on white whatever the theme: scanners need the contrast."""
    file = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(file, kind="svg", border=3, dark="#000", light="#fff", omitsize=True, xmldecl=False, nl=False)
    return file.getvalue().decode()
