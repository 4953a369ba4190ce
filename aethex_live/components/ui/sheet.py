"""Style sheets that only some pages need."""

import reflex as rx


def sheet(name: str) -> rx.Component:
    """Brings `assets/ui/NAME.css` to the page this is on. What every page needs is in layout/head.py."""

    class Sheet(rx.Fragment):
        def add_imports(self) -> dict[str, str]:
            return {"": f"$/public/ui/{name}.css"}

    return Sheet.create()
