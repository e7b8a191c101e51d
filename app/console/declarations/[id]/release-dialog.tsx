"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { SubmitEvent } from "react";
import type { Release } from "../../../../server/services/footprint/release.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { CloseDialog, Dialog } from "../../../_ui/dialog.tsx";
import { FailureNotice } from "../../../_ui/failure-notice.tsx";
import { problemAt } from "../../../_ui/failure.ts";
import { Field, fieldId } from "../../../_ui/field.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { doneOrPrepared } from "../../../_ui/sign-outside.ts";
import { textOfEntry } from "../../../_ui/text-of-entry.ts";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

interface ReleaseDialogProps {
  readonly id: string;
  readonly number: number;
  readonly lock: number;
  readonly mayRelease: boolean;
  /** Why it cannot be released now, in words; null when there is nothing to say. */
  readonly instead: string | null;
  readonly operator: string;
  readonly hasPassport: boolean;
  /** What becomes public. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
}

/** Release: what becomes public, what the signature means, why; then where the signed record is. */
export function ReleaseDialog(props: ReleaseDialogProps) {
  const { id, number, lock, mayRelease, instead, operator, hasPassport, facts } = props;
  const { t, problem } = useText();
  const { act, running, failure } = useAct();
  const router = useRouter();
  const form = useId();
  const [missing, setMissing] = useState(false);
  const [release, setRelease] = useState<Release | null>(null);

  async function send(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const reason = textOfEntry(new FormData(event.currentTarget).get("reason"));
    const isMissing = number > 1 && reason === "";
    setMissing(isMissing);
    if (isMissing) {
      document.getElementById(fieldId(form, "reason"))?.focus();
      return;
    }
    const order = { id, lock, reason: reason || undefined };
    const made = await act(() =>
      doneOrPrepared(() => trpc.footprint.release.mutate(order), { purpose: "release", ...order }),
    );
    if (made === null) return;
    if ("sign" in made.done) router.push(made.done.sign);
    else setRelease(made.done.done);
  }

  if (!mayRelease && release === null) {
    return instead === null ? null : <span className="small muted">{instead}</span>;
  }
  const found = problemAt(failure, "reason");
  return (
    <Dialog
      opener={t("declaration.release")}
      openerClass="button-primary"
      offered={mayRelease}
      title={release === null ? t("declaration.releaseTitle", { number }) : t("declaration.releasedTitle")}
    >
      {release === null ? (
        <form method="post" className="form" noValidate onSubmit={(event) => void send(event)}>
          <FailureNotice failure={failure} form={form} fields={{ reason: t("declaration.releaseReason") }} />
          <h3>{t("declaration.releaseWhat")}</h3>
          <dl className="facts">
            {facts.map(({ name, value }) => (
              <div key={name} className="facts-pair">
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <p>
            {hasPassport ? t("declaration.releaseMeans", { operator }) : t("declaration.releaseSupplier")}
          </p>
          {number > 1 ? (
            <Field
              form={form}
              name="reason"
              label={t("declaration.releaseReason")}
              help={t("declaration.releaseReasonHelp")}
              error={
                missing
                  ? t("declaration.releaseReasonMissing")
                  : found === undefined
                    ? undefined
                    : problem(found)
              }
            >
              {(control) => <input {...control} type="text" maxLength={500} autoComplete="off" />}
            </Field>
          ) : null}
          <div className="actions">
            <button type="submit" className="button-primary" disabled={running}>
              {running ? t("declaration.releaseRunning") : t("declaration.releaseSubmit")}
            </button>
            <CloseDialog label={t("action.cancel")} disabled={running} />
          </div>
        </form>
      ) : (
        <>
          {release.passport === null ? (
            <Notice tone="good" title={t("declaration.releasedSupplier")} live />
          ) : (
            <>
              <Notice
                tone="good"
                title={t("declaration.releasedAs", {
                  version: release.passport.version,
                  leaf: release.passport.leafIndex,
                })}
                live
              />
              <dl className="facts">
                <dt>{t("model.identifier")}</dt>
                <dd className="identifier">{release.passport.productUrl}</dd>
                <dt>{t("declaration.digest")}</dt>
                <dd className="identifier">{release.passport.digest}</dd>
              </dl>
            </>
          )}
          {release.isPending ? (
            <Notice tone="warn" title={t("declaration.notPublished")} live>
              <p>{t("declaration.notPublishedHelp")}</p>
            </Notice>
          ) : null}
          <div className="actions">
            {release.passport === null || release.isPending ? null : (
              <>
                <a className="button button-primary" href={release.passport.path}>
                  {t("declaration.releasedPage")}
                </a>
                <a className="button" href={`${release.passport.path}?form=vc%2Bjwt`}>
                  {t("declaration.releasedRecord")}
                </a>
              </>
            )}
            <CloseDialog label={t("action.close")} />
          </div>
        </>
      )}
    </Dialog>
  );
}
