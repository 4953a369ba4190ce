// Tabs within a page: one stop of the Tab key, arrows move between them, panels keep their state.
import { Children, useId, useRef, useState } from "react";

export function Tabs({ label, names, values, selected, onSelect, children }) {
  const id = useId();
  const list = useRef(null);
  const [own, setOwn] = useState(values[0]);
  const current = selected ?? own;
  const panels = Children.toArray(children);

  const choose = (value) => {
    setOwn(value);
    onSelect?.(value);
  };
  const press = (event) => {
    const at = values.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: values.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + values.length) % values.length;
    choose(values[next]);
    list.current.children[next].focus();
  };

  return (
    <div>
      <div ref={list} role="tablist" aria-label={label} className="ui-tab-list" onKeyDown={press}>
        {values.map((value, at) => (
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
            {names[at]}
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
