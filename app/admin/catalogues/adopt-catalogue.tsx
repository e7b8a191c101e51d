"use client";

import { useId, useState } from "react";
import type { CatalogueReview } from "../../../server/services/catalogue/adopt.ts";
import { useText } from "../../_ui/console-text.tsx";
import { FailureNotice } from "../../_ui/failure-notice.tsx";
import { JsonField } from "../../_ui/json-field.tsx";
import { useTextOf } from "../../_ui/more-text.tsx";
import { Notice } from "../../_ui/notice.tsx";
import { trpc } from "../../_ui/trpc-client.ts";
import { useAct } from "../../_ui/use-act.ts";

/** Takes a catalogue as JSON, shows what is wrong with it or what it changes, and only then adopts it. */
export function AdoptCatalogue() {
  const { t: c, problem } = useText();
  const { t } = useTextOf("catalogues");
  const { act, running, failure } = useAct();
  const form = useId();
  const [text, setText] = useState("");
  const [review, setReview] = useState<CatalogueReview | null>(null);
  const [isAdopted, setAdopted] = useState(false);

  function change(next: string): void {
    setText(next);
    setReview(null);
    setAdopted(false);
  }

  async function look(): Promise<void> {
    const looked = await act(() => trpc.catalogue.review.mutate({ text }));
    if (looked !== null) setReview(looked.done);
  }

  async function adopt(): Promise<void> {
    const done = await act(() => trpc.catalogue.adopt.mutate({ text }));
    if (done === null) return;
    change("");
    setAdopted(true);
  }

  const version = review?.version ?? null;
  return (
    <div className="stack">
      <FailureNotice failure={failure} form={form} fields={{ text: t("json") }} />
      {isAdopted ? <Notice tone="good" title={t("adopted")} live /> : null}
      <JsonField {...{ form, label: t("json"), help: t("jsonHelp") }} value={text} onChange={change} />
      <div className="field">
        <label htmlFor={`${form}-file`}>{t("file")}</label>
        <input
          id={`${form}-file`}
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void file.text().then(change);
          }}
        />
      </div>
      <div className="actions">
        <button type="button" disabled={running || text.trim() === ""} onClick={() => void look()}>
          {running ? c("action.running") : t("review")}
        </button>
        {version === null ? null : (
          <button type="button" className="button-primary" disabled={running} onClick={() => void adopt()}>
            {t("adopt", { version })}
          </button>
        )}
      </div>
      {review === null ? null : review.problems.length > 0 ? (
        <Notice tone="danger" title={t("problemsTitle")} live>
          <ul>
            {review.problems.map((found) => (
              <li key={JSON.stringify(found)}>
                <code>{found.path}</code> {problem(found)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <Differences review={review} />
      )}
    </div>
  );
}

function Differences({ review }: { readonly review: CatalogueReview }) {
  const { t } = useTextOf("catalogues");
  const { difference, version, inUse } = review;
  if (difference === null || version === null) return null;
  const lists = (["attributes", "acts", "groups", "sections", "rules"] as const).filter((name) => {
    const { added, removed, changed } = difference[name];
    return added.length + removed.length + changed.length > 0;
  });
  return (
    <div className="stack" role="status">
      <h3>{t("changesTitle", { version, inUse })}</h3>
      {lists.length === 0 ? <p>{t("nothing")}</p> : null}
      {lists.map((name) => {
        const { added, removed, changed } = difference[name];
        return (
          <div key={name}>
            <h4>{t(`list.${name}`)}</h4>
            <ul>
              {added.length === 0 ? null : <li>{t("addedRows", { names: added.join(", ") })}</li>}
              {removed.length === 0 ? null : <li>{t("removedRows", { names: removed.join(", ") })}</li>}
              {changed.flatMap(({ id, members }) =>
                members.map(({ path, before, after }) => (
                  <li key={`${id} ${path}`}>
                    {t("changedRow", {
                      ...{ name: id, member: path },
                      before: before ?? t("none"),
                      after: after ?? t("none"),
                    })}
                  </li>
                )),
              )}
            </ul>
          </div>
        );
      })}
    </div>
  );
}
