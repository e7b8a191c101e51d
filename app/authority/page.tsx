import type { Metadata } from "next";
import { BenchSections } from "../_ui/bench.tsx";
import { Screen } from "../_ui/screen.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.authorityTitle") };
}

/** Where an official begins: find a passport. */
export default async function Authority({ searchParams }: ScreenProps) {
  const refused = goToProduct((await searchParams)["product"]);
  const { t, words } = await spoken();
  const { authorityTitle, authorityLead, authorityLater } = words.bench;
  return (
    <Screen
      trailLabel={t("trailLabel")}
      trail={[{ name: authorityTitle }]}
      title={authorityTitle}
      lead={authorityLead}
    >
      <div className="sections">
        <BenchSections later={authorityLater} path="/authority" refused={refused} />
      </div>
    </Screen>
  );
}
