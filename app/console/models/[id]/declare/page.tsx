import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import { asked } from "../../../../_ui/asked.ts";
import { Screen } from "../../../../_ui/screen.tsx";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { DeclareForm } from "./declare-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("newDeclaration.title") };
}

export default async function Declare({ params }: ScreenProps<{ id: string }>) {
  const [{ t }, model] = await Promise.all([spoken(), asked(registry().model.read(await params))]);
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[
        { name: t("console"), href: "/console" },
        { name: t("models.title"), href: "/console/models" },
        { name: model.name, href: `/console/models/${model.id}` },
        { name: t("newDeclaration.title") },
      ]}
      title={t("newDeclaration.title")}
      lead={t("newDeclaration.lead", { name: model.name })}
    >
      <DeclareForm
        modelId={model.id}
        usableEnergy={model.usableEnergyKwh}
        ratedEnergy={model.ratedEnergyKwh}
        warrantyYears={
          model.warrantyMonths !== null && model.warrantyMonths % 12 === 0
            ? String(model.warrantyMonths / 12)
            : ""
        }
      />
    </Screen>
  );
}
