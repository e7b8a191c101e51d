import { forbidden, redirect } from "next/navigation";
import { registry } from "../../server/caller.ts";
import type { Role } from "../../server/domain/access/policy.ts";
import type { AccountView } from "../../server/services/account/view.ts";
import { signInFor } from "./asked.ts";
import { pagePath } from "./page-path.ts";

/**
 * Who is signed in, for screens made for some roles: nobody is led to the sign-in page, others get the 403 page. This
 * chooses screens only; what anyone may see or do is decided by the registry each time it is asked.
 */
export async function signedInAs(...roles: readonly Role[]): Promise<AccountView> {
  const account = await registry().account.me();
  if (account === null) redirect(signInFor(await pagePath()));
  if (!account.memberships.some((held) => roles.includes(held.role))) forbidden();
  return account;
}

/** The screens somebody's roles open, in the order they are offered. */
export function homesOf({
  memberships,
}: {
  readonly memberships: readonly { readonly role: Role }[];
}): readonly ("/console" | "/authority" | "/interest" | "/admin")[] {
  const homes = homeOfRoles.filter(({ roles }) => memberships.some((held) => roles.includes(held.role)));
  return homes.map(({ home }) => home);
}

const homeOfRoles: readonly {
  readonly home: "/console" | "/authority" | "/interest" | "/admin";
  readonly roles: readonly Role[];
}[] = [
  { home: "/console", roles: ["author", "reviewer", "signer"] },
  { home: "/authority", roles: ["authority", "notifiedBody"] },
  { home: "/interest", roles: ["interest"] },
  { home: "/admin", roles: ["keeper"] },
];
