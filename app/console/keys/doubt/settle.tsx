"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { ReactNode } from "react";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface SettleProps {
  readonly productUrl: string;
  readonly version: number;
  readonly isNewest: boolean;
}

/** Settles one version; signing anew leads to the own key where there is one. */
export function Settle({ productUrl, version, isNewest }: SettleProps) {
  const { t } = useTextOf("keys");
  const router = useRouter();

  async function reissue(): Promise<void> {
    const ended = await doneOrPrepared(() => trpc.passport.reissue.mutate({ productUrl }), {
      ...{ purpose: "reissue", productUrl },
    });
    if ("sign" in ended) router.push(ended.sign);
  }

  return (
    <div className="row">
      {isNewest ? (
        <Ask
          opener={t("doubt.reissue")}
          title={t("doubt.reissueTitle")}
          what={t("doubt.reissueWhat", { count: 1 })}
          deed={reissue}
        />
      ) : null}
      <Ask
        opener={t("doubt.withdraw")}
        title={t("doubt.withdrawTitle")}
        what={t("doubt.withdrawWhat", { count: 1 })}
        deed={() => trpc.passport.revoke.mutate({ productUrl, version, reason: "keyCompromised" })}
      />
    </div>
  );
}

/** Settles all that is open, in as many calls as it takes. */
export function SettleAll({ kid, count }: { readonly kid: string; readonly count: number }) {
  const { t } = useTextOf("keys");
  const [done, setDone] = useState<{ readonly settled: number; readonly open: number } | null>(null);

  async function settle(how: "reissue" | "withdraw"): Promise<void> {
    let settled = 0;
    for (;;) {
      const round = await trpc.key.settle.mutate({ kid, how });
      settled += round.settled;
      setDone({ settled, open: round.open });
      if (round.open === 0 || round.settled === 0) return;
    }
  }

  return (
    <div className="stack">
      {done === null ? null : <Notice tone="good" title={t("doubt.done", done)} live />}
      <div className="row">
        <Ask
          opener={t("doubt.reissueAll")}
          title={t("doubt.reissueTitle")}
          what={t("doubt.reissueWhat", { count })}
          deed={() => settle("reissue")}
        />
        <Ask
          opener={t("doubt.withdrawAll")}
          title={t("doubt.withdrawTitle")}
          what={t("doubt.withdrawWhat", { count })}
          deed={() => settle("withdraw")}
        />
      </div>
    </div>
  );
}

interface AskProps {
  readonly opener: string;
  readonly title: string;
  readonly what: ReactNode;
  readonly deed: () => Promise<unknown>;
}

function Ask({ opener, title, what, deed }: AskProps) {
  const { t: c } = useText();
  const { act, running, failure } = useAct();
  const form = useId();
  return (
    <Dialog opener={opener} openerClass="button-quiet" offered title={title}>
      <FailureNotice failure={failure} form={form} fields={{}} />
      <p>{what}</p>
      <div className="actions">
        <button
          type="button"
          className="button-primary"
          disabled={running}
          onClick={({ currentTarget }) => {
            const dialog = currentTarget.closest("dialog");
            void act(deed).then((done) => {
              if (done !== null) dialog?.close();
            });
          }}
        >
          {running ? c("action.running") : opener}
        </button>
        <CloseDialog label={c("action.cancel")} disabled={running} />
      </div>
    </Dialog>
  );
}
