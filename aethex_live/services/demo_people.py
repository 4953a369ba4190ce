"""Who lives on a demo site: people, what they say of themselves, and the channels that they run."""

from dataclasses import dataclass

from aethex_live.services.demo_channels import CHANNELS, DemoChannel


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person. `motif`, `hue`, `turn` and `spark` decide how they are drawn; `days` ago they joined."""

    username: str
    name: str
    motif: str
    hue: float
    days: int
    bio: str
    turn: float = 50
    spark: float = 160
    links: tuple[str, ...] = ()
    verified: bool = False
    role: str = "creator"

    @property
    def letters(self) -> str:
        """Their initials."""
        words = [word for word in self.name.split() if word[0].isalpha()]
        return "".join(word[0] for word in words[:2]).upper()

    @property
    def channels(self) -> tuple[DemoChannel, ...]:
        """What they run."""
        return CHANNELS.get(self.username, ())


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        *("mira_control", "Mira Okafor", "helmet", 265, 410),
        bio="I keep this place running. Write to me when something is broken.",
        role="admin",
        verified=True,
    ),
    DemoPerson(
        *("tomas_m", "Tomás Medina", "owl", 190, 380),
        bio="Moderator. Awake at odd hours, fair at all of them.",
        role="staff_moderator",
    ),
    DemoPerson(
        *("juno", "Juno Park", "cat", 285, 35),
        bio="Mostly here to watch people make things.",
        turn=30,
        spark=140,
        role="user",
    ),
    DemoPerson(
        *("lumen", "Lumen", "gem", 250, 392),
        bio="Late sets from a small room with too many lamps. Vinyl when I can, files when I must.",
        turn=70,
        spark=120,
        links=("https://lumen.example/sets", "https://soundcloud.com/discover"),
        verified=True,
    ),
    DemoPerson(
        *("kestrel", "Kestrel", "fox", 35, 371),
        bio="Speedrunner, platform games from before I was born. The timer is a friend.",
        turn=20,
        spark=150,
        links=("https://kestrel.example",),
        verified=True,
    ),
    DemoPerson(
        *("ada_compiles", "Ada Brandt", "robot", 200, 350),
        bio="Systems programmer. I read error messages aloud so that you do not have to.",
        turn=30,
        spark=140,
        links=("https://github.com/topics/compiler", "https://ada.example/notes"),
        verified=True,
    ),
    DemoPerson(
        *("orbital", "Noor Haddad", "world", 262, 344),
        bio="Astronomer by night. By day too, but nobody sees it.",
        turn=-45,
        spark=140,
        links=("https://orbital.example",),
        verified=True,
    ),
    DemoPerson(
        *("pixelsmith", "Robin Vance", "letter", 310, 322),
        bio="Pixel art, one square at a time. Commissions open in spring.",
        turn=-60,
        spark=90,
        links=("https://pixelsmith.example/gallery",),
    ),
    DemoPerson(
        *("sora_strings", "Sora Kimura", "bloom", 340, 300),
        bio="Cello and loop station. Requests welcome, scales guaranteed.",
        turn=-35,
        spark=110,
        links=("https://sora.example/recordings",),
        verified=True,
    ),
    DemoPerson(
        *("brasa", "Brasa", "letter", 25, 290),
        bio="Cozinha de casa, fogo alto. Receitas no fim de cada transmissão.",
        turn=25,
        spark=60,
        links=("https://brasa.example/receitas",),
    ),
    DemoPerson(
        *("holzweg", "Jonas Weidner", "gem", 60, 281),
        bio="Möbel aus Resten, Werkzeug aus Großvaters Keller. Fragen gern zwischendurch.",
        turn=-30,
        spark=130,
        links=("https://holzweg.example",),
    ),
    DemoPerson(
        *("castellan", "Priya Raman", "owl", 165, 268),
        bio="Turn-based games and long plans. I lose politely.",
        turn=40,
        spark=200,
    ),
    DemoPerson(
        *("nightshift", "Sam Adeyemi", "cat", 275, 255),
        bio="Study with me, 22:00 to 02:00. No talking for fifty minutes, then tea.",
        turn=25,
        spark=120,
    ),
    DemoPerson(
        *("voltage", "Elif Aydın", "robot", 235, 240),
        bio="Synthesisers from scratch. Something will smoke.",
        turn=-40,
        spark=190,
        links=("https://github.com/topics/synthesizer", "https://voltage.example/schematics"),
    ),
    DemoPerson(
        *("d20_table", "The Long Table", "letter", 352, 233),
        bio="Five friends, one campaign, Sundays. New listeners can join at any time.",
        turn=30,
        spark=110,
        links=("https://long-table.example",),
        verified=True,
    ),
    DemoPerson(
        *("frames", "Lea Marchetti", "bloom", 190, 220),
        bio="Animatrice 3D. Je parle toute seule, venez m'aider.",
        turn=60,
        spark=210,
        links=("https://frames.example/reel",),
    ),
    DemoPerson(
        *("trailhead", "Wren Calloway", "fox", 150, 204),
        bio="Walks with a camera and bad weather. Maps in the description.",
        turn=30,
        spark=250,
        links=("https://trailhead.example",),
    ),
    DemoPerson(
        *("polyglot", "Mateo & Ines", "letter", 290, 190),
        bio="Dos personas, seis idiomas, muchos errores. Aprende con nosotros.",
        turn=-50,
        spark=190,
    ),
    DemoPerson(
        *("arc_light", "Arc Light Esports", "gem", 225, 176),
        bio="Community cup every second Saturday. Brackets by hand, casters by heart.",
        turn=35,
        spark=170,
        links=("https://arc-light.example", "https://arc-light.example/rules"),
        verified=True,
    ),
    DemoPerson(
        *("cartridge", "Old Cartridge", "robot", 320, 160),
        bio="Games from the attic, on the hardware they were made for.",
        turn=40,
        spark=140,
    ),
    DemoPerson(
        *("breathwork", "Amara Diallo", "bloom", 160, 151),
        bio="Mobility, strength, breath. Thirty minutes before breakfast.",
        turn=45,
        spark=220,
    ),
    DemoPerson(
        *("labcoat", "Dr. Hana Svoboda", "helmet", 40, 142),
        bio="Chemist. Safe experiments, unsafe puns.",
        turn=25,
        spark=150,
        links=("https://labcoat.example",),
    ),
    DemoPerson(
        *("tinyworlds", "Tiny Worlds", "world", 280, 120),
        bio="Two people making one small game. Bugs are shown before they are fixed.",
        turn=60,
        spark=150,
        links=("https://itch.io/jams", "https://tinyworlds.example/devlog"),
    ),
    DemoPerson(
        *("quietpages", "Iris Lindqvist", "owl", 300, 101),
        bio="Reading aloud, mostly old ghost stories.",
        turn=-40,
        spark=120,
    ),
    DemoPerson(
        *("subwoofer", "Subwoofer", "letter", 245, 90),
        bio="Mixing other people's drums. Bring headphones.",
        turn=55,
        spark=130,
        links=("https://subwoofer.example/presets",),
    ),
    DemoPerson(
        *("harbour", "Harbour Talk", "helmet", 215, 62),
        bio="A table, two microphones, whoever comes by.",
        turn=-30,
        spark=150,
    ),
    DemoPerson(
        *("gelato_dev", "Chiara Neri", "cat", 175, 40),
        bio="Imparo a programmare e vi mostro tutto, anche gli errori.",
        turn=35,
        spark=230,
    ),
)
