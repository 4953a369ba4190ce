"""What the parts promise to keyboards, screen readers and forms, read from what they render."""

import re

import pytest
import reflex as rx

import aethex_live.components.ui as ui


class PartState(rx.State):
    """State for these tests alone."""

    errors: dict[str, str] = {}
    busy: bool = False

    @rx.event
    def submit(self, form: dict):
        """Take the form."""


def html(component: rx.Component) -> str:
    return str(component)


def test_a_field_ties_label_help_and_error_to_its_control() -> None:
    text = html(ui.text_field("name", "Name", help="Shown in chat.", error="Too long."))
    assert 'htmlFor:"field-name"' in text
    assert 'id:"field-name"' in text
    assert '"aria-describedby":"field-name-help field-name-error"' in text
    assert 'id:"field-name-help"' in text and 'id:"field-name-error"' in text


def test_a_field_finds_its_error_in_the_errors_of_the_form() -> None:
    text = html(ui.text_field("name", "Name", errors=PartState.errors))
    assert re.search(r'"aria-invalid":\(.*errors.*\["name"\]', text)


@pytest.mark.parametrize(
    "field",
    [
        lambda: ui.password_field("name", "Name", error="No."),
        lambda: ui.counted_field("name", "Name", max_length=9, error="No."),
        lambda: ui.select_field("name", "Name", [("a", "A")], error="No."),
        lambda: ui.slug_field("name", "Name", prefix="/", error="No."),
        lambda: ui.code_field("name", "Name", error="No."),
        lambda: ui.checkbox("name", "Name", error="No."),
        lambda: ui.radio_group("name", "Name", [("a", "A")], error="No."),
    ],
)
def test_every_field_names_itself_and_points_to_its_error(field) -> None:
    text = html(field())
    assert 'name:"name"' in text
    assert "field-name-error" in text.split("describedby", 1)[1][:60]
    assert 'id:"field-name-error"' in text


def test_a_control_submits_under_its_name_alone() -> None:
    form = ui.form(
        ui.text_field("name", "Name"),
        ui.password_field("word", "Word"),
        ui.code_field("code", "Code"),
        ui.slug_field("slug", "Slug", prefix="/"),
        on_submit=PartState.submit,
    )
    keys, dynamic = form._get_static_form_field_keys()
    assert (keys, dynamic) == ({"name", "word", "code", "slug"}, False)


def test_a_form_never_puts_what_was_typed_into_an_address() -> None:
    assert 'method:"post"' in html(ui.form(on_submit=PartState.submit))


def test_the_error_of_a_whole_form_is_announced() -> None:
    assert 'role:"alert"' in html(ui.form(on_submit=PartState.submit, error="Nothing was saved."))


def test_a_busy_button_follows_the_state() -> None:
    text = html(ui.button("Save", loading=PartState.busy))
    assert re.search(r"loading:[^,]*busy", text)
    assert 'type:"button"' in text


def test_an_icon_button_has_a_name() -> None:
    assert '"aria-label":"Notifications"' in html(ui.icon_button("bell", "Notifications"))


def test_an_icon_is_decoration_unless_it_has_a_name() -> None:
    assert '"aria-hidden":"true"' in html(ui.icon("check"))
    assert '"aria-label":"Verified"' in html(ui.icon("check", label="Verified"))


def test_an_icon_known_only_in_the_browser_is_refused() -> None:
    with pytest.raises(TypeError, match=r"rx\.match"):
        ui.icon(rx.Var("name").to(str))


def test_a_link_to_elsewhere_tells_it_nothing() -> None:
    text = html(ui.link("Site", href="https://example.org", external=True))
    assert "noopener" in text and "noreferrer" in text


def test_a_reloading_link_leaves_the_page() -> None:
    assert "reloadDocument:true" in html(ui.link_button("Log out", href="/auth/logout", reload=True))
    assert "reloadDocument" not in html(ui.link_button("Home", href="/"))


def test_a_table_keeps_its_roles_when_it_becomes_cards() -> None:
    text = html(
        ui.table([ui.Column("Name", key="name"), ui.Column("Age")], [("Mara", 9)], list, caption="People")
    )
    for role in ("table", "rowgroup", "row", "columnheader", "cell"):
        assert f'role:"{role}"' in text
    assert '"data-label":"Age"' in text


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ui.table([ui.Column("Name"), ui.Column("Age")], [("Mara",)], list, caption="People")


def test_opening_a_dialog_escapes_its_name() -> None:
    (script,) = [
        value._var_value for name, value in ui.show('a"); alert("b').args if str(name) == "javascript_code"
    ]
    assert script == 'document.getElementById("a\\"); alert(\\"b")?.showModal()'
