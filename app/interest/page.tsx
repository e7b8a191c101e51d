import type { Metadata } from "next";
import { Bench } from "../_ui/bench.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.interestTitle"), robots: { index: false } };
}

export default async function Interest({ searchParams }: ScreenProps) {
  const account = await signedInAs("interest");
  const refused = goToProduct((await searchParams)["product"]);
  const { words } = await spoken();
  const { interestTitle, interestLead, interestLater } = words.bench;
  return (
    <Bench
      title={interestTitle}
      lead={interestLead}
      later={interestLater}
      person={account.name}
      path="/interest"
      refused={refused}
    />
  );
}
