"use client";

/** Opens the browser's own print dialogue; without scripts its menu does the same. */
export function PrintButton({ label }: { readonly label: string }) {
  return (
    <button type="button" onClick={() => window.print()}>
      {label}
    </button>
  );
}
