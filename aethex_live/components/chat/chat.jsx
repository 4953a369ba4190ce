// A list that follows its end, but never while somebody reads further up: then it counts what is new.
import { useEffect, useLayoutEffect, useRef, useState } from "react";

const NEAR = 48; // px from the end that still count as being there

export function ChatLog({ count, label, newLabel, children }) {
  const box = useRef(null);
  const atEnd = useRef(true);
  const seen = useRef(0);
  const [missed, setMissed] = useState(0);

  const toEnd = () => {
    box.current.scrollTop = box.current.scrollHeight;
    seen.current = count;
    setMissed(0);
  };
  const scrolled = () => {
    const { scrollTop, scrollHeight, clientHeight } = box.current;
    atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
    if (atEnd.current) {
      seen.current = count;
      setMissed(0);
    }
  };

  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  useEffect(() => {
    if (!atEnd.current) setMissed((before) => before + 1);
  }, [count]);

  return (
    <div className="chat-frame">
      <div ref={box} className="chat-log" role="log" aria-label={label} tabIndex={0} onScroll={scrolled}>
        {children}
      </div>
      {missed > 0 && (
        <button type="button" className="chat-new ui-button" data-kind="primary" data-size="s" onClick={toEnd}>
          {newLabel}
        </button>
      )}
    </div>
  );
}
