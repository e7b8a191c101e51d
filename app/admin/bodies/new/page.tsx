import type { Metadata } from "next";
import { textOf } from "../../../_text/text.ts";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { OperatorForm } from "../../operators/new/operator-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "opinions")("bodies.newTitle") };
}

/** Enters a body that signs: the same as an operator, with its kind. */
export default async function NewBody() {
  const { language, t: common } = await spoken();
  const t = textOf(language, "opinions");
  const kinds = ["notifiedBody", "authority"] as const;
  return (
    <Screen
      trailLabel={common("trailLabel")}
      trail={[
        { name: common("admin.title"), href: "/admin" },
        { name: t("bodies.title"), href: "/admin/bodies" },
        { name: t("bodies.newTitle") },
      ]}
      title={t("bodies.newTitle")}
      lead={<p>{t("bodies.newLead")}</p>}
    >
      <OperatorForm
        body={{
          kindField: t("bodies.kindField"),
          kinds: kinds.map((value) => ({ value, label: t(`bodies.kind.${value}`) })),
          submit: t("bodies.submit"),
          addedNext: t("bodies.addedNext"),
          toList: t("bodies.toList"),
        }}
      />
    </Screen>
  );
}
