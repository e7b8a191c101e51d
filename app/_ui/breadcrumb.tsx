import Link from "next/link";

/** Where this screen stands. The last entry is the screen itself and no link. */
export function Breadcrumb({ label, trail }: { readonly label: string; readonly trail: readonly Crumb[] }) {
  return (
    <nav aria-label={label}>
      <ol className="breadcrumb">
        {trail.map((crumb) => (
          <li key={crumb.name}>
            {crumb.href === undefined ? (
              <span aria-current="page">{crumb.name}</span>
            ) : (
              <Link href={crumb.href}>{crumb.name}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

export interface Crumb {
  readonly name: string;
  readonly href?: string;
}
