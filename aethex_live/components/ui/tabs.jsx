// Tabs within a page: one stop of the Tab key, arrows move between them, panels keep their state.
import { Children, useEffect, useId, useRef, useState } from "react";

export function Tabs({ label, names, values, shown, inAddress, selected, onSelect, children }) {
  const id = useId();
  const list = useRef(null);
  const [own, setOwn] = useState("");
  const open = values.filter((_, at) => shown?.[at] ?? true);
  const wanted = selected ?? own;
  const current = open.includes(wanted) ? wanted : open[0];
  const panels = Children.toArray(children);

  useEffect(() => {
    if (!inAddress) return;
    const read = () => {
      const value = location.hash.slice(1);
      setOwn(value);
      if (values.includes(value)) onSelect?.(value);
    };
    read();
    window.addEventListener("hashchange", read);
    return () => window.removeEventListener("hashchange", read);
  }, [inAddress]);

  const choose = (value) => {
    setOwn(value);
    if (inAddress) history.replaceState(history.state, "", `#${value}`);
    onSelect?.(value);
  };
  const press = (event) => {
    const at = open.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: open.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + open.length) % open.length;
    choose(open[next]);
    list.current.children[next].focus();
  };

  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className="ui-tab-list" onKeyDown={press}>
        {open.map((value) => (
          <button
            key={value}
            type="button"
            role="tab"
            id={`${id}-tab-${value}`}
            className="ui-tab"
            aria-selected={value === current}
            aria-controls={`${id}-panel-${value}`}
            tabIndex={value === current ? 0 : -1}
            onClick={() => choose(value)}
          >
            {names[values.indexOf(value)]}
          </button>
        ))}
      </div>
      {values.map((value, at) => (
        <div
          key={value}
          role="tabpanel"
          id={`${id}-panel-${value}`}
          aria-labelledby={`${id}-tab-${value}`}
          className="ui-tab-panel"
          hidden={value !== current}
        >
          {panels[at]}
        </div>
      ))}
    </div>
  );
}
