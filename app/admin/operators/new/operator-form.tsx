"use client";

import Link from "next/link";
import { useState } from "react";
import type { OperatorView } from "../../../../server/services/operator/view.ts";
import { useText } from "../../../_ui/console-text.tsx";
import { FieldsForm } from "../../../_ui/fields-form.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { trpc } from "../../../_ui/trpc-client.ts";
import { useAct } from "../../../_ui/use-act.ts";

/** What is said otherwise where a body that signs is entered in place of an operator. */
export interface BodyWords {
  readonly kindField: string;
  readonly kinds: readonly { readonly value: "notifiedBody" | "authority"; readonly label: string }[];
  readonly submit: string;
  readonly addedNext: string;
  readonly toList: string;
}

/** Enters an operator; afterwards says who it signs as and what comes next. */
export function OperatorForm({ body }: { readonly body?: BodyWords }) {
  const { t, words } = useText();
  const { act, running, failure } = useAct();
  const [added, setAdded] = useState<OperatorView | null>(null);
  if (added !== null) {
    return (
      <div className="stack">
        <Notice tone="good" title={t("admin.newOperator.added", { name: added.name })} live>
          <p>{body?.addedNext ?? t("admin.newOperator.addedNext")}</p>
        </Notice>
        <dl className="facts">
          <dt>{t("admin.operators.did")}</dt>
          <dd className="identifier">{added.did}</dd>
          <dt>{t("admin.operators.key")}</dt>
          <dd className="identifier">{added.keys[0]?.kid}</dd>
        </dl>
        <div className="actions">
          {body === undefined ? (
            <>
              <Link className="button button-primary" href={`/admin/people/new?operator=${added.id}`}>
                {t("admin.newOperator.addPerson")}
              </Link>
              <Link className="button" href="/admin/operators">
                {t("admin.newOperator.toList")}
              </Link>
            </>
          ) : (
            <Link className="button button-primary" href="/admin/bodies">
              {body.toList}
            </Link>
          )}
        </div>
      </div>
    );
  }
  return (
    <FieldsForm
      submit={body?.submit ?? t("admin.newOperator.submit")}
      running={running}
      failure={failure}
      fields={[
        ...(body === undefined
          ? []
          : [
              {
                name: "kind" as const,
                label: body.kindField,
                kind: "select" as const,
                options: body.kinds,
              },
            ]),
        { name: "name", label: t("admin.newOperator.name"), help: t("admin.newOperator.nameHelp") },
        { name: "nameOriginal", label: t("admin.newOperator.nameOriginal"), optional: true },
        { name: "slug", label: t("admin.newOperator.slug"), help: t("admin.newOperator.slugHelp") },
        { name: "streetAddress", label: t("admin.newOperator.streetAddress") },
        { name: "postalCode", label: t("admin.newOperator.postalCode") },
        { name: "city", label: t("admin.newOperator.city") },
        { name: "country", label: t("admin.newOperator.country"), help: t("admin.newOperator.countryHelp") },
        { name: "email", label: t("admin.newOperator.email"), help: t("admin.newOperator.emailHelp") },
        {
          name: "web",
          label: t("admin.newOperator.web"),
          help: t("admin.newOperator.webHelp"),
          optional: true,
        },
        {
          name: "identifierScheme",
          label: t("admin.newOperator.identifierScheme"),
          kind: "select",
          options: Object.entries(words.admin.scheme).map(([value, label]) => ({ value, label })),
        },
        {
          name: "identifier",
          label: t("admin.newOperator.identifier"),
          help: t("admin.newOperator.identifierHelp"),
        },
      ]}
      onSubmit={async (typed) => {
        const made = await act(() =>
          trpc.operator.create.mutate({
            slug: typed("slug"),
            name: typed("name"),
            nameOriginal: typed("nameOriginal") || undefined,
            streetAddress: typed("streetAddress"),
            postalCode: typed("postalCode"),
            city: typed("city"),
            country: typed("country"),
            email: typed("email"),
            web: typed("web") || undefined,
            identifierScheme: typed("identifierScheme"),
            identifier: typed("identifier"),
            kind: body?.kinds.find(({ value }) => value === typed("kind"))?.value,
          }),
        );
        if (made !== null) setAdded(made.done);
        return made !== null;
      }}
    >
      <Notice tone="warn" title={t("admin.newOperator.forGood")}>
        <ul>
          <li>{t("admin.newOperator.forGoodSlug")}</li>
          <li>{t("admin.newOperator.forGoodKey")}</li>
        </ul>
      </Notice>
    </FieldsForm>
  );
}
