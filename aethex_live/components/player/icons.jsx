// The symbols of the player, drawn alike: 24 units, round ends.
const SHAPES = {
  play: <path d="M7 4.5v15l12-7.5z" fill="currentColor" />,
  pause: <path d="M8 5v14M16 5v14" strokeWidth="3" />,
  loud: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11" />,
  mute: <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
  settings: <path d="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4" />,
  captions: <path d="M3.5 5.5h17v13h-17zM10 10.5a2 2 0 1 0 0 3M16.5 10.5a2 2 0 1 0 0 3" />,
  pip: <path d="M3.5 5.5h17v13h-17zM12.5 12h5.5v4h-5.5z" />,
  theatre: <path d="M3 6.5h18v11H3zM15 6.5v11" />,
  full: <path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5" />,
  small: <path d="M9 4v5H4M15 4v5h5M15 20v-5h5M9 20v-5H4" />,
  chat: <path d="M4 5h16v11H9.5L5.5 19.5V16H4z" />,
  help: <path d="M9.2 9a2.8 2.8 0 1 1 4.3 2.3c-.9.6-1.5 1.1-1.5 2.2M12 17v.1M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
};

export const Icon = ({ name }) => (
  <svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
    {SHAPES[name]}
  </svg>
);
