"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

interface SideNavProps {
  readonly label: string;
  readonly nouns: readonly { readonly href: string; readonly name: string }[];
}

/** The nouns of a home; the one being looked at is marked. */
export function SideNav({ label, nouns }: SideNavProps) {
  const path = usePathname();
  return (
    <nav aria-label={label}>
      <ul>
        {nouns.map(({ href, name }) => {
          // A home such as /console has every other screen below it: only it itself counts.
          const isHome = /^\/[^/]+$/.test(href);
          const here = isHome ? path === href : path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link href={href} aria-current={here ? (path === href ? "page" : "true") : undefined}>
                {name}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
