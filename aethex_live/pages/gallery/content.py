"""Cards, tables, tabs, numbers and small signs in their states."""

from urllib.parse import quote

import reflex as rx

import aethex_live.components.ui as ui
from aethex_live.pages.gallery.samples import sample, section
from aethex_live.pages.gallery.state import GalleryState

PEOPLE = [
    ("Night Shift", "1,204", "412", "3 h ago"),
    ("Lena Orbit", "84", "1,921", "yesterday"),
    ("Tiny Forge", "0", "12", "never"),
]


def type_and_icons() -> rx.Component:
    """Headings, running text, numbers, icons."""
    names = (
        "radio",
        "heart",
        "bell",
        "settings",
        "shield",
        "scissors",
        "gift",
        "message_square",
        "eye",
        "users",
    )
    return section(
        "Type",
        rx.el.p("Good evening, Mara", class_name="ui-heading ui-display"),
        sample(
            "ui-h1, ui-h2, ui-h3",
            rx.el.span("Page", class_name="ui-heading ui-h1"),
            rx.el.span("Section", class_name="ui-heading ui-h2"),
            rx.el.span("Panel", class_name="ui-heading ui-h3"),
        ),
        rx.el.div(
            rx.el.p(
                "Running text is Inter, 16 px, muted, and never wider than 68 characters. ",
                ui.link("Links", href="/gallery"),
                " are underlined.",
            ),
            rx.el.h3("A heading inside it"),
            rx.el.ul(rx.el.li("Saira for headings"), rx.el.li("JetBrains Mono for every number that moves")),
            class_name="ui-prose",
        ),
        rx.el.div(class_name="ui-divider"),
        rx.el.div("or", class_name="ui-or"),
        sample("ui.icon", *[ui.icon(name, size=20) for name in names], ui.spinner()),
        sample(
            "ui-num", rx.el.span("1,204", class_name="ui-num"), rx.el.span("00:24:10.5", class_name="ui-num")
        ),
    )


def signs() -> rx.Component:
    """Badges, dots, avatars, keys."""
    tones = ("neutral", "signal", "live", "warn", "good", "reward")
    return section(
        "Signs",
        sample(
            "ui.badge",
            *[ui.badge(tone.capitalize(), tone=tone) for tone in tones],
            ui.badge("Staff", tone="signal", icon_name="shield"),
        ),
        sample(
            "ui.live_badge, ui.status_dot, ui.verified_mark, ui.keyboard_key",
            ui.live_badge(),
            ui.live_badge(False),
            ui.status_dot("All is well", "good", pulsing=True),
            ui.status_dot("Late frames", "warn"),
            ui.status_dot("Offline", "neutral"),
            rx.el.span("Mara Voss ", ui.verified_mark()),
            ui.keyboard_key("/"),
        ),
        sample(
            "ui.avatar",
            *[ui.avatar("Mara Voss", size=size) for size in ("xs", "s", "m", "l", "xl")],
            ui.avatar("Night Shift", live=True, size="l"),
            ui.avatar("Broken Picture", "/gallery/none.png", size="l"),
            ui.avatar("lena", picture("#173a5e", "#22d3ee", 1, 1), size="l"),
        ),
    )


def cards() -> rx.Component:
    """Everything that has a picture, and its skeleton."""
    streams = [
        ui.media_card(
            title,
            href="/gallery",
            picture=art,
            channel=channel,
            channel_href="/gallery",
            meta=meta,
            live=live,
            viewers=viewers,
            duration=duration,
        )
        for title, art, channel, meta, live, viewers, duration in (
            (
                "Modular night: patching until the sun comes up, requests welcome",
                picture("#101f3f", "#3b82f6"),
                "Night Shift",
                "Music",
                True,
                "1,204",
                None,
            ),
            (
                "Jupiter through a small telescope",
                picture("#0f2f2a", "#2dd4a7"),
                "Lena Orbit",
                "Science",
                True,
                "84",
                None,
            ),
            (
                "Forging a chef's knife, part 3",
                picture("#331f10", "#f5a524"),
                "Tiny Forge",
                "Crafts",
                False,
                None,
                "2:14:09",
            ),
            ("A picture that never came", "/gallery/none.png", "Tiny Forge", "Crafts", False, None, "0:42"),
        )
    ]
    posters = [
        ui.poster_card(
            name, href="/gallery", picture=picture(a, b, 3, 4), text=f"{n} watching", live="2 live"
        )
        for name, a, b, n in (
            ("Music", "#1c1440", "#a78bfa", "1.2k"),
            ("Science", "#06313a", "#22d3ee", "310"),
            ("Crafts", "#33150f", "#ff7a8a", "96"),
        )
    ]
    return section(
        "Cards",
        sample("ui.media_card", rx.el.div(*streams, class_name="ui-grid"), wide=True),
        sample(
            "ui.poster_card", rx.el.div(*posters, class_name="ui-grid", **ui.inline(cell="160px")), wide=True
        ),
        sample(
            "ui.skeleton_grid, ui.skeleton_poster",
            ui.skeleton_grid(4),
            rx.el.div(*[ui.skeleton_poster() for _ in range(3)], class_name="ui-grid-posters"),
            wide=True,
        ),
        sample(
            "ui.card_row",
            ui.card_row(*streams, *streams, title="Live now", more=ui.link("All", href="/gallery")),
            wide=True,
        ),
        sample(
            "ui.panel with ui.stat",
            ui.panel(
                rx.el.div(
                    ui.stat("Viewers", "1,204", change="+18 %", good=True, note="against your median"),
                    ui.stat("Average watch", "24:10", change="-6 %", good=False),
                    ui.stat("New followers", "37"),
                    class_name="ui-grid",
                    **ui.inline(cell="180px"),
                ),
                title="Last stream",
                action=ui.button("Report", size="s"),
            ),
            wide=True,
        ),
    )


