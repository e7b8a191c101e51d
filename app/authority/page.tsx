import type { Metadata } from "next";
import { Bench } from "../_ui/bench.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.authorityTitle"), robots: { index: false } };
}

export default async function Authority({ searchParams }: ScreenProps) {
  const account = await signedInAs("authority", "notifiedBody");
  const refused = goToProduct((await searchParams)["product"]);
  const { words } = await spoken();
  const { authorityTitle, authorityLead, authorityLater } = words.bench;
  return (
    <Bench
      title={authorityTitle}
      lead={authorityLead}
      later={authorityLater}
      person={account.name}
      path="/authority"
      refused={refused}
    />
  );
}
