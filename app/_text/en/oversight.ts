/** Texts of the regulators' bench and of what reaches operators and readers from it. ICU message syntax. */
export const oversightText = {
  nav: { check: "Check a list" },
  check: {
    title: "Check a list",
    lead: "A shipment or any list of batteries, checked at once with the same code that checks a single passport.",
    list: "Identifiers",
    listHelp:
      "One a line: address of the code, GTIN, or GTIN and serial number. Rows copied from a spreadsheet may be pasted as they are. At most 5,000.",
    file: "Or a file (CSV, Excel, plain text)",
    fileHelp: "Of each row the first cell that names a product is taken.",
    run: "Check",
    csv: "Download answer (CSV)",
    result: "Answer",
    summary: "{count, plural, one {# row} other {# rows}} checked at {time}; public log with {size} entries.",
    digest: "SHA-256 of the list",
    show: "Show",
    all: "All answers ({count})",
    counted: "{answer} ({count})",
    row: "Row",
    product: "Product",
    answer: "Answer",
    who: "Operator and model",
    released: "Released",
    parts: "Record",
    registration: "EU registry",
    commodity: "Commodity code",
    notStated: "not stated in the record",
    version: "version {version}, {date}",
    logAt: "log entry {index}",
    reason: "Reason: {code}",
    none: "No row has this answer.",
    sheet:
      "This answer is written down with time, list and number of rows under your name. Operators do not see what you check.",
    registered: {
      notYet: "not yet registered",
      notKnown: "not known",
    },
    registryNote:
      "“Not yet registered” in the last column speaks of the EU registry (Implementing Regulation (EU) 2026/1778), which does not take battery passports yet.",
    speed: "What to do",
  },
  answer: {
    valid: "valid",
    suspended: "sale stopped",
    withdrawn: "withdrawn",
    superseded: "superseded",
    ended: "ended",
    wrong: "wrong",
    notYetRegistered: "not yet registered",
    unknown: "unknown",
    foreign: "could not check: another registry",
    unreadable: "could not check: no identifier",
    couldNotCheck: "could not check",
  },
  next: {
    valid: "The record is genuine, current and logged. Compare it with the battery before you.",
    suspended: "Genuine, but an authority has stopped the sale. Read its statement on the passport page.",
    withdrawn: "Genuine, but withdrawn by its operator. Do not rely on it; ask the operator for the reason.",
    superseded: "Genuine, but replaced. Open the product’s address for the newest version.",
    ended:
      "The battery is recorded as recycled. A battery before you under this identifier needs explaining.",
    wrong: "The record does not hold. Open the passport, read which part fails, and keep this answer.",
    notYetRegistered:
      "An operator has entered the product, but no passport has been released. Ask the operator when it will be.",
    unknown:
      "This registry has no such product. Check the spelling, then ask whoever placed the battery on the market.",
    foreign:
      "The address belongs to another registry. Open it there, and check its record under “Check a record”.",
    unreadable:
      "The text is no product address and no GTIN. Scan the code again or type the digits below it.",
    couldNotCheck:
      "Something needed for the check is missing. Try again; if it stays, check the downloaded record offline.",
  },
  part: {
    signature: "signature",
    issuer: "issuer",
    subject: "product",
    status: "status",
    log: "log",
    witnesses: "witnesses",
  },
  state: { ok: "holds", failed: "wrong", couldNotCheck: "could not check", notAsked: "not asked" },
};
