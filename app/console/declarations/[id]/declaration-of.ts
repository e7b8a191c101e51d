import { cache } from "react";
import { registry } from "../../../../server/caller.ts";
import { asked } from "../../../_ui/asked.ts";

/** The declaration of a screen, read and calculated once for its title and its body. */
export const declarationOf = cache((id: string) => asked(registry().footprint.read({ id })));
