"""What the people of a demo site say, as `who: what`, and what the DJ plays."""

LINES: dict[str, tuple[str, ...]] = {
    "orbital": (
        "juno: is the fast one Mercury?",
        "kestrel: I set my watch by this stream now",
        "ada_compiles: the second hand is right to the frame, I checked",
        "pixelsmith: that violet one is my favourite",
        "orbital: The small pink dot goes round three times a minute. No planet is in such a hurry.",
        "sora_strings: so quiet here, I like it",
        "tomas_m: good evening from the other side of the terminator",
        "brasa: boa noite, gente",
        "orbital: Questions are welcome. I have time, as you can see.",
        "juno: how far away is the yellow one really?",
        "lumen: could I sample that tick?",
        "orbital: Take it. It is 1,200 hertz and belongs to everybody.",
        "kestrel: any% orbit when",
        "ada_compiles: it is just sines and cosines all the way round",
        "juno: I came for a minute and stayed for twenty",
        "pixelsmith: drawing along, this is good practice for circles",
    ),
    "lumen-after-dark": (
        "juno: this bass line!",
        "kestrel: perfect for practice runs",
        "lumen: Evening. First hour is slow, then we will see.",
        "sora_strings: that pad would sound lovely on a cello",
        "pixelsmith: drawing to this all night",
        "lumen: Requests? Write them down, I read everything.",
        "juno: more of the high pluck please",
        "ada_compiles: 120 BPM on the dot",
        "brasa: cozinhando com esse som",
        "orbital: turned the telescope towards the speakers",
        "tomas_m: the rings follow the kick, nice touch",
        "lumen: A minor, F, C, G. Four chords are enough for anybody.",
        "kestrel: new personal best while this was on, coincidence?",
        "juno: 🔥",
        "sora_strings: can you leave this recording up?",
        "lumen: It stays up. Everything here does.",
    ),
}
TRACKS: dict[str, tuple[str, ...]] = {
    "lumen-after-dark": (
        "Lumen – Lamps On, Four in the Morning",
        "Lumen – A Minor Detour",
        "Lumen – Slow Elevator",
        "Lumen – Window Seat (long version)",
        "Lumen – Copper Rain",
    )
}
