import type { Metadata } from "next";
import { textOf } from "../../_text/text.ts";
import type { ScreenProps } from "../../_ui/screen-props.ts";
import { SearchScreen } from "../../_ui/search-screen.tsx";
import { spoken } from "../../_ui/spoken.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: textOf((await spoken()).language, "search")("title") };
}

/** Everything released, for those who watch or assess. */
export default async function SearchReleased({ searchParams }: ScreenProps) {
  const { words } = await spoken();
  const historyOf = ({ path }: { readonly path: string }) =>
    `/authority/passport?${new URLSearchParams({ product: path }).toString()}`;
  return (
    <SearchScreen
      query={await searchParams}
      path="/authority/search"
      home={{ name: words.bench.authorityTitle, href: "/authority" }}
      places={{ model: historyOf, battery: historyOf, batch: historyOf }}
    />
  );
}
