// A button that cannot be pressed twice: while busy it keeps the focus, keeps its width and swallows clicks.
export function Button({ loading = false, disabled = false, children, onClick, ...rest }) {
  const inert = loading || disabled;
  const press = (event) => {
    if (inert) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      onClick={press}
      aria-disabled={inert || undefined}
      aria-busy={loading || undefined}
    >
      <span className="ui-button-content">{children}</span>
      {loading && (
        <span className="ui-button-spinner">
          <span className="ui-spinner" />
        </span>
      )}
    </button>
  );
}
