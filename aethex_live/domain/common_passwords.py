"""Words that are a password to an attacker before anything else, even with digits and marks around them."""

COMMON = frozenset(
    """
    1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc abc123 abcd1234 abcdef access adminadmin administrator
    aethex aethexlive asdfasdf asdfgh asdfghjk asdfghjkl baseball basketball batman changeme charlie cheese
    chocolate computer correcthorsebatterystaple default dragon facebook football freedom fuckyou gaming
    google hello helloworld iloveyou internet letmein liverpool livestream login lovely loveme master
    michael minecraft monkey mustang mypassword ninja nothing p@ssw0rd p@ssword pa$$word passw0rd password
    passwordpassword passwort pokemon princess q1w2e3r4 q1w2e3r4t5 qazwsx qazwsxedc qwert qwerty
    qwertyqwerty qwertyui qwertyuiop qwertz qwertzui qwertzuiop secret shadow soccer starwars streamer
    summer sunshine superman temporary test testing testtest trustno welcome whatever winter wordpass
    zaq12wsx zxcvbn zxcvbnm zxcvbnmzxcvbnm
    """.split()
)
