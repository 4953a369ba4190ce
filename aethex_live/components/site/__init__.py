"""The site's own frame: what stands around every page, filled with who looks at it."""

from aethex_live.components.site.frame import desk_page, site_page, studio_page

__all__ = ["desk_page", "site_page", "studio_page"]
