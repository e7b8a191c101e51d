/** Name of the registry with its mark: a cell with a check of proof in it. Leads home. */
export function Wordmark({ href }: { readonly href: string }) {
  return (
    <a className="wordmark" href={href}>
      <svg
        width="22"
        height="22"
        viewBox="0 0 22 22"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        aria-hidden="true"
      >
        <path d="M8 3.5V1.75h6V3.5M4.75 3.5h12.5v16.75H4.75z" />
        <path d="M7.75 12l2.5 2.5 4.25-5" stroke="var(--accent)" strokeWidth="2" />
      </svg>
      Cellproof
    </a>
  );
}
