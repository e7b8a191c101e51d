import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { exportTable } from "../../../server/services/passport/export-table.ts";
import { refused } from "../upload-form.ts";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** Passports of an operator as one table: `?operator=ID&level=model|item&form=csv|xlsx&lang=en|zh`. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const { searchParams } = new URL(request.url);
    const form = searchParams.get("form") === "xlsx" ? "xlsx" : "csv";
    const { fileName, bytes } = await exportTable(ctx, {
      operatorId: searchParams.get("operator") ?? undefined,
      level: searchParams.get("level") === "item" ? "item" : "model",
      form,
      language: searchParams.get("lang") === "zh" ? "zh" : "en",
    });
    return new Response(bytes, {
      headers: {
        "content-type": types[form],
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "a table of passports could not be made");
  }
}
