"""What was said in the chats of a demo site the evening before, as `who: what`."""

HISTORY: dict[str, tuple[str, ...]] = {
    "orbital": (
        "halfmoon: first time here, what am I looking at?",
        "orbital: A model of the planets, to scale in time and in nothing else.",
        "ada_compiles: welcome! ask anything, Noor answers everything",
        "jetlag_jo: is it always this calm?",
        "ada_compiles: until somebody mentions Pluto",
        "iceberg_ian: so, about Pluto",
        "orbital: There it is. Good night, everybody.",
    ),
    "lumen-after-dark": (
        "cassette_cat: what was that last one? with the broken piano",
        "lumen: Unreleased. You are the first to ask, so you get the name: Copper Rain.",
        "kestrel: please keep it friendly in here, links only when Lumen asks for them",
        "saltlamp: fourth hour and I am still cooking",
        "brasa: o quê?",
        "saltlamp: lentils",
        "velvet_vic: my neighbours send their regards and a request: quieter",
        "lumen: Tell them the next hour is slow.",
        "bluehour_bea: see you all on Friday 💜",
    ),
    "kestrel-runs": (
        "xylo_xan: that jump!!",
        "kestrel: One in twelve. We do not talk about the other eleven.",
        "juno: chat, what do we say before the ice level?",
        "gridlock_gus: good luck and no warm-up",
        "kestrel: Fourteen frames lost. I will take it.",
        "zigzag_zoe: gg",
    ),
    "ada-compiles": (
        "inkwell_ivy: why not just use a hash map",
        "ada_compiles: Because nothing allocates yet. That is what today is for.",
        "quartz_quinn: it booted!",
        "voltage: it booted and nothing smoked, jealous",
        "ada_compiles: Notes and the commit are in the description.",
    ),
    "pixelsmith": (
        "maple_mo: how do you choose sixteen colours?",
        "pixelsmith: I choose four and let the others follow.",
        "lantern_lou: the window light is perfect",
        "foxglove_fay: learning so much just watching",
    ),
    "sora-strings": (
        "rainy_rui: could you do something by Satie?",
        "sora_strings: If you forgive me the tempo.",
        "echo_emil: the third loop gives me goosebumps",
        "orbital: playing this on the roof tonight",
    ),
    "nightshift": (
        "quill_qi: thesis, chapter two, wish me luck",
        "nightshift: Fifty minutes. Then tea, and you tell us a sentence of it.",
        "lowtide: rain on the window and rain on the stream",
        "quill_qi: wrote four pages!",
    ),
    "tiny-worlds": (
        "pebble_pam: the lighthouse fell into the sea again",
        "tinyworlds: It does that. We call it weather.",
        "tinker_tess: is there a demo?",
        "tinyworlds: On the weekend, if the sea allows.",
    ),
}
