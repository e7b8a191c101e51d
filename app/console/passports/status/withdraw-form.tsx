"use client";

import { useRef, useState } from "react";
import type { RevocationReason } from "../../../../server/domain/record/status-reason.ts";
import { isRevocationReason } from "../../../../server/domain/record/status-reason.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog } from "../../../_ui/dialog.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface WithdrawFormProps {
  readonly productUrl: string;
  /** Those that can still be withdrawn, newest first. */
  readonly versions: readonly number[];
  readonly reasons: readonly RevocationReason[];
}

interface Chosen {
  readonly version: number;
  readonly reason: string;
  readonly note: string;
}

interface Done {
  readonly version: number;
  readonly leafIndex: number;
  readonly isPending: boolean;
}

/** Version, reason and note are chosen first; then the question is asked once more, for nothing brings a version back. */
export function WithdrawForm({ productUrl, versions, reasons }: WithdrawFormProps) {
  const { t: common } = useText();
  const { t } = useTextOf("status");
  const { act, running, failure, setFailure } = useAct();
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [round, setRound] = useState(0);
  const [done, setDone] = useState<Done | null>(null);

  async function withdraw({ version, reason, note }: Chosen): Promise<void> {
    const input = { productUrl, version, reason, note: note || undefined };
    const ended = await act(() => trpc.passport.revoke.mutate(input));
    dialog.current?.close();
    if (ended === null) return;
    setDone(ended.done);
    setRound((count) => count + 1);
  }

  return (
    <div className="stack">
      {done === null ? null : (
        <Notice tone="good" live title={t("console.done", { version: done.version, index: done.leafIndex })}>
          {done.isPending ? <p>{t("console.pending")}</p> : null}
        </Notice>
      )}
      {versions.length === 0 ? <p>{t("console.nothing")}</p> : null}
      {versions.length === 0 ? null : (
        <FieldsForm
          key={round}
          submit={t("console.continue")}
          running={running}
          failure={failure}
          fields={[
            {
              name: "version",
              label: t("console.which"),
              kind: "select",
              options: versions.map((version) => ({
                value: String(version),
                label: t("console.versionN", { version }),
              })),
              initial: String(versions[0]),
            },
            {
              name: "reason",
              label: t("console.reason"),
              help: t("console.reasonHelp"),
              kind: "select",
              options: [
                { value: "", label: t("console.chooseReason") },
                ...reasons.map((reason) => ({ value: reason, label: t(`revocation.${reason}`) })),
              ],
            },
            {
              name: "note",
              label: t("console.internal"),
              help: t("console.internalHelp"),
              optional: true,
            },
          ]}
          onSubmit={async (typed) => {
            const next = { version: Number(typed("version")), reason: typed("reason"), note: typed("note") };
            setDone(null);
            setFailure(null);
            setChosen(next);
            // Without a reason the registry itself says what is missing, at the field.
            if (isRevocationReason(next.reason)) dialog.current?.showModal();
            else await withdraw(next);
            return false;
          }}
        />
      )}
      <dialog ref={dialog} aria-labelledby="withdraw-question">
        <div className="stack">
          <h2 id="withdraw-question">{t("console.question", { version: chosen?.version ?? 0 })}</h2>
          {chosen !== null && isRevocationReason(chosen.reason) ? (
            <p>{t("console.confirmReason", { reason: t(`revocation.${chosen.reason}`) })}</p>
          ) : null}
          <div className="actions">
            <button
              type="button"
              className="button-primary"
              disabled={running}
              onClick={() => {
                if (chosen !== null) void withdraw(chosen);
              }}
            >
              {running ? common("action.running") : t("console.confirm")}
            </button>
            <CloseDialog label={common("action.cancel")} disabled={running} />
          </div>
        </div>
      </dialog>
    </div>
  );
}
