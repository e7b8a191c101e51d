/** Texts of help pages: one for each state of a verdict and each code it can name. ICU message syntax. */
export const helpText = {
  title: "Help",
  lead: "What the words of a verdict and the answers of the registry mean, who can mend what is wrong, and what to do next.",
  outcomesTitle: "What a whole verdict can be",
  outcomes: {
    withdrawn: {
      title: "Withdrawn",
      happened:
        "The record is genuine, but its issuer has taken it back: a mistake in it, a recall, or a key that was stolen. It no longer counts.",
      who: "The operator who issued it.",
      next: "Do not rely on the record. Open the product’s page to see whether a new version was issued, or ask the operator. To see how things stood on a past day, check again with that day as the time.",
      example:
        "Current: wrong [R_STATUS_REVOKED]. The token status list of 20 November says 1 at the place of this record.",
    },
    superseded: {
      title: "Superseded",
      happened:
        "The record is genuine, but a newer version of the same passport has taken its place. It says how things stood before.",
      who: "Nobody needs to mend anything.",
      next: "Get the newest version from the product’s page. Keep this one if you need to show what was said at the time.",
      example: "Current: wrong [R_STATUS_SUPERSEDED]. Version 2 was issued; this is version 1.",
    },
    unknown: {
      title: "Unknown",
      happened:
        "This registry has no passport under the identifier. It may belong to another registry, be mistyped, or never have been issued.",
      who: "You, when the identifier was copied wrongly; otherwise the one who put the label on the battery.",
      next: "Compare the identifier with the marking character for character. If it is right, ask the operator named on the battery, and report the label to the market surveillance authority.",
      example: "https://registry.example/01/09520123456788/21/NONE: this registry knows no such passport.",
    },
  },
  statesTitle: "The four answers",
  wrongTitle: "Why a record is refused",
  openTitle: "Why something could not be checked",
  happened: "What happened",
  who: "Who can mend it",
  next: "What to do next",
  example: "Example",
  affects: "Part of the verdict",
  code: "Code",
  all: "All help pages",
  check: "Check a record",
  states: {
    ok: {
      happened: "This part was checked and holds.",
      who: "Nobody needs to do anything.",
      next: "Look at the other parts as well: each is checked by itself, and none stands for another.",
      example:
        "Signature: holds. The text was signed with the operator’s key and has not been changed since. It does not follow that the data are true, or that the battery before you is the one described.",
    },
    failed: {
      happened: "This part was checked and is wrong. One wrong part is enough not to rely on the record.",
      who: "The code beside the part says who: the one who made the copy, the operator, or whoever gave you the keys.",
      next: "Open the page of the code. Keep the record as it is; do not mend it by hand.",
      example: "Signature: wrong [R_SIGNATURE]. One character of the record was changed after signing.",
    },
    couldNotCheck: {
      happened:
        "Something needed for the check was missing. This is neither good nor bad news, and never counts as “holds”.",
      who: "Often you: with the missing file the check can be made. Sometimes nobody yet, when it is not published.",
      next: "Open the page of the code and get what is missing, then check again.",
      example:
        "Current: could not check [C_NO_STATUS_LIST]. The issuer’s status list was not at hand, so the record may have been withdrawn since.",
    },
    notAsked: {
      happened: "You did not say what you expect, so nothing was compared.",
      who: "You.",
      next: "Enter the expected issuer, or the address in the QR code you scanned, and check again.",
      example: "Product: not asked. A genuine record of another battery would pass as well.",
    },
  },
  problems: {
    refusal: {
      list: "When the registry says no",
      title: "The registry said no",
      who: "You, when the sentence says what to do; else whoever keeps this registry.",
      next: "Nothing was changed. Do what the sentence says and try again; programs find the same code in the answer.",
    },
    problem: {
      list: "What can be wrong with entered data",
      title: "Entered data cannot be taken",
      who: "Whoever entered the data: the field, or the path beside the code, says where.",
      next: "Nothing was saved, and what you typed is still there. Mend the named field and send it again.",
    },
    warning: {
      list: "Warnings beside a result",
      title: "A warning beside a result",
      who: "Whoever answers for the inventory.",
      next: "The result was calculated. Look at the named line; mend it, or keep it and be able to say why.",
    },
    finding: {
      list: "What the report checker finds",
      title: "A finding of the report checker",
      who: "Whoever wrote the report or answers for the inventory. A finding says what does not follow from what, and nothing about anybody.",
      next: "Look at the place it names, compare with what was expected, and mend the number or the words. Where the report is right, be able to say why.",
    },
  },
  remedies: {
    copy: {
      who: "Whoever gave you this copy. The original is on the page behind the QR code.",
      next: "Download the record again from that page and check the new copy. If it is refused again for the same reason, do not rely on it, and tell the operator or the market surveillance authority.",
    },
    issuer: {
      who: "Only the operator who issued the record, by issuing a new version. No copy of this one will ever pass.",
      next: "Do not rely on the record. Send the operator the record and the code of this page.",
    },
    kind: {
      who: "You.",
      next: "On the product’s page choose the signed record (application/vc+jwt). Status lists and records for special audiences are checked in another way.",
    },
    keys: {
      who: "You, or whoever gave you the keys.",
      next: "Get the issuer’s key set from a place you trust: for did:web:HOST:op:NAME it stands at https://HOST/op/NAME/jwks.json. If the key is missing there too, the record was not signed by that operator, or with a key that it has withdrawn as stolen.",
    },
    keySet: {
      who: "Whoever publishes the key set: the operator or its registry.",
      next: "Compare your key set with the published one. If they are the same, tell the operator: no record can be checked with this key.",
    },
    impostor: {
      who: "Nobody: an honest operator’s record does not look like this. Somebody may be passing off a record as another’s.",
      next: "Do not rely on the record. Compare the issuer you expected with the one the evidence names; a misspelt expectation shows the same. Otherwise keep the record and tell the operator whose name is used, or the market surveillance authority.",
    },
    product: {
      who: "You, when the address was copied wrongly. Otherwise the one who put the label on the battery.",
      next: "Compare the two addresses in the evidence character for character. If you scanned the code on the battery, the label or the record belongs to another battery: compare the serial number on the battery itself and report it to the operator.",
    },
    time: {
      who: "You, when the time of checking or the clock of this device is wrong. Otherwise the operator.",
      next: "Compare the times in the evidence, and check again with the right time. If the record has ended, get its newest version from the product’s page.",
    },
    runtime: {
      who: "You: another browser, or a page opened by https.",
      next: "Use a current browser, or the command line check of the page “Check a record”.",
    },
    signature: {
      who: "As for the signature: see the code beside it.",
      next: "Settle the signature first; then this part is checked by itself.",
    },
    ended: {
      who: "The operator who issued the record.",
      next: "Open the product’s page: it shows the newest version, and says so when there is none any more. For how things stood on a past day choose that day as the time of checking.",
    },
    proof: {
      who: "Whoever gave you the proof or the bundle; the log serves a fresh one to everybody.",
      next: "Download the bundle again from the product’s page and compare the pinned log in your policy with the one you meant. If it fails again for the same reason, do not rely on the record, and keep both files.",
    },
    split: {
      who: "Nobody can mend it: keep the proof.",
      next: "Do not rely on anything from this log. Keep all files as they are, and give them to the market surveillance authority and to the witnesses of the log.",
    },
    policy: {
      who: "You, or whoever decides for you which log counts.",
      next: "Get the policy file from a place you trust: it names the key of the log and its witnesses. Give it with --policy, or in the field “Policy” of the page “Check a record”.",
    },
    witness: {
      who: "The witnesses, or whoever keeps the log.",
      next: "Download the bundle again in some hours. If a witness stays away, ask it and the registry why.",
    },
    registry: {
      who: "You: what is missing is in the bundle that the product’s page offers for download.",
      next: "Check the bundle instead of the record alone, with the policy file of a log you rely on; or give status lists and proofs beside the record. Until then treat it as unknown: the signature is not touched by it.",
    },
    statusList: {
      who: "Whoever gave you the status list. When it came from the address the record names, the operator.",
      next: "Get the list again from that address and check again; for another date add ?timestamp= and the time. Until then treat the status as unknown: neither valid nor withdrawn.",
    },
  },
  codes: {
    R_SIZE:
      "Public records have a few kilobytes. What is larger is refused before it is read, so that nobody can stop a checker with a huge file.",
    R_ASCII:
      "A signed record consists of letters, digits, hyphen, underscore and full stop. Other characters come from a word processor or from tampering.",
    R_PARTS:
      "Header, content and signature are joined by two full stops, and none of them is empty. Often the text was cut off while copying.",
    R_BASE64URL:
      "There must be exactly one spelling of a record. Line breaks inside the text, equals signs at its end or leftover bits would allow several.",
    R_JSON_UTF8: "Bytes that are not UTF-8 are read differently by different programs.",
    R_JSON_BOM: "An invisible mark at the beginning makes some programs read the text and others refuse it.",
    R_JSON_SYNTAX:
      "The decoded text does not follow the grammar of JSON. Often one character was lost or changed.",
    R_JSON_DUPLICATE:
      "When a name occurs twice, one program takes the first value and another the last. A forger could show each reader something else.",
    R_JSON_DEPTH: "Very deep nesting only serves to exhaust the program that reads it.",
    R_JSON_NUMBER: "The number cannot be held without becoming infinite.",
    R_JSON_NOT_OBJECT: "Both header and content must be objects with named members.",
    R_HEADER_FORBIDDEN:
      "A record that brings its own key, points to one, or changes the rules of reading would vouch for itself.",
    R_ALG:
      "Allowed are ES256 and Ed25519. “none” means unsigned, and the HS algorithms use a secret that everybody would know.",
    R_TYP: "The kind stands in the header, so that one kind of token cannot be passed off as another.",
    R_KID:
      "Without a name the checker would have to try all keys, and would no longer know whose signature it found.",
    R_KEY_UNKNOWN:
      "The check uses only keys that you or this registry named as trusted. It never fetches a key because a record asks for it.",
    R_KEY_AMBIGUOUS: "A name must mean one key. With two it is unclear which one the operator answers for.",
    R_KEY_ALG:
      "Each algorithm has its kind of key: ES256 a P-256 key, Ed25519 an Ed25519 key. Mixing them is a known attack.",
    R_KEY_USE: "The key set says that this key is for encryption, not for signatures.",
    R_KEY_OPS: "The key set does not list checking among what this key may do.",
    R_KEY_FORMAT: "The coordinates of the key are not 32 bytes in strict base64url.",
    R_KEY_POINT: "The two coordinates do not lie on the curve P-256. With such a key a check means nothing.",
    R_SIGNATURE_LENGTH:
      "The signature consists of two numbers of 32 bytes. Other lengths come from another format or from cutting the text.",
    R_SIGNATURE_RANGE:
      "The two numbers must lie between one and the order of the curve. Zero once let forged signatures pass in careless programs.",
    R_SIGNATURE:
      "Changing a single character after signing has this effect, and so has signing with another key of the same name.",
    R_VC_CLAIM:
      "Data model 2.0 puts the content directly into the token. An extra claim “vc” or “vp” could say something else than what is signed beside it.",
    R_CONTEXT:
      "The first context must be that of W3C Verifiable Credentials 2.0; no context may be named by an unencrypted address.",
    R_TYPE: "Its types must include VerifiableCredential.",
    R_ID: "The identifier is a URI, and the claim jti, when present, repeats it.",
    R_SCHEMA: "A schema is named by a URI, and not by an unencrypted address.",
    R_TIME_FORMAT:
      "Times are written like 2026-11-20T13:00:00Z, with seconds and offset; iat, nbf and exp are seconds since 1970.",
    R_TIME_ORDER: "A record whose end lies before its beginning was never valid.",
    R_TIME_FUTURE: "Clocks may differ by five minutes; this record is further ahead.",
    R_TIME_EXPIRED: "Clocks may differ by five minutes; this record ended longer ago.",
    R_ISSUER: "Without an issuer nobody answers for the record.",
    R_ISSUER_ISS:
      "The members issuer and iss must name the same operator, because programs read one or the other.",
    R_ISSUER_KID:
      "The name of a key starts with the identifier of the operator it belongs to. Here one operator’s key signed in the name of another.",
    R_ISSUER_HTTP:
      "On an unencrypted connection anybody on the way can answer in the operator’s place. Only a demonstration on one’s own machine may use it.",
    R_ISSUER_UNEXPECTED: "The record may be genuine, but it is another operator’s.",
    R_SUBJECT: "The content must name the product it is about, and say something of it.",
    R_SUBJECT_SUB: "The member sub, when present, must repeat the product of the content.",
    R_SUBJECT_HTTP:
      "On an unencrypted connection anybody on the way can answer in the product’s place. Only a demonstration on one’s own machine may use it.",
    R_SUBJECT_UNEXPECTED:
      "The record may be genuine, but it was made for another product than the address you gave.",
    R_STATUS_ENTRY:
      "The entry says on which list and at which place it stands whether the record was withdrawn. This one is incomplete or of another kind.",
    R_STATUS_INDEX: "The place is written as a decimal number in a text, without sign or leading zeros.",
    R_STATUS_URL: "A status list fetched without encryption could be exchanged on the way.",
    R_SD_TILDE:
      "Signed part and disclosures are each ended by “~”. Often the text was cut off while copying.",
    R_SD_KEY_BINDING:
      "Wallets add such a proof. A passport belongs to a battery and not to a person, so a text with one was made for another purpose.",
    R_SD_EMPTY:
      "There must be exactly one spelling of a record. Something was removed or added between the tildes.",
    R_SD_BASE64URL:
      "The digest is computed of the text itself. Another spelling of the same bytes would be another text.",
    R_SD_SHAPE:
      "A disclosure is a list of two or three parts whose first is a text: the random part that keeps the value from being guessed.",
    R_SD_ALG:
      "The hash stands once, at the top of the record. A weaker one, or one hidden deeper, could let two values fit one digest.",
    R_SD_DIGESTS:
      "Hidden values are referred to by a list of digests. Anything else in its place would be read differently by different programs.",
    R_SD_DOTS: "The member “...” stands alone in an object, inside a list, and holds one digest.",
    R_SD_TWICE:
      "One value must stand in one place. Repeating it would let a reader see it where the issuer did not put it.",
    R_SD_KIND:
      "Both kinds have their own place and their own number of parts, so that one cannot pass for the other.",
    R_SD_NAME:
      "The names “_sd”, “_sd_alg” and “...” steer the reading of the record; no value may have them.",
    R_SD_NAME_TAKEN: "Otherwise a disclosed value could replace one that stands in clear.",
    R_SD_HIDDEN:
      "Whoever receives the record must see in any case who speaks, of what, since when, and where to learn whether it still holds.",
    R_SD_UNREFERENCED: "It is not covered by the signature: somebody changed it or put it there.",
    R_KEY_STATUS_ONLY:
      "An operator who keeps its key outside may leave a second key with the registry for status lists. A record signed with that one was not signed by the operator.",
    R_KEY_LATER:
      "A key counts from its entry in the log on. What was logged before it cannot have been signed with a key that anybody knew.",
    R_KEY_RETIRED: "A retired key keeps verifying what was logged while it was in use, and nothing later.",
    R_KEY_COMPROMISED:
      "Since the moment named, somebody else may sign with this key. Only a record that a trusted witness saw in the log before can be told from a forged one.",
    R_SD_CLAIM: "Issuer, product, kind and time of signing stand in clear beside the credential.",
    R_STATUS_TOKEN:
      "A full record names its place on two lists, and it is the same place on both. With two places a reader could be led to the harmless one.",
    R_STATUS_REVOKED: "The record is genuine, and its issuer no longer stands by it.",
    R_STATUS_SUPERSEDED:
      "The record is genuine. It says how things stood before; what is the case now stands in the newest version.",
    R_STATUS_SET:
      "The list of this kind has one bit for both. The token status list or the public log says which.",
    R_LOG_PROOF:
      "The signature of the pinned log, the way to its root, or the entry itself is not as it must be; the reason stands beside.",
    R_LOG_ARTEFACT:
      "The entry commits to the exact text of a record by its digest, and this record has another digest. So this text is not known to be in the log.",
    R_LOG_MEMBERS:
      "Passport, version and former version stand in both and must be the same; the evidence names the one that is not.",
    R_LOG_ORIGIN: "A record names the log it is entered in. A proof from elsewhere proves nothing for it.",
    R_LOG_SPLIT:
      "Both are signed, so somebody was shown another history. This is the proof that the log cannot be trusted.",
    R_WITNESS:
      "The state of the log carries the name of a witness you know, with a signature that is not its own.",
    R_FOOTPRINT_TERM: "A figure without an end would be used long after the production it describes.",
    R_FOOTPRINT_PLACE: "Otherwise one supplier could publish a figure in the place of another.",
    R_OPINION_MEMBER:
      "Version, digests, finding and recomputation are what a reader of the opinion relies on.",
    R_OPINION_KIND: "Only an opinion is bound to another record; nothing else can be compared in this way.",
    R_OPINION_VERSION:
      "A body looked at one version. What changed afterwards it has not seen, so its word does not carry over.",
    R_OPINION_RECORD: "An opinion counts only for the signed texts whose digests it names.",
    R_SHEET_MEMBER: "What a result sheet says has to be complete, or nobody could tell what was checked.",
    R_SHEET_ISSUER:
      "A registry signs only what it checked itself, and with a key of its own; whoever checks offline signs with theirs.",
    C_SHEET_UNSIGNED:
      "Without a signature a result sheet is a note. Check the record again, or have the sheet signed by whoever made it.",
    R_FOOTPRINT_MEMBER: "Value, unit, method, period and digests are what a user of the figure relies on.",
    C_NO_KEYS:
      "A signature can only be checked with the public key of the issuer, obtained from somewhere else than the record.",
    C_CRYPTO:
      "Older browsers lack Ed25519, and no browser computes signatures on a page opened without encryption.",
    C_SIGNATURE_NOT_CHECKED:
      "Anybody can write any name into an unsigned text. It counts only with a signature that holds.",
    C_SIGNATURE_FAILED: "A changed text may say anything, so the remaining parts were not looked at.",
    C_NO_STATUS_ENTRY: "Nobody can look up whether this record was withdrawn or replaced.",
    C_NO_STATUS_LIST:
      "The record may have been withdrawn or replaced since it was signed. That stands on the issuer’s status list, which was not looked at.",
    C_LIST_TYPE:
      "A record names a bitstring list or a token list; another text, even one well signed, says nothing about it.",
    C_LIST_ID: "Every list carries its own address. A list from elsewhere could show this place as valid.",
    C_LIST_ISSUER:
      "Only the operator that issued a record withdraws it. A list of somebody else could hide that.",
    C_LIST_PURPOSE:
      "Lists are kept for one purpose each; a place that is free on a list of another purpose means nothing here.",
    C_LIST_TIME: "Without an end an old list could be shown for ever, from before the record was withdrawn.",
    C_LIST_NOT_YET:
      "What it says was not known at the time you ask about. The registry also hands out the list that was in force then.",
    C_LIST_STALE:
      "The record may have been withdrawn since. When the operator keeps no status any more, this stays so: the record was valid as of the time of the list.",
    C_LIST_ENCODING:
      "The places are packed into one text without padding. Another spelling would be read differently by different programs.",
    C_LIST_STREAM:
      "Exactly one complete stream is read. Two in one text could be read as two different lists.",
    C_LIST_BOMB: "No honest list is that large; reading stops there so that nobody can exhaust the reader.",
    C_LIST_SHORT: "A list has 131 072 places at least, so that a place tells nothing about the product.",
    C_LIST_BITS: "A place has 1, 2, 4 or 8 bits. With another width every place would be read wrongly.",
    C_LIST_INDEX: "A place beyond the end says nothing: neither valid nor withdrawn.",
    C_KEY_NOT_LOGGED:
      "Anybody can make a key, write a name on it and send it along. A key counts when you give it yourself, or when the log you pinned holds it.",
    C_LIST_BROKEN:
      "A list is checked like a record: form, key, signature, times. What fails there says nothing about the status.",
    C_LIST_KEY:
      "The list names a key that is neither given nor in the pinned log, or one that no longer counts.",
    C_LIST_NOT_LOGGED:
      "Every list is logged before it is served, so that nobody can be shown one that others do not see. This one comes without that proof, or with the proof of another.",
    C_LIST_DISAGREE: "Both are made from one table. As long as they differ, neither is believed.",
    C_LIST_VALUE: "Used are 0 valid, 1 revoked and 3 superseded.",
    C_LIST_LATER:
      "The record has ended by now. Whether it already had at the time you asked for stands on the list that was in force then, or in the public log.",
    C_NO_POLICY:
      "A proof counts only under the key of a log that you got from somewhere else and rely on. The policy file names it and its witnesses.",
    C_WITNESS_QUORUM:
      "The log says so, but too few others confirm that everybody sees the same. A witness may be down for a while.",
    C_NOT_IN_A_CHECKPOINT:
      "The record names its place in an append-only log. Whether it stands there can be checked once signed states of the log are published.",
    C_NO_WITNESS: "Witnesses confirm that everybody is shown the same log. None could be asked here.",
  },
  points: {
    list: "Data points of a battery passport",
    about: "What it is",
    condition: "When it is owed",
    exemption: "What frees from it",
    note: "To be noted",
    group: "Group",
    source: "Source",
    unit: "Unit",
    level: "Said of",
    levels: { model: "the model", item: "each battery" },
    reads: "Who reads it",
    readers: {
      point1: "everybody (Annex XIII, point 1)",
      point2: "persons with a legitimate interest, authorities and notified bodies (Annex XIII, point 2)",
      point3: "authorities and notified bodies (Annex XIII, point 3)",
      point4: "persons with a legitimate interest (Annex XIII, point 4)",
    },
    id: "Name in documents and interfaces",
    catalogue: "Attribute catalogue",
  },
};
