// Changes the language at once and for the next visits, without a word to the server.
import { useEffect, useState } from "react";

export function LanguageSwitch({ languages, label }) {
  const [chosen, setChosen] = useState("en");
  useEffect(() => setChosen(window.aethexLanguage()), []);
  return (
    <select
      className="ui-input ui-select ui-language"
      aria-label={label}
      value={chosen}
      onChange={(event) => {
        setChosen(event.target.value);
        window.aethexSetLanguage(event.target.value);
      }}
    >
      {Object.entries(languages).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