def data() -> rx.Component:
    """Tables, tabs, pages, and what is copied."""
    columns = [
        ui.Column("Channel", key="name"),
        ui.Column("Viewers", key="viewers", kind="number"),
        ui.Column("Followers", key="followers", kind="number"),
        ui.Column("Last live"),
        ui.Column("", kind="actions"),
    ]

    def row(person: tuple[str, str, str, str]) -> list[ui.Child]:
        name, viewers, followers, last = person
        face = rx.el.div(ui.avatar(name, size="s"), name, class_name="ui-row", **ui.inline(gap="10px"))
        steps = ui.menu(
            ui.menu_item("Edit", icon_name="pencil"),
            ui.menu_item("Copy link", icon_name="link"),
            ui.menu_divider(),
            ui.menu_item("Delete", icon_name="trash_2", tone="live"),
            label=f"Steps for {name}",
        )
        return [face, viewers, followers, last, steps]

    return section(
        "Data",
        ui.table(
            columns,
            PEOPLE,
            row,
            caption="Channels",
            sorted_by=GalleryState.sorted_by,
            descending=GalleryState.descending,
            on_sort=GalleryState.sort,
        ),
        ui.pagination(GalleryState.page, 4, on_previous=GalleryState.previous, on_next=GalleryState.next),
        ui.load_more(GalleryState.page < 4, on_click=GalleryState.next),
        sample(
            "ui.tab_links", ui.tab_links(("Gallery", "/gallery"), ("Home", "/"), label="Pages"), wide=True
        ),
        sample(
            "ui.tabs",
            ui.tabs(
                ("about", "About", rx.el.p("Ambient nights from a small studio.")),
                ("schedule", "Schedule", ui.skeleton_text(3)),
                (
                    "clips",
                    "Clips",
                    ui.empty_state(
                        "No clips yet", "A clip made from a stream appears here.", icon_name="scissors"
                    ),
                ),
                label="Channel",
            ),
            wide=True,
        ),
        sample(
            "ui.secret_field, ui.key_values, ui.code_block",
            rx.el.div(
                ui.secret_field(
                    GalleryState.secret,
                    label="Stream key",
                    on_reveal=GalleryState.reveal,
                    on_hide=GalleryState.conceal,
                ),
                ui.key_values(
                    ("Server", "rtmp://localhost/live"),
                    ("Keyframes", "2 s"),
                    ("Rate control", "CBR"),
                    copy=(0,),
                ),
                ui.code_block("ffmpeg -re -i film.mp4 -c copy -f flv rtmp://localhost/live/KEY"),
                rx.el.div(
                    ui.copy_button("https://live.example/night-shift", face="Copy link"), class_name="ui-row"
                ),
                class_name="ui-stack",
                **ui.inline(gap="16px"),
            ),
            wide=True,
        ),
    )


def picture(dark: str, light: str, width: int = 16, height: int = 9) -> str:
    """A drawn stand-in for a photograph."""
    w, h = width * 40, height * 40
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" preserveAspectRatio="xMidYMid slice">'
        f'<rect width="{w}" height="{h}" fill="{dark}"/><g fill="none" stroke="{light}" stroke-opacity=".5">'
        + "".join(f'<circle cx="{w * 0.7:g}" cy="{h}" r="{r}"/>' for r in range(40, 400, 36))
        + f'</g><circle cx="{w * 0.7:g}" cy="{h}" r="30" fill="{light}"/></svg>'
    )
    return "data:image/svg+xml," + quote(svg)
