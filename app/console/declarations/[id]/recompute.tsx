"use client";

import { useId, useState } from "react";
import type { ReactNode } from "react";
import type { Recomputation } from "../../../../server/services/footprint/recompute.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { moment } from "../../../_ui/shown.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** Calculates a released declaration again and says in words how that compares, with what the result rests on. */
export function Recompute({ id }: { readonly id: string }) {
  const { t } = useTextOf("review");
  return (
    <RecomputeButton ask={() => trpc.footprint.recompute.mutate({ id })}>
      <a className="button" href={`/console/declarations/${id}/request.json`} download>
        {t("download")}
      </a>
    </RecomputeButton>
  );
}

/** The same for whoever may ask in another way; `children` stand beside the button. */
export function RecomputeButton({
  ask,
  children,
}: {
  readonly ask: () => Promise<Recomputation>;
  readonly children?: ReactNode;
}) {
  const { t: say } = useText();
  const { t } = useTextOf("review");
  const { act, running, failure } = useAct();
  const form = useId();
  const [made, setMade] = useState<Recomputation | null>(null);

  async function calculateAgain(): Promise<void> {
    const answer = await act(ask);
    if (answer !== null) setMade(answer.done);
  }

  return (
    <>
      <div className="actions">
        <button type="button" disabled={running} onClick={() => void calculateAgain()}>
          {running ? say("action.running") : t("recompute")}
        </button>
        {children}
      </div>
      <FailureNotice failure={failure} form={form} fields={{}} />
      {made === null ? null : <Comparison made={made} />}
    </>
  );
}

function Comparison({ made }: { readonly made: Recomputation }) {
  const { language } = useText();
  const { t, words } = useTextOf("review");
  const isGood = made.outcome === "same" && made.requestIntact;
  return (
    <>
      <Notice
        tone={isGood ? "good" : made.outcome === "figuresSame" && made.requestIntact ? "info" : "danger"}
        title={t(`recomputed.${made.outcome}`, { at: moment(language, made.at) })}
        live
      >
        <p>{t(made.requestIntact ? "requestIntact" : "requestBroken")}</p>
        {made.differing.length === 0 ? null : (
          <ul>
            {made.differing.map(({ path, before, after }) => (
              <li key={path}>
                <code className="small">{path}</code>: {before ?? t("none")} → {after ?? t("none")}
              </li>
            ))}
          </ul>
        )}
      </Notice>
      <dl className="facts">
        <dt>{t("requestDigest")}</dt>
        <dd className="identifier">{made.requestDigest}</dd>
        <dt>{t("resultDigest")}</dt>
        <dd className="identifier">{made.recomputed?.resultDigest ?? made.stored.resultDigest}</dd>
      </dl>
      <h3>{t("basis")}</h3>
      <div className="table-frame">
        <table className="stacks stacks-early">
          <thead>
            <tr>
              <th scope="col">{t("basisId")}</th>
              <th scope="col">{t("basisVersion")}</th>
              <th scope="col">{t("basisHash")}</th>
              <th scope="col">{t("basisState")}</th>
            </tr>
          </thead>
          <tbody>
            {made.basis.map(({ kind, id, version, contentHash, intact }) => (
              <tr key={`${kind} ${id} ${version}`}>
                <th scope="row">
                  {words.basisKind[kind]} <code className="small">{id}</code>
                </th>
                <td data-label={t("basisVersion")}>{version}</td>
                <td data-label={t("basisHash")} className="identifier">
                  {contentHash}
                </td>
                <td data-label={t("basisState")}>
                  {intact ? t("intact") : <span className="warn">{t("notIntact")}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
