"""What a chat asks of those who write, and what auto-moderation looks for."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.state.chat_rules import ChatRules
from aethex_live.state.moderation import ModDesk


def modes_form() -> rx.Component:
    """The modes; everybody in the chat sees them at once."""
    modes = ChatRules.modes
    return ui.panel(
        ui.form(
            ui.text_field(
                "slow_seconds",
                t("Slow mode"),
                suffix=t("seconds between two messages"),
                help=t("0 is off."),
                default_value=modes["slow_seconds"].to(str),
                errors=ChatRules.errors,
                input_mode="numeric",
            ),
            ui.text_field(
                "followers",
                t("Followers only"),
                suffix=t("minutes of following"),
                help=t("Empty is off; 0 is for everybody who follows."),
                default_value=modes["followers"].to(str),
                error=rx.cond(
                    ChatRules.errors["followers_minutes"], t(ChatRules.errors["followers_minutes"]), ""
                ),
                input_mode="numeric",
            ),
            ui.text_field(
                "account_minutes",
                t("Age of the account"),
                suffix=t("minutes"),
                help=t("0 is off."),
                default_value=modes["account_minutes"].to(str),
                errors=ChatRules.errors,
                input_mode="numeric",
            ),
            _box("verified_only", t("Only people with a confirmed e-mail address")),
            _box("emote_only", t("Only emoji")),
            _box("unique_only", t("Only what nobody has just said")),
            ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=ChatRules.saved),
            on_submit=ChatRules.save_modes,
            errors=ChatRules.errors,
        ),
        title=t("Modes"),
    )


def rules_form() -> rx.Component:
    """Auto-moderation. Moderators may look, editors and the creator may change it."""
    return ui.panel(
        rx.cond(
            ModDesk.sets_rules,
            rx.fragment(),
            ui.notice(t("Only the creator and editors of the channel change this."), tone="neutral"),
        ),
        ui.form(
            *[_filter(name, words, help) for name, words, help in _filters()],
            ui.text_area_field(
                "words",
                t("Words of your own"),
                max_length=30_000,
                help=t("One a line. A * at the end stands for any ending."),
                default_value=ChatRules.words,
                errors=ChatRules.rule_errors,
            ),
            ui.text_area_field(
                "sites",
                t("Sites that may be linked"),
                max_length=10_000,
                help=t("One a line, such as example.org. Everything below it is allowed too."),
                default_value=ChatRules.sites,
                errors=ChatRules.rule_errors,
            ),
            ui.checkbox(
                "newcomers",
                t("Hold messages of new accounts from the networks of banned people"),
                default_checked=ChatRules.newcomers,
            ),
            rx.cond(
                ModDesk.sets_rules,
                ui.form_actions(
                    ui.button(t("Save"), kind="primary", type="submit"), saved=ChatRules.rules_saved
                ),
            ),
            on_submit=ChatRules.save_rules,
            errors=ChatRules.rule_errors,
            error=rx.cond(ChatRules.rule_errors["form"], t(ChatRules.rule_errors["form"]), ""),
        ),
        title=t("Auto-moderation"),
    )


def try_panel() -> rx.Component:
    """Try a text against the rules as they are saved."""
    tried = ChatRules.tried
    return ui.panel(
        ui.form(
            ui.text_field("text", t("A message"), auto_complete="off", id="try-text"),
            ui.button(t("Try"), type="submit"),
            on_submit=ChatRules.try_out,
        ),
        rx.el.div(
            rx.match(
                tried["action"],
                ("off", ui.notice(t("It would be in the chat at once."), tone="good")),
                ("hold", ui.notice(_reasons(), title=t("It would wait for a moderator."), tone="warn")),
                ("delete", ui.notice(_reasons(), title=t("It would be refused."), tone="live")),
                rx.fragment(),
            ),
            role="status",
        ),
        title=t("Try it"),
    )


def _reasons() -> rx.Component:
    return rx.el.div(rx.foreach(ChatRules.tried["reasons"].to(list[str]), lambda why: rx.el.p(t(why))))


def _filters() -> list[tuple[str, rx.Var, rx.Var]]:
    return [
        ("flood", t("Flood"), t("Too many messages in a few seconds")),
        ("repeats", t("Repetition"), t("The same again and again")),
        ("caps", t("Capitals"), t("Shouting in capital letters")),
        ("links", t("Links"), t("Links to sites that are not on your list")),
        ("words", t("Your words"), t("Words from your list below")),
        ("profanity", t("Bad language"), t("Words from the built-in list")),
        ("letters", t("Look-alike letters"), t("Letters that hide what is written")),
    ]


def _filter(name: str, words: rx.Var, help: rx.Var) -> rx.Component:
    setting = ChatRules.filters[name].to(dict[str, str])
    return rx.el.fieldset(
        rx.el.legend(words, class_name="ui-field-label"),
        rx.el.p(help, class_name="ui-field-help"),
        rx.el.div(
            ui.select_field(
                f"{name}_action",
                t("What becomes of it"),
                [("off", t("Nothing")), ("hold", t("Hold for a moderator")), ("delete", t("Refuse"))],
                default_value=setting["action"],
            ),
            ui.select_field(
                f"{name}_level",
                t("How strict"),
                [("1", t("Lenient")), ("2", t("Medium")), ("3", t("Strict"))],
                default_value=setting["level"],
            ),
            class_name="mod-filter",
        ),
        class_name="mod-rule",
    )


def _box(name: str, words: rx.Var) -> rx.Component:
    return ui.checkbox(name, words, default_checked=ChatRules.modes[name].to(bool))
