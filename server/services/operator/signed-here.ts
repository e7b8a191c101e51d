import { kidHeldOutside } from "../../platform/signer.ts";
import { Refusal } from "../../refusal.ts";

/** What a deed ends with that signs; `SIGNED_OUTSIDE` where the key is with its operator, who has to sign first. */
export async function signedHere<T>(deed: Promise<T>): Promise<T> {
  try {
    return await deed;
  } catch (error) {
    if (kidHeldOutside(error) === null) throw error;
    throw new Refusal(
      "SIGNED_OUTSIDE",
      "This operator signs with a key of its own. Prepare what is to be signed, sign it outside, and bring the signatures.",
    );
  }
}
