"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

interface SideNavProps {
  readonly label: string;
  readonly nouns: readonly { readonly href: string; readonly name: string }[];
}

/** The nouns of the console; the one being looked at is marked. */
export function SideNav({ label, nouns }: SideNavProps) {
  const path = usePathname();
  return (
    <nav aria-label={label}>
      <ul>
        {nouns.map(({ href, name }) => {
          const here = href === "/console" ? path === href : path === href || path.startsWith(`${href}/`);
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
