"""Keys, focus and pointers: what the parts do in a real browser."""

import io
import re

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.components.conftest import opened

pytestmark = pytest.mark.browser


async def test_the_first_tab_stop_leads_into_the_content(pages: str, chromium: Browser) -> None:
    async with opened(chromium, f"{pages}/gallery/") as page:
        await page.keyboard.press("Tab")
        await expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("main")).to_be_focused()


async def test_a_slash_goes_to_the_search_but_not_from_a_field(gallery: Page) -> None:
    await gallery.keyboard.press("/")
    search = gallery.get_by_role("combobox", name="Search")
    await expect(search).to_be_focused()
    await expect(search).to_have_value("")
    await gallery.locator("#field-g_name").press_sequentially("a/b")
    await expect(gallery.locator("#field-g_name")).to_have_value("a/b")


async def test_a_dialog_takes_the_focus_and_gives_it_back(gallery: Page) -> None:
    opener = gallery.get_by_role("button", name="Dialog", exact=True)
    await opener.click()
    await expect(gallery.get_by_label("Name of the key")).to_be_focused()
    await gallery.keyboard.press("Escape")
    await expect(gallery.locator("#g-dialog")).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_a_drawer_closes_at_a_press_outside(gallery: Page) -> None:
    await gallery.get_by_role("button", name="Drawer").click()
    drawer = gallery.get_by_role("dialog", name="Filters")
    await expect(drawer).to_be_visible()
    await drawer.get_by_text("Chat, filters").click()
    await expect(drawer).to_be_visible()
    await gallery.mouse.click(100, 400)
    await expect(drawer).to_be_hidden()


async def test_a_menu_is_walked_with_the_keys(gallery: Page) -> None:
    opener = gallery.get_by_role("button", name="Your account")
    await opener.focus()
    await gallery.keyboard.press("Enter")
    items = gallery.get_by_role("menu", name="Your account").get_by_role("menuitem")
    await expect(items.first).to_be_focused()
    await expect(opener).to_have_attribute("aria-expanded", "true")
    await gallery.keyboard.press("ArrowUp")
    await expect(items.last).to_be_focused()
    await gallery.keyboard.press("s")
    await expect(items.filter(has_text="Settings")).to_be_focused()
    await gallery.keyboard.press("Escape")
    await expect(items.first).to_be_hidden()
    await expect(opener).to_be_focused()


async def test_a_menu_near_the_edge_stays_on_the_page(gallery: Page) -> None:
    opener = gallery.get_by_role("button", name="Steps", exact=True)
    await opener.evaluate(
        "button => Object.assign(button.style, { position: 'fixed', left: '60px', top: '200px' })"
    )
    await opener.click()
    await expect(gallery.get_by_role("menuitem", name="Edit")).to_be_focused()
    box = await gallery.get_by_role("menu", name="Steps", exact=True).bounding_box()
    assert 0 <= box["x"] < 60
    await gallery.keyboard.press("Escape")
    await opener.evaluate("button => button.removeAttribute('style')")


async def test_tabs_are_one_stop_and_move_with_arrows(gallery: Page) -> None:
    tabs = gallery.get_by_role("tablist", name="Channel").get_by_role("tab")
    await tabs.first.focus()
    await gallery.keyboard.press("ArrowLeft")
    await expect(tabs.last).to_be_focused()
    await expect(tabs.last).to_have_attribute("aria-selected", "true")
    assert await tabs.evaluate_all("all => all.map((tab) => tab.tabIndex)") == [-1, -1, 0]
    await expect(gallery.get_by_role("tabpanel", name="Clips")).to_be_visible()


async def test_a_password_is_shown_on_request(gallery: Page) -> None:
    field = gallery.locator("#field-g_password")
    await field.fill("a quiet night")
    await expect(field).to_have_attribute("type", "password")
    await gallery.get_by_role("button", name="Show password").click()
    await expect(field).to_have_attribute("type", "text")
    await expect(field).to_have_value("a quiet night")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("Night Shift", "night-shift"), ("  Über-Straße 7!", "uber-strasse-7"), ("ÅÄÖ ☂", "aao"), ("日本", "")],
)
async def test_an_address_writes_itself(gallery: Page, typed: str, slug: str) -> None:
    field = gallery.locator("#field-g_slug")
    await field.fill(typed)
    await field.blur()
    await expect(field).to_have_value(slug)


async def test_a_code_keeps_its_digits_alone(gallery: Page) -> None:
    await gallery.locator("#field-g_code").fill("12 34-5x67")
    await expect(gallery.locator(".ui-code-cells")).to_have_text("123456")


async def test_a_counter_tells_that_it_is_too_much_and_cuts_nothing(gallery: Page) -> None:
    field = gallery.locator("#field-g_title")
    await field.fill("x" * 61)
    await expect(gallery.locator("input + .ui-counter")).to_have_attribute("data-over", "true")
    assert len(await field.input_value()) == 61


async def test_copying_works_without_https(gallery: Page) -> None:
    await gallery.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    await gallery.evaluate(
        "document.addEventListener('copy', () => (window.copied = String(document.activeElement.value)))"
    )
    button = gallery.get_by_role("button", name="Copy link")
    await button.click()
    await expect(gallery.get_by_role("button", name="Copied")).to_be_visible()
    assert await gallery.evaluate("window.copied") == "https://live.example/night-shift"


