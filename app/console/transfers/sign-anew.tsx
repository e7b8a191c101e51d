"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { doneOrPrepared } from "../../_ui/sign-outside.ts";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Signs what was taken over, part by part, and says how far it is; whatever stops it, the next click goes on from there. */
export function SignAnew({ operatorId }: { readonly operatorId: string }) {
  const { t: c } = useText();
  const { t } = useTextOf("life");
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();
  const [done, setDone] = useState<{ readonly signed: number; readonly open: number } | null>(null);

  async function sign(): Promise<void> {
    await act(async () => {
      let signed = 0;
      for (;;) {
        const made = await doneOrPrepared(() => trpc.life.signAnew.mutate({ operatorId }), {
          ...{ purpose: "signAnew", operatorId },
        });
        if ("sign" in made) return router.push(made.sign);
        const { signed: now, open } = made.done;
        signed += now;
        setDone({ signed, open });
        if (open === 0 || now === 0) return;
      }
    });
  }

  return (
    <div className="stack">
      <FailureNotice failure={failure} form={form} fields={{}} />
      {done === null ? null : (
        <Notice
          tone={done.open === 0 ? "good" : "info"}
          live
          title={done.open === 0 ? t("transfers.signedAll") : t("transfers.signing", done)}
        />
      )}
      <div className="actions">
        <button type="button" className="button-primary" disabled={running} onClick={() => void sign()}>
          {running ? c("action.running") : t("transfers.signAnew")}
        </button>
      </div>
    </div>
  );
}
