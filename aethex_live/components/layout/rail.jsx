// Folds the left rail and remembers it; the head's script applies the choice before the first paint.
import { useState } from "react";

export function RailToggle({ label }) {
  const [folded, setFolded] = useState(
    () => typeof document !== "undefined" && document.documentElement.dataset.rail === "folded",
  );
  const toggle = () => {
    const next = !folded;
    setFolded(next);
    document.documentElement.dataset.rail = next ? "folded" : "open";
    localStorage.setItem("rail", document.documentElement.dataset.rail);
  };
  return (
    <button
      type="button"
      className="ui-button ui-rail-toggle"
      data-kind="ghost"
      data-icon="true"
      aria-label={label}
      title={label}
      aria-expanded={!folded}
      onClick={toggle}
      suppressHydrationWarning
    >
      <svg
        className="ui-icon"
        width="20"
        height="20"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        aria-hidden="true"
      >
        <path d="M4 6h16M4 12h10M4 18h16" />
      </svg>
    </button>
  );
}
