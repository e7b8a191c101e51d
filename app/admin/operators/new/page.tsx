import type { Metadata } from "next";
import { Screen } from "../../../_ui/screen.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { OperatorForm } from "./operator-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("admin.newOperator.title") };
}

export default async function NewOperator() {
  const { t } = await spoken();
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("admin.title"), href: "/admin" },
        { name: t("admin.operators.title"), href: "/admin/operators" },
        { name: t("admin.newOperator.title") },
      ]}
      title={t("admin.newOperator.title")}
      lead={<p>{t("admin.newOperator.lead")}</p>}
    >
      <OperatorForm />
    </Screen>
  );
}
