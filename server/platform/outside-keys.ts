import type { Parsed, Problem } from "../domain/problem.ts";
import { accept, reject, rejectAll } from "../domain/problem.ts";
import type { Pkcs11Settings } from "./pkcs11.ts";
import { pkcs11Keys } from "./pkcs11.ts";
import type { OutsideHolders } from "./signer.ts";
import type { SigningServiceSettings } from "./signing-service.ts";
import { signingService } from "./signing-service.ts";

/** Who holds operators' keys outside this program; nobody where nothing is set. */
export interface OutsideKeySettings {
  readonly service?: SigningServiceSettings;
  readonly pkcs11?: Pkcs11Settings;
}

/**
 * Reads the settings of a signing service and of a token. Each is set wholly or not at all.
 *
 * Problems: `E_SETTING_SERVICE_URL`, `E_SETTING_TOGETHER` (one of the settings that belong together is missing).
 *
 * @param given value of a setting; undefined when it is not set.
 */
export function readOutsideKeys(given: (name: string) => string | undefined): Parsed<OutsideKeySettings> {
  const problems: Problem[] = [];
  const service = together(given, ["SIGNING_SERVICE_URL", "SIGNING_SERVICE_TOKEN"], problems);
  const token = together(given, ["PKCS11_MODULE", "PKCS11_TOKEN", "PKCS11_PIN"], problems);
  const address = service?.[0] === undefined ? accept("") : readAddress(service[0]);
  if (!address.ok) problems.push(...address.problems);
  if (problems.length > 0 || !address.ok) return rejectAll(problems);
  const [module, tokenLabel, pin] = token ?? [];
  return accept({
    ...(service === undefined ? {} : { service: { url: address.value, token: service[1] ?? "" } }),
    ...(module === undefined || tokenLabel === undefined || pin === undefined
      ? {}
      : { pkcs11: { module, tokenLabel, pin } }),
  });
}

/** The holders that are set up, ready to be asked. */
export function outsideHolders({ service, pkcs11 }: OutsideKeySettings): OutsideHolders {
  return {
    service: service === undefined ? undefined : signingService(service),
    pkcs11: pkcs11 === undefined ? undefined : pkcs11Keys(pkcs11),
  };
}

function together(
  given: (name: string) => string | undefined,
  names: readonly string[],
  problems: Problem[],
): readonly string[] | undefined {
  const values = names.map(given);
  if (values.every((value) => value === undefined)) return undefined;
  const missing = names.find((_, place) => values[place] === undefined);
  if (missing === undefined) return values.map((value) => value ?? "");
  problems.push({ code: "E_SETTING_TOGETHER", path: missing });
  return undefined;
}

function readAddress(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url !== undefined &&
    (url.protocol === "https:" ||
      (url.protocol === "http:" && ["localhost", "127.0.0.1"].includes(url.hostname))) &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "";
  return isSafe
    ? accept(text.replace(/\/+$/, ""))
    : reject("E_SETTING_SERVICE_URL", "SIGNING_SERVICE_URL", { value: text });
}
