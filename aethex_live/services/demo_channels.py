"""The channels of a demo site, by who runs them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """A channel. `banner` and `poster` are the scenes that are drawn for it."""

    slug: str
    name: str
    category: str
    banner: str
    poster: str
    accent: str
    tags: tuple[str, ...]
    description: str
    language: str = "en"
    mature: bool = False


CHANNELS: dict[str, tuple[DemoChannel, ...]] = {
    "lumen": (
        DemoChannel(
            *("lumen-after-dark", "Lumen After Dark", "dj-sets", "waves", "ribbons", "violet"),
            ("house", "vinyl", "late night"),
            "Four hours, no playlist. House that turns into something slower when the city does.\n\n"
            "Fridays and Saturdays from 23:00.",
        ),
        DemoChannel(
            *("lumen-workbench", "Lumen's Workbench", "music-production", "cells", "waves", "blue"),
            ("production", "sound design", "ableton"),
            "How a set is made: stems, mistakes, and one idea kept out of ten.",
        ),
    ),
    "kestrel": (
        DemoChannel(
            *("kestrel-runs", "Kestrel Runs", "speedruns", "horizon", "horizon", "amber"),
            ("speedrun", "platformer", "practice"),
            "Attempts every weekday. Splits are on the left, despair is on the right.",
        ),
    ),
    "ada_compiles": (
        DemoChannel(
            *("ada-compiles", "Ada Compiles", "code", "net", "cells", "cyan"),
            ("rust", "compilers", "linux"),
            "Writing a small operating system in the open. Every stream ends with something that boots.",
        ),
        DemoChannel(
            *("code-review-hour", "Code Review Hour", "code", "cells", "net", "green"),
            ("review", "beginners welcome", "git"),
            "Send your code, get it read kindly. Wednesdays, first come, first served.",
        ),
    ),
    "orbital": (
        DemoChannel(
            *("orbital", "Orbital", "space", "orbits", "orbits", "blue"),
            ("astronomy", "telescope", "planets"),
            "Live from a telescope on a roof: planets when it is clear, questions when it is not.",
        ),
    ),
    "pixelsmith": (
        DemoChannel(
            *("pixelsmith", "Pixelsmith", "art", "city", "city", "pink"),
            ("pixel art", "commissions", "chill"),
            "Small pictures, slowly. Palettes of sixteen colours and not one more.",
        ),
    ),
    "sora_strings": (
        DemoChannel(
            *("sora-strings", "Sora Strings", "live-instruments", "ribbons", "ribbons", "pink"),
            ("cello", "looping", "requests"),
            "One cello, eight loops. Write a song into the chat and hear what becomes of it.",
        ),
    ),
    "brasa": (
        DemoChannel(
            *("brasa", "Brasa", "cooking", "ridges", "ridges", "red"),
            ("receitas", "churrasco", "em casa"),
            "Receitas de domingo em qualquer dia da semana. A lista de compras fica na descrição.",
            language="pt",
        ),
    ),
    "holzweg": (
        DemoChannel(
            *("holzweg", "Holzweg", "makers", "ridges", "cells", "amber"),
            ("holz", "werkstatt", "möbel"),
            "Aus alten Brettern werden Stühle. Manchmal auch umgekehrt.",
            language="de",
        ),
    ),
    "castellan": (
        DemoChannel(
            *("the-castellan", "The Castellan", "strategy", "city", "ridges", "green"),
            ("4x", "turn based", "history"),
            "One campaign from the first settler to the last turn. You vote, I obey, we lose.",
        ),
    ),
    "nightshift": (
        DemoChannel(
            *("nightshift", "Nightshift", "quiet-company", "city", "city", "violet"),
            ("study with me", "pomodoro", "rain"),
            "Fifty minutes of work, ten of tea. The camera shows the window.",
        ),
    ),
    "voltage": (
        DemoChannel(
            *("voltage", "Voltage", "electronics", "cells", "waves", "cyan"),
            ("synth", "diy", "soldering"),
            "Building a modular synthesiser, one module a week. The schematics are free.",
        ),
    ),
    "d20_table": (
        DemoChannel(
            *("the-long-table", "The Long Table", "role-playing", "ridges", "horizon", "red"),
            ("campaign", "fantasy", "actual play"),
            "Season three: the lighthouse that is never where it was. Recap in the first ten minutes.",
            mature=True,
        ),
        DemoChannel(
            *("short-rests", "Short Rests", "tabletop", "net", "orbits", "amber"),
            ("board games", "one shots"),
            "What the same five people play when the campaign rests.",
        ),
    ),
    "frames": (
        DemoChannel(
            *("frames", "Frames", "animation", "ribbons", "net", "blue"),
            ("3d", "blender", "animation"),
            "Un court-métrage, image par image. On anime le matin, on corrige l'après-midi.",
            language="fr",
        ),
    ),
    "trailhead": (
        DemoChannel(
            *("trailhead", "Trailhead", "travel", "ridges", "ridges", "green"),
            ("hiking", "mountains", "weather"),
            "Long walks with a good microphone. If it rains, it rains.",
        ),
    ),
    "polyglot": (
        DemoChannel(
            *("seis-idiomas", "Seis Idiomas", "languages", "net", "ribbons", "violet"),
            ("idiomas", "conversación", "principiantes"),
            "Cada semana un idioma distinto. Hoy decimos mal lo que mañana sabremos decir.",
            language="es",
        ),
    ),
    "arc_light": (
        DemoChannel(
            *("arc-light-cup", "Arc Light Cup", "esports", "horizon", "cells", "cyan"),
            ("tournament", "community", "finals"),
            "Thirty-two teams, one weekend. Anybody can sign up, and somebody always surprises.",
        ),
    ),
    "cartridge": (
        DemoChannel(
            *("old-cartridge", "Old Cartridge", "retro-games", "horizon", "city", "pink"),
            ("8 bit", "crt", "restoration"),
            "Cleaning, repairing, playing. The picture is from a real tube.",
        ),
    ),
    "breathwork": (
        DemoChannel(
            *("before-breakfast", "Before Breakfast", "fitness", "ribbons", "orbits", "green"),
            ("mobility", "yoga", "morning"),
            "Thirty minutes, a mat, no jumping: the neighbours are asleep.",
        ),
    ),
    "labcoat": (
        DemoChannel(
            *("labcoat", "Labcoat", "science", "net", "cells", "amber"),
            ("chemistry", "experiments", "school"),
            "An experiment and why it works. Everything can be repeated in a kitchen, unless I say so.",
        ),
    ),
    "tinyworlds": (
        DemoChannel(
            *("tiny-worlds", "Tiny Worlds", "game-making", "orbits", "orbits", "violet"),
            ("gamedev", "indie", "godot"),
            "We make a game about a lighthouse on a moon. You see every bug before we do.",
        ),
        DemoChannel(
            *("tiny-worlds-plays", "Tiny Worlds Plays", "indie-games", "cells", "horizon", "lime"),
            ("indie", "demos", "feedback"),
            "Games by small teams, and what we learn from them.",
        ),
    ),
    "quietpages": (
        DemoChannel(
            *("quiet-pages", "Quiet Pages", "just-talking", "city", "ribbons", "blue"),
            ("reading", "ghost stories", "calm"),
            "One story an evening, from cover to cover.",
        ),
    ),
    "subwoofer": (
        DemoChannel(
            *("subwoofer", "Subwoofer", "music-production", "waves", "waves", "lime"),
            ("mixing", "drums", "feedback"),
            "Your tracks, my ears. Links in the chat, honest words on the stream.",
        ),
    ),
    "harbour": (
        DemoChannel(
            *("harbour-talk", "Harbour Talk", "just-talking", "horizon", "net", "cyan"),
            ("interviews", "local", "news"),
            "Whoever has a story and an hour. The ships in the background are real.",
        ),
    ),
    "gelato_dev": (
        DemoChannel(
            *("gelato-dev", "Gelato Dev", "learning", "ribbons", "city", "green"),
            ("python", "principianti", "web"),
            "Da zero al primo sito, insieme. Si sbaglia in diretta.",
            language="it",
        ),
    ),
}
