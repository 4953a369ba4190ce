// A line of numbers over time, drawn to the width that there is.
import { useEffect, useId, useRef, useState } from "react";

const HEIGHT = 120;
const TOP = 8;

const useWidth = () => {
  const box = useRef(null);
  const [width, setWidth] = useState(480);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.max(120, entry.contentRect.width)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
};

// The next round number, so that the line does not dance when its peak changes a little.
const roundUp = (value) => {
  const step = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * step).find((round) => round >= value);
};

export function Graph({ points = [], label = "", unit = "", empty = "", tone = "signal" }) {
  const [box, width] = useWidth();
  const fill = useId();
  const most = points.length ? Math.max(...points) : 0;
  const ceiling = roundUp(Math.max(most, 1));
  const x = (index) => (points.length > 1 ? (index / (points.length - 1)) * width : width / 2);
  const y = (value) => TOP + (1 - value / ceiling) * (HEIGHT - TOP - 1);
  const line = points.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
  const newest = points.at(-1) ?? 0;
  return (
    <figure ref={box} className="studio-graph" style={{ "--tone": `var(--${tone})` }}>
      <figcaption className="ui-inline">
        <span className="ui-label">{label}</span>
        <span className="ui-num">{points.length ? `${newest.toLocaleString()} ${unit}` : ""}</span>
      </figcaption>
      {points.length ? (
        <svg
          viewBox={`0 0 ${width} ${HEIGHT}`}
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`${label}: ${newest} ${unit}, max. ${most}`}
        >
          <defs>
            <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="var(--tone)" stopOpacity="0.28" />
              <stop offset="1" stopColor="var(--tone)" stopOpacity="0" />
            </linearGradient>
          </defs>
          {[0.5, 1].filter((share) => Number.isInteger(ceiling * share)).map((share) => (
            <g key={share}>
              <line className="studio-graph-rule" x1="0" x2={width} y1={y(ceiling * share)} y2={y(ceiling * share)} />
              <text className="studio-graph-mark" x={width} y={y(ceiling * share) + 11} textAnchor="end">
                {(ceiling * share).toLocaleString()}
              </text>
            </g>
          ))}
          <polygon points={`${x(0)},${HEIGHT} ${line} ${x(points.length - 1)},${HEIGHT}`} fill={`url(#${fill})`} />
          <polyline className="studio-graph-line" points={line} />
          <circle className="studio-graph-end" cx={x(points.length - 1)} cy={y(newest)} r="3" />
        </svg>
      ) : (
        <p className="ui-faint ui-small">{empty}</p>
      )}
    </figure>
  );
}
