// A link that knows whether its page is open, with or without a slash at the end of the address. In a row that
// scrolls it comes into view then.
import { useEffect, useRef } from "react";
import { Link, useLocation } from "react-router";

const trim = (path) => path.split(/[?#]/)[0].replace(/\/+$/, "");

export function NavLink({ to, exact = false, children, ...rest }) {
  const here = trim(useLocation().pathname);
  const there = trim(to);
  const open = here === there || (!exact && here.startsWith(`${there}/`));
  const link = useRef(null);
  useEffect(() => {
    const row = link.current.parentElement;
    if (open && row.scrollWidth > row.clientWidth)
      row.scrollLeft = link.current.offsetLeft - row.offsetLeft - (row.clientWidth - link.current.clientWidth) / 2;
  }, [open]);
  return (
    <Link ref={link} to={to} aria-current={open ? "page" : undefined} {...rest}>
      {children}
    </Link>
  );
}
