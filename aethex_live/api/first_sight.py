"""What the page of a stream shows until its scripts draw it: the picture where the player will be, and the title."""

from html import escape

from aethex_live.domain.page_card import PageCard

# React leaves it alone: within the body it skips elements that it does not know. assets/ui/watch.css hides it
# as soon as the page is there.
_SIGHT = (
    '<aside class="first-sight" aria-hidden="true"><div class="ui-shell">'
    '<div class="ui-bar"></div><div class="ui-rail"></div>'
    '<div class="ui-main"><div class="ui-content" data-width="full"><div class="watch">'
    '<div class="watch-stage"><div class="player"><img class="player-video" src="{picture}" alt=""/></div></div>'
    '<div class="watch-head"><div class="watch-words"><p class="watch-title ui-h3">{title}</p></div></div>'
    '<div class="watch-chat"></div>'
    "</div></div></div></div></aside>"
)


def first_sight(card: PageCard) -> str:
    """The HTML of it; nothing where strangers may see no picture."""
    if card.hidden or not card.first_picture:
        return ""
    return _SIGHT.format(picture=escape(card.first_picture), title=escape(card.title))
