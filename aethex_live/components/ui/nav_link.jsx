// A link that knows whether its page is open, with or without a slash at the end of the address.
import { Link, useLocation } from "react-router";

const trim = (path) => path.split(/[?#]/)[0].replace(/\/+$/, "");

export function NavLink({ to, exact = false, children, ...rest }) {
  const here = trim(useLocation().pathname);
  const there = trim(to);
  const open = here === there || (!exact && here.startsWith(`${there}/`));
  return (
    <Link to={to} aria-current={open ? "page" : undefined} {...rest}>
      {children}
    </Link>
  );
}
