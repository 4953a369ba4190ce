"""Names that nobody may take: our addresses, and those that would let a person pass for the site."""

RESERVED = frozenset(
    """
    about abuse account accounts admin administrator admins ads aethex aethexlive all announcement
    announcements anonymous api app apps assets auth avatar billing blog bot bots browse careers categories
    category channel channels chat clip clips cms community config contact cookies copyright create creator
    creators dashboard delete deleted demo dev developer developers discover dmca docs donate download edit
    email embed error everyone explore faq favicon feed feedback feeds follow followers following friends
    gallery get healthz help here hls home host hostmaster image images imprint index info invite jobs legal
    live log login logout mail mailer me media messages metrics mod moderation moderator moderators mods my
    name new news nobody noreply notifications null oauth official onboarding owner page pages password
    payment payments payout payouts poll polls popular postmaster press privacy profile public readyz recent
    register report reset robots root rss rtmp rules schedule search security sessions settings setup shop
    signin signout signup site sitemap staff start static stats status store stream streams studio sub
    subscribe subscribers subscriptions support sysadmin system team terms test tos tournament tournaments
    trending trust undefined unsubscribe upload uploads user users verify video videos vod vods watch web
    webhook webhooks webmaster welcome well_known whisper www you
    """.split()
)
