// What opens over the picture: settings, statistics, the keys, and words while there is no picture.
import { useEffect, useRef } from "react";
import { usePlayer } from "./context.js";
import { Icon } from "./icons.jsx";
import { KEYS } from "./keys.js";

const rate = (level) => (level.frameRate > 31 ? Math.round(level.frameRate) : "");

// Two renditions of the same height are told apart by their bitrate.
function named(level, levels) {
  const name = level.height ? `${level.height}p${rate(level)}` : level.name;
  const same = levels.filter(({ height, frameRate }) => height === level.height && rate({ frameRate }) === rate(level));
  return same.length > 1 ? `${name} · ${(level.bitrate / 1e6).toFixed(1)} Mbit/s` : name;
}

const Choice = ({ name, label, note, checked, onChange }) => (
  <label>
    <input type="radio" name={name} checked={checked} onChange={onChange} />
    <span>{label}</span>
    {note && <span className="ui-num player-note">{note}</span>}
  </label>
);

const Switch = ({ label, note, checked, onChange }) => (
  <label>
    <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
    <span>{label}</span>
    {note && <span className="ui-num player-note">{note}</span>}
  </label>
);

export function SettingsPanel() {
  const { now, shown, acts, props } = usePlayer();
  const panel = useRef(null);
  useEffect(() => {
    if (shown.settings) panel.current?.querySelector("input")?.focus();
  }, [shown.settings]);
  if (!shown.settings || !now) return null;
  const { labels } = props;
  const playing = now.levels[now.level];
  const delay = now.figures.latency === null ? "" : `${now.figures.latency.toFixed(1)} s`;
  return (
    <div ref={panel} className="player-menu" role="group" aria-label={labels.settings}>
      <fieldset>
        <legend>{labels.quality}</legend>
        <Choice
          name="player-quality"
          label={labels.automatic}
          note={now.automatic && playing && named(playing, now.levels)}
          checked={now.automatic}
          onChange={() => acts.chooseQuality("")}
        />
        {now.levels.map((level, index) => (
          <Choice
            key={index}
            name="player-quality"
            label={named(level, now.levels)}
            checked={!now.automatic && !now.onlySound && now.level === index}
            onChange={() => acts.chooseQuality(String(level.height))}
          />
        ))}
        {now.soundOnly && (
          <Choice name="player-quality" label={labels.audioOnly} checked={now.onlySound} onChange={() => acts.chooseQuality("audio")} />
        )}
      </fieldset>
      {now.captions.length > 0 && (
        <fieldset>
          <legend>{labels.captions}</legend>
          <Choice name="player-captions" label={labels.off} checked={!now.captionsOn} onChange={() => acts.chooseCaptions(-1)} />
          {now.captions.map((caption, index) => (
            <Choice
              key={index}
              name="player-captions"
              label={caption || `${labels.captions} ${index + 1}`}
              checked={now.captionsOn && now.caption === index}
              onChange={() => acts.chooseCaptions(index)}
            />
          ))}
        </fieldset>
      )}
      {now.live && <Switch label={labels.lowLatency} note={delay} checked={shown.lowLatency} onChange={acts.setLowLatency} />}
      <Switch label={labels.statistics} checked={shown.figures} onChange={acts.toggleStatistics} />
    </div>
  );
}

const megabits = (bits) => (bits ? `${(bits / 1e6).toFixed(1)} Mbit/s` : "");
const seconds = (value) => (value === null || value === undefined ? "" : `${value.toFixed(2)} s`);

// Each figure as words; FigureShown gives one, the statistics give all.
const FIGURES = {
  latency: ({ figures }) => seconds(figures.latency),
  buffer: ({ figures }) => seconds(figures.buffer),
  picture: ({ figures }) => [figures.size, figures.frameRate && `${Math.round(figures.frameRate)} fps`].filter(Boolean).join(" · "),
  codecs: ({ figures }) => figures.codecs,
  bitrate: ({ figures }) => megabits(figures.bitrate),
  bandwidth: ({ figures }) => megabits(figures.bandwidth),
  dropped: ({ figures }) => `${figures.dropped} / ${figures.frames}`,
  stalls: ({ figures }) => `${figures.stalls}`,
  rate: ({ figures }) => `× ${figures.rate.toFixed(2)}`,
  firstFrame: ({ figures }) => (figures.firstFrame === null ? "" : seconds(figures.firstFrame / 1000)),
  pictureAt: ({ figures }) => figures.pictureAt,
  newestAt: ({ figures }) => figures.newestAt,
  here: ({ figures }) => figures.here,
  errors: ({ figures }) => `${figures.errors}`,
};

export function FigureShown({ name }) {
  const { now } = usePlayer();
  return <span className="ui-num">{now ? FIGURES[name]?.(now) || "–" : "–"}</span>;
}

export function StatisticsPanel() {
  const { now, shown, acts, props } = usePlayer();
  if (!shown.figures || !now) return null;
  return (
    <section className="player-panel" data-at="start" aria-label={props.labels.statistics}>
      <dl>
        {Object.entries(FIGURES).map(([name, told]) => (
          <div key={name} data-figure={name}>
            <dt>{props.labels[name]}</dt>
            <dd className="ui-num">{told(now) || "–"}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="player-control" aria-label={props.labels.close} onClick={acts.toggleStatistics}>
        <Icon name="close" />
      </button>
    </section>
  );
}

export function HelpPanel() {
  const { shown, acts, props } = usePlayer();
  if (!shown.help) return null;
  const { labels } = props;
  return (
    <section className="player-panel" data-at="middle" aria-label={labels.help}>
      <h2 className="ui-h3">{labels.help}</h2>
      <dl>
        {KEYS.filter(({ needs }) => !needs || props[needs]).map(({ shown: keys, label }) => (
          <div key={label}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{labels[label]}</dd>
          </div>
        ))}
      </dl>
      <button type="button" className="player-control" aria-label={labels.close} onClick={acts.toggleHelp}>
        <Icon name="close" />
      </button>
    </section>
  );
}

// Shown while the player is in one of `phases`.
export function PhaseShown({ phases, children }) {
  const { phase } = usePlayer();
  return phases.includes(phase) ? children : null;
}

export function Veil({ phases, role, light, spinning, text, children }) {
  const { phase } = usePlayer();
  if (!phases.includes(phase)) return null;
  return (
    <div className="player-veil" data-light={light} role={role}>
      {spinning && <span className="ui-spinner" aria-hidden="true" />}
      {text && <p className={light ? "ui-hidden-visually" : undefined}>{text}</p>}
      {children}
    </div>
  );
}
