"""The site's own frame: what stands around every page, filled with who looks at it."""

from aethex_live.components.site.frame import desk_page, site_page, studio_page
from aethex_live.components.site.site_name import app_wraps

__all__ = ["app_wraps", "desk_page", "site_page", "studio_page"]
