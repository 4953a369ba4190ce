"""German."""

TEXTS = {
    "terms": """\
# Nutzungsbedingungen

Diese Bedingungen gelten zwischen dir und dem Betreiber von {site}, {operator}. Wer ein Konto anlegt,
stimmt ihnen zu.

## Dein Konto

Du musst mindestens {age} Jahre alt sein. Gib eine E-Mail-Adresse an, die dir gehört, behalte dein Passwort
für dich und lass niemanden in deinem Namen handeln. Du stehst für das ein, was über dein Konto geschieht,
bis du uns sagst, dass es jemand anderes hat. Du kannst dein Konto jederzeit in den Einstellungen löschen.

## Was du streamst und schreibst

Was du machst, bleibt deins. Du erlaubst uns, es zu speichern, in andere Größen und Qualitäten umzuwandeln
und denen zu zeigen, für die du es bestimmt hast, solange es hier ist. Du versicherst, dass du die nötigen
Rechte hast, auch an Musik, Bildern und Spielen, die in deinen Streams vorkommen.

## Was nicht erlaubt ist

- Alles, was gegen das Gesetz verstößt oder dazu aufruft.
- Drohungen, Hass, Belästigung und das Veröffentlichen von Privatem anderer.
- Sexuelle Darstellungen Minderjähriger, immer und ohne Ausnahme.
- Inhalte für Erwachsene auf einem Kanal, der nicht so gekennzeichnet ist.
- Sich als jemand anderes auszugeben, Spam, gekaufte oder erfundene Zuschauer und Follower.
- Den Dienst zu stören oder seine Grenzen zu umgehen.

## Was wir dürfen

Wir dürfen Inhalte entfernen und Kanäle und Konten sperren, die gegen diese Bedingungen verstoßen. Den
Grund erfährst du. Wenn du meinst, dass wir falsch liegen, schreib an {contact}; ein Mensch sieht es sich
an.

## Was wir zusagen

Wir betreiben {site} mit Sorgfalt, sagen aber nicht zu, dass es immer erreichbar und frei von Fehlern ist.
Behalte Kopien von dem, was dir wichtig ist. Wir haften unbegrenzt bei Vorsatz und grober Fahrlässigkeit
sowie bei Schäden an Leben, Körper und Gesundheit, im Übrigen nur bei Verletzung wesentlicher
Vertragspflichten und für den typischen Schaden.

## Änderungen

Ändern sich diese Bedingungen, erfährst du es rechtzeitig. Bist du nicht einverstanden, kannst du dein
Konto löschen.
""",
    "privacy": """\
# Datenschutz

Verantwortlich für die Daten auf {site} ist {operator}; die Anschrift steht im Impressum, die E-Mail-Adresse
ist {contact}. Hier steht, welche Daten das sind.

## Was wir speichern

- **Dein Konto**: Benutzername, E-Mail-Adresse, ein Hash deines Passworts, was du in dein Profil schreibst,
  deine Einstellungen. Ohne das gibt es kein Konto (Art. 6 Abs. 1 lit. b DSGVO).
- **Wo du angemeldet bist**: Art des Browsers, Netzadresse, Zeiten. Damit siehst und beendest du fremde
  Sitzungen. Gelöscht wird es mit der Abmeldung oder nach 30 Tagen ohne Nutzung.
- **Was du machst**: Kanäle, Bilder, Streams, Nachrichten. Sie bleiben, bis du sie löschst.
- **Schutz vor Missbrauch**: wie oft von einer Netzadresse versucht wurde, sich anzumelden oder zu
  registrieren, höchstens einen Tag lang; ein Protokoll, was Moderation und Personal getan haben und warum
  (Art. 6 Abs. 1 lit. f DSGVO).

## Was wir nicht tun

Auf {site} gibt es keine Tracker, keine Werbenetze und keine Schriften oder Skripte anderer Firmen. Wir
verkaufen keine Daten.

## Wer sonst Daten bekommt

Niemand, es sei denn, du willst es: wenn du dich über eine andere Seite anmeldest oder dein Konto mit einem
Dienst verbindest. Dann bekommt dieser Dienst, was er dafür braucht. Gerichten und Behörden folgen wir, wie
es das Gesetz verlangt.

## Bilder

Hochgeladene Bilder werden neu gepackt. Was deine Kamera hineingeschrieben hat, etwa den Ort, geht dabei
verloren.

## Deine Rechte

Du kannst deine Daten in den Einstellungen herunterladen und dein Konto löschen. Du hast das Recht auf
Auskunft, Berichtigung, Löschung und Widerspruch und kannst dich bei einer Datenschutzbehörde beschweren.
Schreib an {contact}.
""",
    "imprint": """\
# Impressum

{site} wird betrieben von:

{operator}

{address}

Kontakt: {contact}

Wer auf {site} streamt, ist für die eigenen Inhalte selbst verantwortlich. Melde, was gegen das Gesetz oder
unsere Bedingungen verstößt, an die Adresse oben.
""",
    "cookies": """\
# Cookies

{site} setzt ein einziges Cookie, und nur, wenn du dich anmeldest: `aethex_session`. Darin steht eine
Zufallszahl, an der wir dich erkennen. Skripte können es nicht lesen; es endet mit der Abmeldung oder nach
30 Tagen ohne Nutzung.

Außerdem merkt sich dein Browser auf deinem Gerät, ohne es uns zu schicken: ob du das dunkle oder helle
Aussehen gewählt hast, deine Sprache und wie laut dein Player ist.

Hier gibt es nichts, was dich verfolgt. Deshalb fragen wir auch nicht nach einer Einwilligung.
""",
}
