"use client";

import type { Role } from "../../../../server/domain/access/policy.ts";
import { ConfirmedAct } from "../../../_ui/confirmed-act.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";

/** What is taken away: a role, or a token. */
type Deed =
  | { readonly withdraw: { userId: string; operatorId: string | null; role: Role } }
  | { readonly revoke: { id: string } };

interface ConfirmedProps {
  readonly deed: Deed;
  readonly opener: string;
  readonly title: string;
  readonly question: string;
  readonly submit: string;
  /** Heading that takes the focus when the row of this button is gone. */
  readonly back: string;
}

/** Takes a role or a token away, after asking. */
export function Confirmed({ deed, question, ...words }: ConfirmedProps) {
  return (
    <ConfirmedAct
      {...words}
      deed={async () =>
        "withdraw" in deed
          ? trpc.account.withdrawRole.mutate(deed.withdraw)
          : trpc.account.revokeToken.mutate(deed.revoke)
      }
    >
      <p>{question}</p>
    </ConfirmedAct>
  );
}
