"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { opinionOutcomes, isOpinionOutcome } from "../../../../server/domain/record/opinion.ts";
import type { GivenOpinion } from "../../../../server/services/opinion/give.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog } from "../../../_ui/dialog.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface GiveOpinionProps {
  readonly productUrl: string;
  readonly version: number;
  readonly modelName: string;
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
}

interface Chosen {
  readonly bodyId: string;
  readonly outcome: string;
  readonly remarks: string;
}

/** Body, finding and remarks are entered first; then the question is asked before anything is signed. */
export function GiveOpinion({ productUrl, version, modelName, bodies }: GiveOpinionProps) {
  const { t: common } = useText();
  const { t } = useTextOf("opinions");
  const router = useRouter();
  const { act, running, failure, setFailure } = useAct();
  const [round, setRound] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [signed, setSigned] = useState<GivenOpinion | null>(null);

  async function sign({ bodyId, outcome, remarks }: Chosen): Promise<void> {
    const said = { productUrl, version, bodyId, outcome, remarks: remarks || undefined };
    const order = { purpose: "opinion", ...said } as const;
    const ended = await act(() => doneOrPrepared(() => trpc.opinion.give.mutate(said), order));
    dialog.current?.close();
    if (ended === null) return;
    if ("sign" in ended.done) {
      router.push(ended.done.sign);
      return;
    }
    setSigned(ended.done.done);
    setRound((count) => count + 1);
  }

  return (
    <div className="stack">
      {signed === null ? null : (
        <Notice tone="good" live title={t("assess.signed", { index: signed.leafIndex })}>
          {signed.isPending ? (
            <p>{t("assess.pending")}</p>
          ) : (
            <p>
              <a href={signed.path}>{t("assess.open")}</a>
            </p>
          )}
        </Notice>
      )}
      <FieldsForm
        key={round}
        submit={t("assess.continue")}
        running={running}
        failure={failure}
        fields={[
          {
            name: "bodyId",
            label: t("assess.as"),
            kind: "select",
            options: bodies.map(({ id, name }) => ({ value: id, label: name })),
          },
          {
            name: "outcome",
            label: t("assess.outcome"),
            kind: "select",
            options: [
              { value: "", label: t("assess.choose") },
              ...opinionOutcomes.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) })),
            ],
          },
          { name: "remarks", label: t("assess.remarks"), help: t("assess.remarksHelp"), optional: true },
        ]}
        onSubmit={async (typed) => {
          const next = {
            bodyId: typed("bodyId"),
            outcome: typed("outcome"),
            remarks: typed("remarks"),
          };
          setSigned(null);
          setFailure(null);
          setChosen(next);
          // What is missing the registry itself says, at the field.
          if (next.outcome === "" || (next.outcome !== "confirmed" && next.remarks === "")) await sign(next);
          else dialog.current?.showModal();
          return false;
        }}
      />
      <dialog ref={dialog} aria-labelledby="opinion-question">
        <div className="stack">
          <h2 id="opinion-question">{t("assess.question")}</h2>
          {chosen === null || !isOpinionOutcome(chosen.outcome) ? null : (
            <p>
              {t("assess.questionText", {
                outcome: t(`outcome.${chosen.outcome}`),
                version,
                name: modelName,
                body: bodies.find(({ id }) => id === chosen.bodyId)?.name ?? "",
              })}
            </p>
          )}
          {chosen === null || chosen.remarks === "" ? null : (
            <p>{t("page.remarks", { remarks: chosen.remarks })}</p>
          )}
          <div className="actions">
            <button
              type="button"
              className="button-primary"
              disabled={running}
              onClick={() => {
                if (chosen !== null) void sign(chosen);
              }}
            >
              {running ? common("action.running") : t("assess.sign")}
            </button>
            <CloseDialog label={common("action.cancel")} disabled={running} />
          </div>
        </div>
      </dialog>
    </div>
  );
}
