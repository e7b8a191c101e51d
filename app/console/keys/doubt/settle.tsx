"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmedAct } from "../../../_ui/confirmed-act.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { trpc } from "../../../_ui/trpc-client.ts";

interface SettleProps {
  /** Where it is published: of a passport the address on the product. */
  readonly address: string;
  /** Of a supplied product's record; null for a passport. */
  readonly footprintId: string | null;
  readonly version: number;
  readonly canBeSignedAnew: boolean;
  readonly canBeWithdrawn: boolean;
}

/** Settles one record; signing anew leads to the own key where there is one. */
export function Settle({ address, footprintId, version, canBeSignedAnew, canBeWithdrawn }: SettleProps) {
  const { t } = useTextOf("keys");
  const router = useRouter();

  async function reissue(): Promise<void> {
    const ended =
      footprintId === null
        ? await doneOrPrepared(() => trpc.passport.reissue.mutate({ productUrl: address }), {
            ...{ purpose: "reissue", productUrl: address },
          })
        : await doneOrPrepared(() => trpc.supplier.reissueRecord.mutate({ id: footprintId }), {
            ...{ purpose: "reissueFootprint", id: footprintId },
          });
    if ("sign" in ended) router.push(ended.sign);
  }

  function withdraw(): Promise<unknown> {
    const reason = "keyCompromised";
    return footprintId === null
      ? trpc.passport.revoke.mutate({ productUrl: address, version, reason })
      : trpc.supplier.withdrawRecord.mutate({ id: footprintId, reason });
  }

  return (
    <div className="row">
      {canBeSignedAnew ? (
        <Ask
          opener={t("doubt.reissue")}
          title={t("doubt.reissueTitle")}
          what={t("doubt.reissueWhat", { count: 1 })}
          deed={reissue}
        />
      ) : null}
      {canBeWithdrawn ? (
        <Ask
          opener={t("doubt.withdraw")}
          title={t("doubt.withdrawTitle")}
          what={t("doubt.withdrawWhat", { count: 1 })}
          deed={withdraw}
        />
      ) : null}
      {canBeSignedAnew || canBeWithdrawn ? null : t("doubt.nothing")}
    </div>
  );
}

interface SettleAllProps {
  readonly kid: string;
  /** How many can be settled in each way. */
  readonly counts: { readonly anew: number; readonly withdraw: number };
}

/** Settles all that is open, in as many calls as it takes. */
export function SettleAll({ kid, counts }: SettleAllProps) {
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
        {counts.anew === 0 ? null : (
          <Ask
            opener={t("doubt.reissueAll")}
            title={t("doubt.reissueTitle")}
            what={t("doubt.reissueWhat", { count: counts.anew })}
            deed={() => settle("reissue")}
          />
        )}
        {counts.withdraw === 0 ? null : (
          <Ask
            opener={t("doubt.withdrawAll")}
            title={t("doubt.withdrawTitle")}
            what={t("doubt.withdrawWhat", { count: counts.withdraw })}
            deed={() => settle("withdraw")}
          />
        )}
      </div>
    </div>
  );
}

interface AskProps {
  readonly opener: string;
  readonly title: string;
  readonly what: string;
  readonly deed: () => Promise<unknown>;
}

function Ask({ what, ...asked }: AskProps) {
  return (
    <ConfirmedAct {...asked} submitClass="button-primary">
      <p>{what}</p>
    </ConfirmedAct>
  );
}