async def test_a_broken_picture_gives_way_to_initials(gallery: Page) -> None:
    broken = gallery.locator(".ui-avatar", has_text="BP")
    await broken.scroll_into_view_if_needed()
    await expect(broken.locator("img")).to_have_count(0)


async def test_skeletons_are_as_large_as_what_comes(gallery: Page) -> None:
    await gallery.evaluate("document.fonts.ready")
    height = "words => words.getBoundingClientRect().height"
    real = gallery.locator(".ui-card-foot", has_text="Jupiter").first
    coming = gallery.locator("[aria-hidden] > .ui-card-foot").first
    assert await coming.evaluate(height) == pytest.approx(await real.evaluate(height), abs=0.5)


async def test_a_picture_is_cut_to_its_shape_before_it_is_sent(gallery: Page) -> None:
    picture = Image.new("RGB", (900, 300), "#104080")
    picture.paste("#ff3b5c", (300, 0, 600, 300))
    file = io.BytesIO()
    picture.save(file, "PNG")
    sent: list[bytes] = []

    async def take(route) -> None:
        sent.append(route.request.post_data_buffer)
        await route.fulfill(status=422, json={"error": True, "message": "This picture is too dark."})

    await gallery.route("**/nowhere", take)
    chooser = gallery.get_by_label("Profile picture")
    await chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": file.getvalue()})
    frame = gallery.get_by_role("application")
    await expect(frame.locator("img")).to_be_visible()
    await frame.press("ArrowLeft")
    await gallery.get_by_role("button", name="Use this part").click()
    await expect(gallery.get_by_text("This picture is too dark.")).to_be_visible()
    start = sent[0].index(b"RIFF")
    cut = Image.open(io.BytesIO(sent[0][start:]))
    assert cut.size == (512, 512)
    red, _, blue = cut.convert("RGB").getpixel((4, 256))
    assert red > 200 and blue < 140  # the middle third, moved a little to the left
    red, _, blue = cut.convert("RGB").getpixel((508, 256))
    assert red < 100 and blue > 100


async def test_a_wrong_kind_of_file_is_refused_before_it_is_sent(gallery: Page) -> None:
    chooser = gallery.get_by_label("Recording", exact=True)
    await chooser.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"})
    await expect(gallery.get_by_text("This kind of file cannot be used here.")).to_be_visible()


async def test_a_file_that_is_no_picture_is_refused(gallery: Page) -> None:
    chooser = gallery.get_by_label("Banner")
    await chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"not a picture"})
    await expect(gallery.get_by_text("This picture cannot be read. Try another file.")).to_be_visible()


async def test_without_a_server_a_line_says_so_and_fields_stay_usable(gallery: Page) -> None:
    await expect(gallery.locator(".ui-connection-words")).to_have_text("Reconnecting")
    await gallery.locator("#field-display_name").fill("typed while away")
    await expect(gallery.locator("#field-display_name")).to_have_value("typed while away")


async def test_theme_and_rail_are_kept(pages: str, chromium: Browser) -> None:
    async with opened(chromium, f"{pages}/gallery/", color_scheme="dark") as page:
        await expect(page.locator("html")).to_have_class(re.compile("dark"))
        await page.get_by_role("button", name="Light").first.click()
        await page.get_by_role("button", name="Fold the side bar").click()
        await page.reload()
        await expect(page.locator("html")).to_have_class(re.compile("light"))
        await expect(page.locator("html")).to_have_attribute("data-rail", "folded")


async def test_the_open_page_is_marked(gallery: Page) -> None:
    links = gallery.get_by_role("navigation", name="Main").get_by_role("link")
    await expect(links.filter(has_text="Gallery")).to_have_attribute("aria-current", "page")
    await expect(links.filter(has_text="Home")).not_to_have_attribute("aria-current", "page")


# Links in sentences are exempt (WCAG 2.2, 2.5.8), and boxes whose label is the target.
SMALL_TARGETS = """() => {
  const inputs = "input:not([type=file], [type=checkbox], [type=radio]), select, textarea";
  const controls = `a[href], button, summary, ${inputs}`;
  const exempt = "p, .ui-prose, .ui-row > .ui-link, .ui-choice-words, .ui-card-words, .ui-card-title";
  return [...document.querySelectorAll(controls)]
    .filter((element) => element.checkVisibility() && !element.closest(exempt))
    .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`);
}"""


@pytest.mark.parametrize("width", [360, 768])
async def test_a_small_screen_fits_and_its_targets_can_be_hit(
    pages: str, chromium: Browser, width: int
) -> None:
    async with opened(chromium, f"{pages}/gallery/", viewport={"width": width, "height": 780}) as page:
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        await expect(page.get_by_role("navigation", name="Quick ways")).to_be_visible()
        assert await page.evaluate(SMALL_TARGETS) == []


async def test_nothing_moves_for_those_who_ask_for_it(pages: str, chromium: Browser) -> None:
    async with opened(chromium, f"{pages}/gallery/", reduced_motion="reduce") as page:
        slow = await page.evaluate(
            "document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime > 1).length"
        )
        assert slow == 0
