import { signOut } from "./sign-in-action.ts";

/** Ends the session; a form, so that it works without scripts and no link can sign anybody out. */
export function SignOutButton({ label }: { readonly label: string }) {
  return (
    <form action={signOut}>
      <button type="submit" className="button-quiet">
        {label}
      </button>
    </form>
  );
}
