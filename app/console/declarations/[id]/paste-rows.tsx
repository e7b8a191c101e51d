"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useTextOf } from "../../../_ui/more-text.tsx";
import { keepPasted } from "./pasted-rows.ts";

/** Rows copied in a spreadsheet and pasted anywhere on the page are led to the dry run of the import. */
export function PasteRows({ id }: { readonly id: string }) {
  const { t } = useTextOf("inventory");
  const router = useRouter();
  useEffect(() => {
    function onPaste(event: ClipboardEvent): void {
      const { target } = event;
      if (target instanceof HTMLElement && target.closest("input, textarea, select, dialog") !== null) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!text.includes("\t")) return;
      event.preventDefault();
      keepPasted(id, text);
      router.push(`/console/declarations/${id}/import`);
    }
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [id, router]);
  return <p className="small muted on-screen">{t("paste")}</p>;
}
