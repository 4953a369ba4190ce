"""What the gallery needs to show states that change."""

import asyncio

import reflex as rx


class GalleryState(rx.State):
    """Nothing here leaves the gallery."""

    busy: bool = False
    saved: bool = False
    errors: dict[str, str] = {}
    form_error: str = ""
    slug_status: str = ""
    slug_error: str = ""
    notify: bool = True
    range: str = "week"
    sorted_by: str = "viewers"
    descending: bool = True
    page: int = 2
    secret: str = ""

    @rx.event
    async def work(self):
        """Be busy for two seconds."""
        self.busy = True
        yield
        await asyncio.sleep(2)
        self.busy = False

    @rx.event
    def save(self, form: dict):
        """Refuse an empty name; keep what was typed."""
        self.saved = False
        self.errors = {} if form.get("display_name") else {"display_name": "Give the channel a name."}
        self.form_error = "" if form.get("display_name") else "Nothing was saved yet: one field needs a look."
        self.saved = not self.errors

    @rx.event
    def check_slug(self, slug: str):
        """Pretend that `night-shift` is taken."""
        taken = slug == "night-shift"
        self.slug_error = "This address is taken. Try night-shift-live." if taken else ""
        self.slug_status = "" if taken or not slug else "Free"

    @rx.event
    def set_notify(self, value: bool):
        """Follow the switch."""
        self.notify = value

    @rx.event
    def set_range(self, value: str):
        """Follow the segments."""
        self.range = value

    @rx.event
    def sort(self, key: str):
        """Turn the order around, or sort by another column."""
        self.descending = not self.descending if key == self.sorted_by else False
        self.sorted_by = key

    @rx.event
    def previous(self):
        """A page back."""
        self.page = max(1, self.page - 1)

    @rx.event
    def next(self):
        """A page on."""
        self.page = min(4, self.page + 1)

    @rx.event
    def reveal(self):
        """Fetch the secret, as a real page would after a fresh password."""
        self.secret = "live_7Qm2c9XwTt4pZk1n"

    @rx.event
    def conceal(self):
        """Take the secret out of the browser again."""
        self.secret = ""

    @rx.event
    def uploaded(self, answer: dict):
        """Tell that it arrived."""
        return rx.toast.success("Uploaded.")
