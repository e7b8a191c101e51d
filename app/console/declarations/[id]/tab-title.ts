import type { Metadata } from "next";
import { spoken } from "../../../_ui/spoken.ts";
import { subjectName } from "../../subject-name.ts";
import { declarationOf } from "./declaration-of.ts";
import type { DeclarationTab } from "./declaration-screen.tsx";

/** Title of a browser tab with a screen of a declaration: which declaration, then which of its screens. */
export async function tabTitle(params: Promise<{ id: string }>, tab: DeclarationTab): Promise<Metadata> {
  const { id } = await params;
  const [{ language, t, words }, view] = await Promise.all([spoken(), declarationOf(id)]);
  const title = t("declaration.title", { number: view.number, name: subjectName(language, view) });
  return { title: `${title} · ${words.declaration.tab[tab]}` };
}
