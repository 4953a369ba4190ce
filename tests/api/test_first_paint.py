"""The scripts of a built page wait for its first paint."""

from aethex_live.api.first_paint import painted_first, preload_later


def test_scripts_and_what_they_import_wait():
    page = painted_first(
        '<html><head><link rel="modulepreload" href="/a.js"/><link rel="stylesheet" href="/a.css"/></head>'
        '<body><script>theme()</script><script type="module" async="">import "/a.js";</script></body></html>'
    )
    assert preload_later("/a.js") in page and '<script type="later" async="">import "/a.js";</script>' in page
    assert "<script>theme()</script>" in page and 'rel="stylesheet"' in page
    assert page.index("requestAnimationFrame") < page.index("</head>")


def test_a_page_without_scripts_stays_as_it_is():
    assert painted_first("<html><head></head></html>") == "<html><head></head></html>"
