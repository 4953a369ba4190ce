"""What is heard, as formulas of the time `t` in seconds. Both are the same again after LOOP seconds.

The loop is as long as a whole number of AAC frames (3,000 of 1,024 samples), so that it has no seam.
"""

LOOP = 64  # seconds
RATE = 48_000

_CHORDS = ((220.0, 261.63, 329.63), (174.61, 220.0, 261.63), (261.63, 329.63, 392.0), (196.0, 246.94, 293.66))
_BAR = 4.0  # seconds that a chord lasts


def room_tone() -> str:
    """A quiet hum and a tick with each second."""
    tick = "0.25*sin(2*PI*1200*t)*exp(-60*mod(t\\,1))"
    return f"{tick}+0.03*sin(2*PI*110*t)*(0.6+0.4*sin(2*PI*t/8))+0.02*sin(2*PI*165*t)"


def house_music() -> str:
    """120 beats a minute: a kick on each, hats between them, a bass, and four chords in sixteen seconds."""
    kick = "0.6*sin(2*PI*(46*mod(t\\,0.5)+6.5*(1-exp(-22*mod(t\\,0.5)))))*exp(-7*mod(t\\,0.5))"
    hat = "0.10*(random(0)*2-1)*exp(-50*mod(t+0.25\\,0.5))"
    clap = "0.14*(random(1)*2-1)*exp(-24*mod(t+0.5\\,1))"
    ducked = "(1-0.75*exp(-5*mod(t\\,0.5)))"
    pluck = "exp(-9*mod(t\\,0.25))*(0.5+0.5*sin(2*PI*t/16))"
    bass = _by_chord([f"0.22*sin(2*PI*{chord[0] / 2:.2f}*t)" for chord in _CHORDS])
    pad = _by_chord(["+".join(f"0.05*sin(2*PI*{note:.2f}*t)" for note in chord) for chord in _CHORDS])
    lead = _by_chord([f"0.09*sin(2*PI*{2 * chord[2]:.2f}*t)" for chord in _CHORDS])
    return f"{kick}+{hat}+{clap}+{ducked}*(({bass})+({pad}))+{pluck}*({lead})"


def _by_chord(parts: list[str]) -> str:
    """The part whose turn it is; each fades in and out, so that nothing clicks."""
    turn = "0"
    for number, part in reversed(list(enumerate(parts, start=1))):
        turn = f"if(lt(mod(t\\,{_BAR * len(parts)})\\,{number * _BAR})\\,{part}\\,{turn})"
    within = f"mod(t\\,{_BAR})"
    return f"({turn})*(1-exp(-80*{within}))*(1-exp(-80*({_BAR}-{within})))"
