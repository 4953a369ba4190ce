"""English."""

TEXTS = {
    "terms": """\
# Terms of use

These terms apply between you and {operator}, who runs {site}. By making an account you agree to them.

## Your account

You must be at least {age} years old. Give a true e-mail address, keep your password to yourself, and do
not let others act in your name. You answer for what happens through your account until you tell us that
somebody else has it. You can delete your account at any time in your settings.

## What you stream and write

What you make stays yours. You allow us to store it, to convert it into other sizes and qualities, and to
show it to whom you have chosen, for as long as it is here. You promise that you have the rights which this
needs, also for music, pictures and games that appear in your streams.

## What is not allowed

- Anything against the law, or that calls for it.
- Threats, hate, harassment, or publishing what is private to others.
- Sexual content with minors, always and without exception.
- Content for adults on a channel that is not marked as such.
- Pretending to be somebody else, spam, bought or made-up viewers and followers.
- Disturbing the service, or getting around its limits.

## What we may do

We may remove content, and suspend channels and accounts, that break these terms. You are told the reason.
If you think that we are wrong, write to {contact}; a person will look at it.

## What we promise

We run {site} with care, but we do not promise that it is always there or free of errors. Keep copies of
what matters to you. We are liable without limit for intent and gross negligence, and for harm to life,
body and health; otherwise only for duties that are essential to this contract, and for the harm that is
typical of it.

## Changes

When these terms change, you are told in time. If you do not agree, you can delete your account.
""",
    "privacy": """\
# Privacy

{operator} decides how data on {site} is used; the address is in the imprint, the mail address is {contact}.
This page says which data that is.

## What we store

- **Your account**: user name, e-mail address, a hash of your password, what you write into your profile,
  your settings. It is needed to give you an account.
- **Where you are logged in**: kind of browser, network address, times. It lets you see and end foreign
  sessions. It is deleted when you log out or after 30 days without use.
- **What you make**: channels, pictures, streams, messages. They are kept until you delete them.
- **Protection against abuse**: how often somebody tried to log in or to register, by network address, for
  at most one day; a log of what moderators and staff did, and why.

## What we do not do

There are no trackers, no advertising networks, and no fonts or scripts from other companies on {site}. We
do not sell data.

## Who else gets data

Nobody, unless you ask for it: by logging in through another site, or by connecting your account with a
service. Then that service gets what it needs for it. We obey courts and authorities as the law demands.

## Pictures

Pictures that you upload are packed anew. What your camera had written into them, such as the place, is
lost on the way.

## Your rights

You can download your data and delete your account in your settings. You may ask what we know about you,
have it corrected or deleted, object to its use, and complain to a data protection authority. Write to
{contact}.
""",
    "imprint": """\
# Imprint

{site} is run by:

{operator}

{address}

Contact: {contact}

People who stream on {site} answer for their content themselves. Report what breaks the law or our terms to
the address above.
""",
    "cookies": """\
# Cookies

{site} sets one cookie, and only when you log in: `aethex_session`. It holds a random number by which we
recognise you, cannot be read by scripts, and ends when you log out or after 30 days without use.

Your browser also remembers on your device, without sending it to us: whether you chose the dark or the
light theme, your language, and how loud your player is.

There is nothing here that follows you around. That is why we do not ask you to agree to anything.
""",
}
