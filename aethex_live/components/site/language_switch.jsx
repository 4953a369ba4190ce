// Changes the language at once and for the next visits, without a word to the server.
import { useEffect, useRef, useState } from "react";

// What the page shows before its scripts run.
const BEFORE = "en";

export function LanguageSwitch({ languages, label }) {
  const [chosen, setChosen] = useState(BEFORE);
  const select = useRef(null);
  const choose = (language) => {
    setChosen(language);
    window.aethexSetLanguage(language);
  };
  useEffect(() => {
    // Somebody may have chosen before React listened.
    const early = select.current.value;
    if (early !== BEFORE) choose(early);
    else setChosen(window.aethexLanguage());
  }, []);
  return (
    <select
      ref={select}
      autoComplete="off"
      className="ui-input ui-select ui-language"
      aria-label={label}
      value={chosen}
      onChange={(event) => choose(event.target.value)}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
