/** A sentence for each refusal code and each problem code: what, where and how to mend it. ICU message syntax. */
export const problemsText = {
  NOT_SIGNED_IN:
    "Sign in first. If you were signed in, your session has ended; if you sent a token, it is unknown, revoked or expired.",
  NOT_ALLOWED:
    "Your roles do not allow this for this operator. Ask whoever keeps the registry to give you the role, or somebody who has it to do it.",
  PASSPORT_NOT_FOUND:
    "The registry has no passport for this product. Compare the address with the one on the battery, character by character.",
  BATCH_NOT_FOUND: "The model has no batch of this number yet. Make the batch first, then its batteries.",
  MODEL_NOT_FOUND: "There is no such model or supplied product. Choose one from the list.",
  SCENARIO_NOT_FOUND:
    "There is no such scenario any more: somebody may have removed it. Load the page again.",
  DECLARATION_NOT_FOUND:
    "There is no such declaration; a draft may have been discarded meanwhile. Choose one from the list.",
  FACILITY_NOT_FOUND: "This operator has no such plant. Choose one of its plants, or enter the plant first.",
  OPERATOR_NOT_FOUND: "There is no such operator here. Check the name in the address.",
  DOCUMENT_NOT_FOUND: "There is no such document here. Open it from the page of its product.",
  VERSION_NOT_FOUND: "This passport has no such version. The history lists every version there is.",
  KEY_NOT_FOUND:
    "The operator has no active key to sign with. Whoever keeps the registry must add one; nothing was released.",
  PERSON_NOT_FOUND: "There is no such person here. Choose one from the list.",
  TOKEN_NOT_FOUND: "There is no such token, or it is revoked already. Load the page again.",
  WITNESS_NOT_FOUND: "There is no witness of this name that is asked. Load the page again.",
  LOG_HALTED:
    "The log stays halted: what stopped it is not put right. The reason stands on the page of the log.",
  E_WITNESS_URL:
    "The address of a witness starts with https, without sign-in data, query or fragment: {value}. Only a witness on this machine may use http.",
  PASSPORT_ENDED: "This passport has ended: the battery was recycled. Its history is kept.",
  INVALID_INPUT:
    "Something that was entered cannot be taken. Mend the fields named below; nothing was saved.",
  FILE_TOO_LARGE:
    "The file has more than 10 MiB. Make it smaller, for example with images of lower resolution, and send it again.",
  FILE_TYPE_REFUSED:
    "Only PDF, PNG and JPEG files can be kept; the content decides, not the name. Export the file in one of these forms.",
  FILE_BROKEN:
    "The end of the file is missing: the upload was cut off, or the file was broken before. Open it to see whether it is whole, then send it again.",
  REVIEWER_IS_AUTHOR:
    "You began, changed or submitted this declaration, so it needs the eyes of somebody else. Ask another reviewer of your organisation; the keeper of this registry gives the role.",
  IN_REVIEW:
    "This declaration is in review and does not change meanwhile. Withdraw the submission, or wait for the verdict.",
  NOT_IN_REVIEW:
    "This declaration is not in review now: it was returned, taken back or released. Load it again to see.",
  REVIEW_DECIDED:
    "Somebody else approved this declaration already. Who submitted it can take it back; who approved it can still return it.",
  REVIEW_MISSING:
    "No second person has approved exactly this state of the declaration. Submit it for review; if it was approved before, something that becomes public has changed since: withdraw the submission and submit again.",
  NOT_RELEASED: "This declaration is not released, so nothing of it is frozen. Release it first.",
  NOT_A_DRAFT: "This declaration is released and never changes. Start the next declaration to correct it.",
  DRAFT_EXISTS: "There is a draft for this already. Go on with it, or discard it first.",
  EDITED_MEANWHILE:
    "Somebody changed this draft since you loaded it. Load it again, look at the change, then make yours.",
  CHANGED_AT_ONCE:
    "Another change was made at the very same moment and came first. Nothing of yours was kept: load the page again and repeat it.",
  RELEASE_RUNNING:
    "This declaration is being released or saved right now. Wait a moment and look at it again.",
  STATUS_LIST_NOT_FOUND:
    "There is no such status list, or none was published by that time. The address stands in the record, under credentialStatus.",
  SUSPENSION_NOT_FOUND:
    "There is no such statement of an authority here. The product’s page names those there are.",
  ALREADY_REVOKED:
    "This version has been withdrawn already, and that is final. Issue a corrected version instead.",
  FOOTPRINT_OVER:
    "The last day on which others may use this figure is past, so it is not signed again. Withdraw the record, or declare a newer period.",
  RECORD_WITHOUT_STATUS:
    "This record was signed before such records had a status, so it cannot be withdrawn. Release a newer one: it takes its place.",
  OPERATOR_CEASED:
    "This operator has ceased to exist; its last status lists are its last word, and nothing on them changes any more.",
  E_BATTERY_STATUS: "{value} is no status of a battery; there are five: {expected}.",
  E_OPERATION: "{value} is none of the four operations that give a battery a second life: {expected}.",
  E_OPERATION_NEEDS_WASTE:
    "Preparation for re-use or repurposing starts from a battery that has become waste; this one has not.",
  E_OPERATION_ON_WASTE:
    "Repurposing starts from a battery that is not waste; for this one it would be preparation for repurposing.",
  E_WASTE_ALREADY: "This battery is waste already.",
  E_RECYCLE_NOT_WASTE: "Only a battery that has become waste is recycled. Enter first that it became waste.",
  E_TRANSFER_SELF: "The other operator is this operator itself.",
  E_PASSPORT_UNKNOWN: "The registry has no passport for {value}.",
  E_PASSPORT_FOREIGN: "Another operator answers for {value}.",
  E_PASSPORT_OVER: "The passport of {value} has ended.",
  E_TRANSFER_OPEN: "{value} stands in another transfer that is still open.",
  E_NOT_AN_ITEM: "{value} is not a single battery.",
  E_SUCCEEDED_ALREADY: "A new battery was made of {value} already.",
  E_NOTHING_TO_HAND_OVER: "This operator answers for no passport that could be handed over.",
  E_CONSENT_MISSING:
    "The operator that answers for {value} has not consented to this operation, or the consent was not accepted.",
  E_STATUS_VALUE_MISSING: "A change of status needs this value measured anew.",
  E_DELEGATION_ROLES: "Choose at least one role, and only roles of an operator.",
  TRANSFER_NOT_FOUND: "There is no such transfer.",
  TRANSFER_DECIDED: "This transfer has been decided already; nothing of it changes any more.",
  TRANSFER_OPEN: "A transfer of this battery is open. Let it end first: accepted, declined or withdrawn.",
  DELEGATION_NOT_FOUND: "There is no such written authority.",
  DELEGATION_OVER: "This written authority has been revoked already.",
  RESPONSIBILITY_MOVED:
    "Another operator answers for this passport now; only that operator signs its next version.",
  SALE_SUSPENDED: "The sale of this product is stopped already. The list below says since when and by whom.",
  SALE_NOT_SUSPENDED: "The sale of this product is not stopped, so there is nothing to end.",
  PASSPORT_INCOMPLETE:
    "Data that the law asks for are missing, so nothing can stand behind the QR code yet. Fill in what is listed, or state why it does not apply.",
  NOTHING_CHANGED:
    "This says exactly what the released declaration says, so there is nothing to release. Change a figure, or discard the draft.",
  MODEL_NOT_RELEASED: "Release the declaration of the model first; then this becomes possible.",
  IDENTIFIER_TAKEN:
    "This identifier is in use already, and an identifier is never used twice. Enter another one, or open the existing entry.",
  LAST_KEEPER:
    "This is the last keeper, and a registry without one could never be mended. Make somebody else keeper first.",
  NOT_COMPUTABLE:
    "The inventory does not compute, so there is nothing to declare. Mend the lines named below.",
  E_SCHEMA:
    "A value is missing or of the wrong kind, or the method or stage is not known. Enter a value here, or choose one from the list.",
  E_NOT_FINITE:
    "This is not a number the calculation can read. Write digits with a decimal point, without thousands separators, for example 12.5.",
  E_UNIT_UNKNOWN:
    "This unit is not known. Use one such as kg, t, kWh, MWh, MJ, km or tkm, and for a factor one such as kgCO2e/kg; capital and small letters count.",
  E_UNIT_DIMENSION:
    "This unit measures something else than what stands here: amount and factor must be of one kind, such as kg with kgCO2e/kg. Change the unit or choose another factor.",
  E_NEGATIVE_QUANTITY:
    "This value is below zero. Enter zero or more; only the factor of a credit may be negative.",
  E_ZERO_QUANTITY: "This value is zero. Enter a value above zero.",
  E_SHARE_RANGE:
    "A share lies outside its range: from 0 to 1 in a calculation, from 0 to 100 for a percentage, and parts of a whole never add up to more than the whole. Correct the share.",
  E_PARAM_RANGE: "A parameter lies outside the range that the method allows. Enter a value inside it.",
  E_FEC_UNDEFINED:
    "The method has no number of charge cycles per year for this vehicle category. Choose a category of the list, or enter the maker's own value.",
  E_ZERO_ENERGY:
    "The total energy over the service life is zero. Enter a usable capacity, cycles per year and warranty above zero.",
  E_ZERO_DENOMINATOR:
    "There is nothing to divide by: the total or the output is zero. Enter lines that emit something, or an output above zero.",
  E_MISSING_FACTOR:
    "This line has no emission factor. Choose one from the library, or enter a value with its unit and source.",
  E_GWP_SET:
    "This set of warming potentials is not known or may not be used for new results. Choose AR6, or AR5 or AR4 with a reason.",
  E_GWP_MIXED:
    "Factors of different sets of warming potentials meet in one calculation. Use factors of one set throughout.",
  E_ELECTRICITY_MODEL:
    "The method does not allow this electricity model. Choose one of the list, such as direct connection or national average.",
  E_CUTOFF_LIMIT:
    "This input may not be cut off: it is at or above the threshold, or all cut inputs together are. Keep it in the inventory.",
  E_DUPLICATE: "This code is there already. Every line needs a code of its own.",
  W_CO2_ONLY:
    "This unit counts CO₂ alone, not all greenhouse gases. It was read as CO₂e; look for a factor that covers all gases.",
  W_A_NON_DEFAULT: "The allocation factor differs from the default. Keep evidence for it.",
  W_FEC_MAKER_VALUE:
    "The maker's own number of cycles per year is used instead of the default. Keep evidence for it.",
  W_RATED_AS_USABLE:
    "The rated capacity stands in for the usable one, which makes the result look better. State the usable capacity as soon as it is known.",
  W_CUTOFF_APPLIED: "Inputs below the threshold were cut off; their mass was given to another input.",
  W_CUTOFF_HIGH_EF:
    "An input was cut off whose factor is higher than that of the input that took its mass. Better keep it in.",
  W_DQR_ABOVE_3:
    "The data quality rating is above 3.0, worse than the method wants. Look for better data for the largest lines.",
  W_GWP_OUTDATED: "The warming potentials are older than AR6. Prefer factors made with AR6.",
  W_NET_CREDIT:
    "A stage comes out below zero, because its credits outweigh its emissions. Check that this is meant.",
  W_OUT_OF_RANGE: "The value lies outside the usual band. Check amount, unit and factor.",
  W_DEFAULT_TRANSPORT:
    "A default factor of the method is used for this transport. A factor of the carrier would be better.",
  E_GTIN_FORMAT: "A GTIN here has exactly 14 digits. Put zeros in front of a shorter one.",
  E_GTIN_CHECK_DIGIT:
    "The check digit of this GTIN does not fit: the last digit should be {expected}. Compare all digits with the certificate.",
  E_SERIAL_FORMAT:
    "A serial number has 1 to 20 characters: letters, digits and the signs that GS1 allows, no spaces. Correct the serial number.",
  E_SERIAL_RESERVED:
    "This word is part of the registry's own addresses and cannot be a serial number. Choose another one.",
  E_MODEL_CODE_FORMAT:
    "A model code has 1 to 40 letters, digits, hyphens, dots, underscores or tildes and begins with a letter or digit.",
  E_MODEL_CODE_RESERVED:
    "This word is part of the registry's own addresses and cannot be a model code. Choose another one.",
  E_SLUG_RESERVED: "This name is the registry’s own. Choose another.",
  E_OPERATOR_SLUG_FORMAT:
    "The short name in addresses has small letters, digits and single hyphens between them, at most 63 characters.",
  E_PRODUCT_URL_FORMAT:
    "This is not the address of a product. It looks like /01/ with 14 digits, or /id/ with operator and model.",
  E_PRODUCT_URL_ENCODING:
    "This address is spelled in another way than the one on the battery. Scan the code again, or type it exactly.",
  E_PRODUCT_URL_SPELLING:
    "This address is spelled in another way than the one on the battery. Scan the code again, or type it exactly.",
  E_PRODUCT_URL_SUB_PATH: "There is nothing at the end of this address. Leave out what follows the product.",
  E_PUBLIC_URL_FORMAT:
    "The public address of a registry is an origin such as https://registry.example, in small letters, without path and final slash.",
  E_PUBLIC_URL_HTTP:
    "Only localhost and 127.0.0.1 may be reached without encryption. Use an address that begins with https.",
  E_LINES_REQUIRED:
    "No line is chosen. This factor is that of one material: choose the line of that metal or of the cathode material.",
  E_REQUIRED: "This field is empty. Fill it in.",
  E_DATE_FORMAT: "This is no day of the calendar. Write it as year-month-day, for example 2026-11-20.",
  E_DATE_PAST: "This day is over. Enter today or a later day.",
  E_MONTH_FORMAT: "This is no month. Write it as year-month, for example 2026-11.",
  E_TIMESTAMP:
    "“{value}” is not a date and time with seconds and offset, such as 2026-11-20T13:00:00Z. In an address a plus sign is written %2B.",
  E_STATUS_REASON: "This is not one of the reasons that can be given here. Choose one of the list.",
  E_DATE_ORDER: "This day lies before the month of manufacture ({expected}). Correct one of the two.",
  E_PERIOD_ORDER: "The period ends before it begins. Correct one of the two days.",
  E_YEAR: "This year cannot be stated. Enter a year with four digits, from 2000 to this year.",
  E_COUNTRY_FORMAT: "Write the country as two capital letters (ISO 3166-1), for example CN or DE.",
  E_REGION_FORMAT: "Write the region as in ISO 3166-2, for example CN-HE.",
  E_EMAIL_FORMAT:
    "This is not an e-mail address. It needs a name, the sign @ and a host such as company.com.",
  E_WEB_FORMAT: "This is not the address of a web page. Write it whole, for example https://www.company.com.",
  E_ROLE_REQUIRED: "No role is chosen. Choose at least one, or nothing could be done with this account.",
  E_PASSWORD_LENGTH: "The password is too short. Use at least {expected} characters.",
  E_LANGUAGE_FORMAT: "This is not a language tag. Write for example en, zh or de.",
  E_IDENTIFIER_SCHEME: "This kind of identifier is not known. Choose LEI, EORI, VAT, NTR or GLN.",
  E_BATTERY_CATEGORY:
    "“{value}” is no battery category of the law. Cells, modules and packs that are still to be assembled have none; for a whole battery choose one of the list.",
  E_CATEGORY_AT_MOST_2_KWH:
    "An industrial battery of {value} kWh gets no passport: the law asks for one above 2 kWh. Choose “Industrial, at most 2 kWh”; its QR code then leads to the information the law asks for.",
  E_CATEGORY_ABOVE_2_KWH:
    "An industrial battery of {value} kWh needs a passport: it has more than 2 kWh. Choose “Industrial, stationary” or “Industrial, other”.",
  E_CATEGORY_LMT_MASS:
    "A battery of {value} kg is none for light means of transport: the law has those weigh at most 25 kg (Article 3(1)(11)). Correct the mass, or choose the category of electric vehicles, which has the heavier traction batteries of class L.",
  E_CATEGORY_PORTABLE_MASS:
    "A battery of {value} kg is not portable: the law has portable batteries weigh at most 5 kg. Choose the category it is made for.",
  CATEGORY_WITHOUT_PASSPORT:
    "Batteries of this category get no passport, so there is nothing of the kind to make for them. Their QR code leads to the information about the model.",
  E_METAL: "Recycled content is stated for cobalt, lead, lithium and nickel only. Choose one of the four.",
  E_WARRANTY_MONTHS:
    "The warranty is a whole number of months, from 1 to 1200. Correct it, or leave it empty when none is stated.",
  E_METHOD:
    "This method cannot be used for this product. A battery model needs a method that divides by total energy, such as mee-partial.",
  E_REASON_REQUIRED: "Say in one line why a new version is released. It is shown in the history.",
  E_RETURN_NOTE: "Say what is to be mended. The authors read this note beside the draft.",
  E_CONFORMITY_NUMBER:
    "This cannot be the number of a declaration of conformity. It has 1 to 100 letters, digits, spaces and marks such as - / . and begins and ends with a letter or digit.",
  E_CHANGE_KIND:
    "A change is one of the bill of materials, the energy mix or the plant. Choose one of the three.",
  E_LINE_UNKNOWN: "This line is not in the draft any more. Load the draft again.",
  E_LINE_CODE_FORMAT:
    "A line code has 1 to 60 letters, digits, hyphens, dots or underscores and begins with a letter or digit.",
  E_LINE_KIND: "A line is a material, an activity, electricity or transport. Choose one of the four.",
  E_DATA_KIND: "Data are primary or secondary. Choose one of the two.",
  E_FIELD_NOT_APPLICABLE: "This value says nothing about a line of this kind. Leave it empty.",
  E_FACTOR_UNKNOWN: "The library has no such emission factor. Choose one from the list.",
  E_DOCUMENT_ATTRIBUTE: "A document cannot answer this data point. Choose one of the list.",
  E_ROLE_OPERATOR:
    "Author, reviewer and signer act for one operator, every other role for the registry as a whole. Name an operator, or none.",
  E_BASE64URL:
    "A part of the record is not in base64url, or has padding, spaces or loose bits. Use the record exactly as it was downloaded.",
  E_JSON_UTF8: "The text is not valid UTF-8. Use the file exactly as it was downloaded.",
  E_JSON_BOM:
    "The text begins with a byte order mark, which a signed record never has. Use the file exactly as it was downloaded.",
  E_JSON_SYNTAX:
    "This is not JSON. Look at the place where reading stopped, or use the file exactly as it was downloaded.",
  E_JSON_DUPLICATE:
    "A name occurs twice in one object, so two readers could understand it differently. Use the file exactly as it was downloaded.",
  E_JSON_DEPTH:
    "The text is nested deeper than any honest record. Use the file exactly as it was downloaded.",
  E_JSON_NUMBER:
    "A number is too large to be read the same everywhere. Use the file exactly as it was downloaded.",
  E_BUNDLE_SIZE: "The file is far larger than any bundle.",
  E_BUNDLE_FORM: "This is not a verification bundle: it lacks the record, or has another version than 1.",
  E_BUNDLE_MEMBER: "The member {value} of the bundle is not what it has to be.",
  E_CONFORMANCE_LINE: "The line is not a test vector.",
  E_CONFORMANCE_KIND: "Test vectors of this kind are not known.",
  E_CONFORMANCE_INPUT: "The test vector lacks a member that its kind needs.",
  E_INFLATE: "The compressed list is damaged, cut off, or followed by something else.",
  E_INFLATE_SIZE: "The compressed list would expand to more than any honest list has.",
  E_JWK_KIND: "This kind of key is not used for records. It must be P-256, or Ed25519.",
  E_JWK_FORMAT: "The key is not complete or not well formed. Get the operator's key set again.",
  E_JWK_POINT:
    "The key is no point on its curve, so nothing can be checked with it. Get the operator's key set again.",
  E_JWKS_FORMAT:
    "This is not a key set. It must be a JSON object with a list of keys; get it from the operator's address again.",
  E_FACTOR_CODE_FORMAT:
    "“{value}” cannot name a factor: use letters without accents, digits, hyphens and underscores, beginning with a letter or digit.",
  E_SHEET_EMPTY:
    "There is no value in this file. Choose the file with your lines, or paste the cells with their headings.",
  E_SHEET_TOO_LARGE:
    "The spreadsheet has more than 20 MiB. Remove images and sheets that are not needed, or split it, and send it again.",
  E_SHEET_KIND:
    "{kind, select, pdf {This is a PDF file} image {This is an image} archive {This is an archive} html {This is a web page, whatever its name says} xml {This is an XML file} json {This is a JSON file} rtf {This is a text document} docx {This is a text document} pptx {This is a presentation} ods {This is an OpenDocument spreadsheet} numbers {This is a Numbers file} xlsb {This is a binary workbook (.xlsb)} other {This is no spreadsheet}}, and only workbooks (.xlsx) and text files (.csv) can be read. Open it in your spreadsheet program and save it as .xlsx or .csv.",
  E_SHEET_OLD_WORKBOOK:
    "This is a workbook of the old kind (.xls). Open it in your spreadsheet program and save it as .xlsx.",
  E_SHEET_ENCRYPTED:
    "The workbook is protected by a password, so nobody here can read it. Save a copy without password and send that.",
  E_SHEET_BROKEN:
    "The workbook is damaged: a part of it cannot be read. Open it in your spreadsheet program, save it again and send the new file.",
  E_SHEET_DTD:
    "The workbook holds a document type with definitions of its own. No spreadsheet program writes that, so the file is not read. Save it again in your spreadsheet program.",
  E_SHEET_UNPACKED:
    "The workbook unpacks to far more than any inventory holds, so it was not read to its end. Copy the lines into a new workbook and send that.",
  E_SHEET_ROWS:
    "The file has more than 20 000 rows with values. Nothing behind them was read. Split the file, or remove what is no line of the inventory.",
  E_SHEET_COLUMNS:
    "A row has values in more than 256 columns. Remove what stands far to the right, and send the file again.",
  E_SHEET_CELL_LENGTH:
    "A cell holds more than 32 767 characters, more than spreadsheet programs allow. Shorten it.",
  E_SHEET_TEXT: "The cells of this file hold more text than can be read at once. Split the file.",
  E_SHEET_ENCODING:
    "The characters of this text file cannot be read: it is neither UTF-8 nor UTF-16 nor GB18030. Save it as UTF-8, or as .xlsx.",
  E_SHEET_QUOTE:
    "A quotation mark in this text file is opened and never closed, so rows cannot be told apart. Close it, or save the file as .xlsx.",
  RULE_SET_NOT_FOUND:
    "There is no such rule set, or no such version of it. Look it up in the list of classes and limits.",
  RULE_SET_STEP:
    "This step does not fit the state of the rule set: a proposal is adopted first, and put in force only then, each time in its newest version. Load the page again.",
  LOT_NOT_FOUND: "This lot is not there any more. Load the page again.",
  LOT_RELEASED:
    "A signed record already states the share of this metal and year, so its evidence stays. Enter a correcting lot, or state the share again for the next version.",
  E_RULE_SET_KIND: "A rule set holds classes or one maximum threshold. Choose one of the two.",
  E_RULE_SET_ID:
    "The short name has 1 to 60 small letters, digits and single hyphens, for example ev-classes.",
  E_CLASS_COUNT: "This number of limits does not fit. Classes are 2 to 20; a threshold is one limit.",
  E_CLASS_NAME_TWICE: "Two classes have the name {value}. Give each its own.",
  E_CLASS_LAST_OPEN:
    "The last class has no upper limit, so that every value has a class. Leave the limit empty.",
  E_CLASS_LIMIT_ORDER:
    "This limit is not above the one before it ({expected}). Limits rise from class to class.",
  E_TOO_FEW_DECLARATIONS:
    "Limits are derived from at least {expected} declared values, and there are {value}. Wait for more declarations, or state the limits of an act or a paper.",
  E_CLASS_TIES:
    "So many declared values are equal ({value}) that a class would stay empty. Take fewer classes or other shares.",
  E_LOT_MASS:
    "The recovered masses are larger than the mass of the metal in the lot ({expected} kg). Correct one of the three.",
  E_LOT_TWICE: "This lot is entered for this metal and year already. A lot counts once.",
  FACTOR_NOT_FOUND:
    "There is no such emission factor, or it is another operator’s own. Look for it in the library.",
  SUPPLIER_FIGURE_UNSOUND:
    "A supplier’s figure behind this inventory can no longer be relied on. Each line below says what is wrong with it.",
  SUPPLY_LINK_GONE:
    "This link opens nothing: it was mistyped, has expired, was withdrawn, or has been answered. Whoever answered reads on with the address shown after answering.",
  SUPPLIER_REQUEST_NOT_FOUND:
    "There is no such request, or another operator made it. Look in the list of requests.",
  SUPPLIER_REQUEST_CLOSED:
    "This request is no longer open: it was answered, declined or withdrawn. Make a new request if you need another figure.",
  E_SUPPLIER_SIGNATURE:
    "Line {line}: the signed record of “{value}” does not verify under the supplier’s keys. Ask the supplier for a sound record, or choose another factor.",
  E_SUPPLIER_DIGEST:
    "Line {line}: the supplier’s figure for “{value}” is not what its digest stands for. Take the figure in anew, or choose another factor.",
  E_SUPPLIER_EXPIRED:
    "Line {line}: the supplier’s figure for “{value}” is past its last day. Ask the supplier for a newer one.",
  E_SUPPLIER_WITHDRAWN:
    "Line {line}: the supplier has withdrawn its signed record for “{value}”. Calculate with another figure.",
  E_SUPPLIER_REPLACED:
    "Line {line}: the supplier has stated a newer figure for “{value}”. Make it the next version of your factor and use that.",
  E_SUPPLIER_VALUE:
    "Line {line} calculates with another value than the supplier’s record for “{value}” states. Take the factor from the record, or take the record off the line.",
  E_SUPPLY_EXPIRY: "A link is valid until a day after today, at most one year ahead; {value} is not.",
  E_SUPPLY_PERIOD:
    "A figure is used for three years after its period; one that ended on {value} is too old. State a newer period.",
  E_SUPPLY_UNIT:
    "The figure is per {value}, and it was asked for per {expected}: these cannot be converted. State it per {expected} or a unit of the same kind.",
  E_SUPPLY_SUM:
    "The lines add up to {expected}, the figure says {value}. Mend one of them, or leave the figure empty.",
  E_SUPPLY_GEOGRAPHY:
    "“{value}” is no country or region code: write two letters such as CN, a region such as CN-SC, or GLO for the world.",
  E_SUPPLY_SHARE: "The share of primary data is between 0 and 100 percent; {value} is not.",
  E_SUPPLY_SCORE: "A score is a number from 1 (best) to 5; {value} is not.",
  E_SUPPLY_LINE: "A line needs a name and a figure: this one has only one of them.",
  E_SUPPLY_LONG: "This is longer than {expected} characters. Shorten it.",
  E_SUPPLY_RECORD:
    "This record is not one of yours, is past its term, or has been followed by a newer one. Choose another.",
  SUPPLIER_FOOTPRINT_NOT_FOUND:
    "There is no such supplier’s figure, or it was received by somebody else. Look for it in the list of supplier figures.",
  E_EVIDENCE_REQUIRED: "An own factor needs a document that shows its value. Attach the file again.",
  E_FACTOR_CATEGORY: "“{value}” is no category of the library. Choose one from the list.",
  E_EXCHANGE_FORMAT:
    "This is no footprint of a format the registry reads. Send a PACT 3.0 ProductFootprint or a Catena-X PCF as JSON.",
  E_EXCHANGE_VERSION:
    "This version ({value}) is not read here; read is {expected}. Ask the sender for the document in that version.",
  E_EXCHANGE_SEVERAL:
    "There are {value} of these here, and exactly one is read. Send each footprint by itself.",
  E_EXCHANGE_MISSING: "This member is missing, and the format demands it. Ask the sender to add it.",
  E_EXCHANGE_TYPE: "This member has the wrong form; expected: {expected}. Ask the sender to correct it.",
  E_EXCHANGE_VALUE: "“{value}” is not allowed here; allowed: {expected}. Ask the sender to correct it.",
  E_EXCHANGE_RANGE: "{value} lies outside what is allowed here: {expected}. Ask the sender to correct it.",
  E_EXCHANGE_INSTANT:
    "“{value}” is no time of RFC 3339 that exists, such as 2026-01-01T00:00:00Z. Ask the sender to correct it.",
  E_EXCHANGE_PERIOD: "The period ends before it begins. Ask the sender to correct it.",
  E_EXCHANGE_VALIDITY:
    "The footprint would be valid longer than three years after its data end ({expected}). Ask the sender to correct it.",
  E_EXCHANGE_VALIDITY_START:
    "The footprint would be valid before its data end ({expected}). Ask the sender to correct it.",
  E_EXCHANGE_GEOGRAPHY:
    "More than one member names the place, and at most one may. Ask the sender to keep the narrowest.",
  E_EXCHANGE_UNIT:
    "A footprint for each {value} cannot be calculated with here, and the document states no mass by which it could be. Ask the sender for the mass of the product.",
  E_EXCHANGE_DEPRECATED: "The sender marks this footprint as replaced. Ask for the one that is active.",
  E_EXPORT_BOUNDARY:
    "This method counts raw materials and end of life in one stage, and the exchange format is cradle-to-gate. Export a declaration under another method.",
  E_EXPORT_UNIT:
    "A declared output in “{value}” has no declared unit in the exchange format. State it as a mass, a volume or a number of pieces.",
  E_EXPORT_MASS:
    "The exchange format asks for the mass of the product. State how many kilograms one {value} of it has.",
  E_EXPORT_NEGATIVE:
    "The footprint from raw materials to the gate is below zero ({value} kg), which the exchange format does not admit.",
  E_EXPORT_GWP:
    "The warming potentials of “{value}” have no name in the exchange format. Calculate with AR4, AR5 or AR6.",
  E_SUPPLY_CIRCLE:
    "This figure rests, over {value, plural, one {one step} other {# steps}}, on the very product it would now become part of. Neither could be recomputed; choose another factor.",
  NOTHING_TO_UNDO:
    "There is nothing to take back: every change of this draft has been taken back, or there was none. What was taken back is entered again by hand.",
  IMPORT_NOT_FOUND:
    "There is no such import; it may belong to a draft that was discarded. Upload the file again.",
  IMPORT_NOT_STAGED:
    "This import was taken over or discarded already. Look at the inventory, or upload the file again.",
  IMPORT_ROWS_CHANGED:
    "The draft changed since this file was checked, and rows that were good do not fit it any more. They are named below; nothing was taken over. Check the file again.",
  E_SHEET_HEADING:
    "No row of headings was found. Put the names of the columns into one row, for example Code, Name, Mass, Unit, and the lines below it.",
  E_HEAD_MEMBER:
    "There is no such entry in the head of an inventory. Leave the second column as the export wrote it, or delete the row.",
  E_HEAD_LENGTH: "This text is longer than {expected} characters. Shorten it; a document can hold the rest.",
  W_HEAD_METHOD_VERSION:
    "The file was written under another version of the method. A draft is calculated with the newest one, {expected}.",
  E_ROW_TOTAL:
    "This row is a total. Totals are computed here, and taking it in would count everything twice. Leave the row out, or give it a code of its own if it is a line.",
  E_ROW_HIDDEN:
    "This row is hidden in the spreadsheet, so nobody sees that it is taken in. Show it if it belongs to the inventory, or delete it.",
  E_CELL_ERROR: "The cell shows an error in place of a value. Mend the formula, or enter the value.",
  E_CELL_FORMULA:
    "The cell holds a formula without its value, because no spreadsheet program has computed it. Open and save the file in one, or enter the value.",
  E_CELL_MERGED:
    "The cell belongs to a merged block, so its value would stand in several places at once. Unmerge the block and enter a value in each cell.",
  E_CELL_NUMBER:
    "This is no number. Write digits with a decimal point, and the unit in its own column or behind the number, for example 12.5 kg.",
  E_CELL_AMBIGUOUS:
    "This number can be read in two ways, with thousands or with decimals: {expected}. Write it without thousands separators and with a decimal point.",
  E_CELL_WORD: "This word is not one of those known here. Use one of: {expected}.",
  E_CELL_YEAR: "This is no year. Write four digits, for example 2025.",
  E_CELL_LENGTH: "This text has more than 500 characters. Shorten it; a document can hold the rest.",
  E_CELL_SOURCES:
    "These electricity sources cannot be read. Write each as share; model; factor, with a stroke between them: 60 %; national average; 0.58 kgCO2e/kWh | 40 %; direct connection; 0.02 kgCO2e/kWh.",
  E_UNIT_MISSING: "This number has no unit. Write it behind the number or into the heading of the column.",
  E_UNIT_CONFLICT:
    "The unit behind this number is not the one of its column ({expected}), so one of the two is wrong. Leave the right one.",
  E_FACTOR_DIFFERS:
    "The library says something else for this factor: {expected}. Leave value and unit empty to take it from the library, or leave the factor's name empty to use your own.",
  E_KEPT_OUT:
    "A published row is kept out of the calculation only while it does not compute, and this one does. Leave the published problem empty.",
  E_SUPPLIER_FOOTPRINT_UNKNOWN:
    "There is no such supplier's record that you may use. Take its identifier from the list of received footprints.",
  W_CELL_FORMULA: "The value is the one a formula last gave; the formula itself is not taken over.",
  W_CELL_MERGED: "The cell belongs to a merged block; its word was taken for every row of the block.",
  W_CELL_WIDTH: "Full-width characters were read as plain ones: {expected}.",
  W_CELL_DECIMAL_COMMA: "The comma was read as a decimal point: {expected}.",
  W_CELL_THOUSANDS: "Thousands separators were left out: {expected}.",
  W_CELL_MULTIPLIER: "万 or 亿 behind the number was multiplied out: {expected}.",
  W_UNIT_READ: "The unit was read as {expected}.",
  W_CODE_MADE: "The row has no code; it got {expected}, made of its name.",
  W_KIND_DERIVED: "The row names no kind; what stands in it makes it: {expected}.",
  W_STAGE_DERIVED: "The row names no stage; a material counts with the raw materials.",
  W_STAGE_OUTSIDE:
    "This stage lies outside the boundary of the method, so the line is kept and not counted. Another method may count it.",
  W_TEXT_COPIED: "The text is given in one language only and was taken for both.",
  // Rules of the report checker: what each one finds.
  "CK-ROW": "A row’s amount times its factor does not give the emission printed for it.",
  "CK-SUM": "Printed parts do not add up to the printed sum.",
  "CK-SHARE": "A printed percentage does not follow from the values it is made of.",
  "CK-QUOT": "The result for one unit does not follow from total and output.",
  "CK-UNIT-DIM": "The unit of an activity and the unit of its factor do not give a mass of CO₂e.",
  "CK-UNIT-MISSING": "A value is printed without its mass unit.",
  "CK-UNIT": "The same number stands in different units, or a unit cannot be read.",
  "CK-UNIT-FU": "The result is stated for something else than the functional unit.",
  "CK-FU": "The functional unit is missing, has no quantity or description, or there are several.",
  "CK-BOUNDARY": "Type, lists, formula, exclusions and results do not describe one boundary.",
  "CK-STAGE-EMPTY": "A stage belongs to the boundary and has no value.",
  "CK-COMPLETE": "An input or energy carrier of the described process has no row.",
  "CK-FUEL": "Sections of the report name different energy carriers for one process.",
  "CK-GWP-MIX": "One report holds two potentials for a gas, or two sets of potentials.",
  "CK-GWP-OLD": "The result rests on older potentials than those of the IPCC’s sixth report.",
  "CK-GAS": "CO₂ alone is counted and called CO₂e, or a gas is misnamed.",
  "CK-YEAR": "Years of activity, base and factors differ.",
  "CK-GEO": "A factor is made for another region than that of the site.",
  "CK-ELECTRICITY": "It is not stated how electricity is treated.",
  "CK-FACTOR-RANGE": "A factor lies outside the usual range.",
  "CK-ACTIVITY-RANGE": "An amount lies outside the usual range for its output.",
  "CK-RESULT-RANGE": "A result or share lies outside the usual range, or two ranges contradict each other.",
  "CK-CAPACITY": "The capacity of a plant stands in place of its output.",
  "CK-ENERGY-CAP": "Rated energy stands in place of usable energy.",
  "CK-METHOD": "Allocation, chemistries, factor bases or signs of one result contradict each other.",
  "CK-FORMULA": "A formula is not closed: units differ, or a symbol or term is not explained.",
  "CK-REPRO": "Amounts or factors are not published, so the result cannot be recomputed.",
  "CK-DQR": "The data quality rating is missing or cannot be used.",
  "CK-CLAIM": "A statement is carried by no number, or an offset or certificate is counted into the result.",
  "CK-COPY": "The text speaks of a product of another sector.",
  "CK-TEXT": "Text or numbering is broken.",
  "CK-STD": "A standard is withdrawn, misnamed or about something else.",
  "CK-LEGAL": "The report says something else than the law it names.",
  "CK-INDEP": "Author and verifier are the same, or nobody signed.",
  E_BASE64:
    "A part is not in base64, or lacks its padding, or has spaces or loose bits. Use the file exactly as it was downloaded.",
  E_NOTE_SIZE: "The signed note is larger than 64 KiB. Use the checkpoint exactly as the log publishes it.",
  E_NOTE_UTF8: "The signed note is not valid UTF-8. Use the checkpoint exactly as the log publishes it.",
  E_NOTE_CONTROL:
    "The signed note holds a control character. Only line feeds are allowed; look for Windows line ends, and use the checkpoint exactly as the log publishes it.",
  E_NOTE_FORM:
    "This is not a signed note: a text, a blank line, at least one signature, and a line feed at the very end. Use the checkpoint exactly as the log publishes it.",
  E_NOTE_SIGNATURES: "The signed note has more than 100 signatures. Leave out those of keys nobody asks for.",
  E_NOTE_SIGNATURE_LINE:
    "Signature line {line} of the note is malformed. It must be a dash, the name of the key and base64, with one space between them.",
  E_VKEY_FORM:
    "This is not a verifier key. It must be a name, eight hexadecimal digits and base64, joined by plus signs; copy it whole.",
  E_VKEY_NAME: "The verifier key has no name, or one with spaces. Copy it whole.",
  E_VKEY_TYPE:
    "The verifier key is of kind {type}, which cannot be used here. Logs sign with kind 1, witnesses with kind 4, both Ed25519.",
  E_VKEY_ID:
    "The identifier in the verifier key {name} is not that of its name and key. Copy the key again from whom it belongs to.",
  E_CHECKPOINT_FORM:
    "A checkpoint starts with three lines: the name of the log, its size and its root hash. This one does not.",
  E_CHECKPOINT_SIZE: "The size of the log, {found}, is not a plain decimal number.",
  E_CHECKPOINT_ROOT: "The root hash of the checkpoint is not 32 bytes in base64.",
  E_LOG_ORIGIN: "The checkpoint is of the log {found}, and {expected} was expected.",
  E_LOG_UNKNOWN: "The checkpoint is of the log {origin}, which the policy does not name.",
  E_LOG_EXTENSION: "The checkpoint holds more than name, size and root hash. This log never adds anything.",
  E_LOG_UNSIGNED: "The checkpoint carries no signature of the log's pinned key.",
  E_LOG_SIGNATURE:
    "The log's signature does not fit the checkpoint: it was changed, or signed with another key.",
  E_LOG_COSIGNATURE: "The signature of the witness {witness} does not fit the checkpoint.",
  E_LOG_SIZE:
    "The sizes of the log do not fit together: they must be whole numbers, and a newer state is never smaller.",
  E_LOG_INDEX: "A log of {size} entries has no entry with index {index}: it counts from 0.",
  E_LOG_HASH_LENGTH: "A hash of the proof is not 32 bytes long.",
  E_LOG_PROOF_LENGTH: "The proof has too few or too many hashes for its place in the log.",
  E_LOG_INCLUSION:
    "The proof does not lead to the log's root hash: the entry is not in this log at this place.",
  E_LOG_ROOT:
    "Two states of the log with the same size have different root hashes: the log shows different histories.",
  E_LOG_CONSISTENCY:
    "The newer state of the log does not continue the older one: something that was in it was changed or removed.",
  E_LOG_FORK:
    "The newer state of the log was built on another history than the older one: the log shows different histories.",
  E_LOG_TILE_PATH: "This is not the address of a tile of the log.",
  E_LOG_BUNDLE: "A bundle of entries is cut off, or holds another number of entries than the log has there.",
  E_LOG_ENTRY_SIZE: "An entry of the log is larger than 65,535 bytes.",
  E_LOG_ENTRY_CANONICAL:
    "An entry of the log is not written in the one canonical form, so two readers could take it for two different things.",
  E_LOG_ENTRY_VALUE: "An entry of the log holds a kind of value that no entry may have.",
  E_LOG_ENTRY_TYPE:
    "An entry of the log is of an unknown type: {found}. A newer version of this program may know it.",
  E_LOG_ENTRY_MEMBER:
    "The member {member} of an entry of the log is missing, malformed or does not belong there.",
  E_TLOG_PROOF_SIZE: "The proof is larger than any honest one. Use the file exactly as it was downloaded.",
  E_TLOG_PROOF_FORM:
    "This is not a proof of the log. It must start with c2sp.org/tlog-proof@v1; use the file exactly as it was downloaded.",
  E_TLOG_PROOF_ENTRY:
    "The proof does not carry the entry it is about. Use the file exactly as it was downloaded.",
  E_TLOG_PROOF_HASH:
    "A hash of the proof is not 32 bytes in base64. Use the file exactly as it was downloaded.",
  E_POLICY_SIZE: "The policy is larger than 256 KiB.",
  E_POLICY_CHARACTER:
    "Line {line} of the policy holds a control character, or the file is not UTF-8. Only tabs and line feeds are allowed; look for Windows line ends.",
  E_POLICY_LINE:
    "Line {line} of the policy cannot be read. Lines start with log, witness, group, quorum or #, and name what belongs to them.",
  E_POLICY_KEY_TYPE: "Line {line} of the policy has a witness's key for a log, or a log's key for a witness.",
  E_POLICY_DUPLICATE: "Line {line} of the policy gives a name, a key or the quorum a second time.",
  E_POLICY_NAME:
    "Line {line} of the policy uses a name that is not defined above it, or defines the reserved name none.",
  E_POLICY_THRESHOLD:
    "Line {line} of the policy must say all, any, or a number from 1 to the number of members.",
  E_POLICY_MEMBER: "Line {line} of the policy names a member that is in another group already.",
  E_POLICY_QUORUM:
    "The policy has no quorum line. Write which witness or group must have signed, or quorum none.",
  E_JWK_PRIVATE:
    "This is the private part of a key as well. Never give it to anybody: paste the public part alone, and think about making a new key.",
  E_KEY_PROOF:
    "The statement does not say what it must: member {member} must be {expected}. Sign it again with this key, for this registry, and use it within an hour.",
  E_TIME_FORMAT: "{value} is not a moment. Write it with its offset, for example 2026-11-20T13:00:00Z.",
  E_TIME_FUTURE: "{value} has not come yet. Enter a moment that has passed.",
  LAST_KEY: "This is the only key of its use. Add the next one first, then retire this one.",
  KEY_NOT_ACTIVE: "This key signs nothing any more already.",
  SIGNED_OUTSIDE:
    "This operator signs with a key of its own, outside the registry. The registry cannot sign in its place. Do it at the screen of the console: it prepares the texts; sign them with your key and bring the signatures under Keys.",
  SIGNED_HERE:
    "Nothing has to be signed outside: the operator's newest key signs at the registry. Release or issue directly.",
  SIGNATURE_NOT_FOUND:
    "Nothing waits for a signature here: it was entered, given up or dropped. Look under Keys.",
  SIGNATURE_EXPIRED:
    "What was prepared is older than a day and is not entered any more. Prepare it again and sign the new texts.",
  SIGNATURE_STALE:
    "What this was prepared on has changed since: another version, status, declaration or key. Nothing was entered. Prepare it again and sign the new texts.",
  E_SIGNATURE_WRONG:
    "The signature does not fit this text and this key. Sign exactly the text shown here, without a line break at its end, with the private half of this key.",
  E_SIGNATURE_FORM:
    "This is no signature that such a key makes. Paste all of what the command prints: 64 bytes in base64 or base64url, or what OpenSSL writes for ECDSA, in base64.",
  E_KEY_PROOF_KEY:
    "The statement is signed under another key’s name or by another kind of key ({value}). Show the line again after entering this key, and sign that line.",
  E_KEY_PROOF_FORM:
    "This is not the signed line. Show the line again, sign exactly it with this key, and paste what the command prints.",
  E_SIGNATURE_TEXT:
    "This is the signature of another text. Sign exactly the text shown here, without a line break at its end.",
  E_SIGNATURE_ORDER:
    "This signature belongs to another of these texts. Put each under the text it was made for.",
  E_SIGNATURE_COUNT: "More signatures than texts: {expected, plural, one {one is} other {# are}} needed.",
  SIGNER_UNAVAILABLE:
    "The holder of the key could not be asked. Check its settings and the name of the key, then try again.",
  E_LIST_LENGTH:
    "The list has {found} rows; at most {expected} are checked at once. Split it and check the parts.",
  E_QUERY_EMPTY: "Nothing is entered. Enter the address of the code, or the digits below it.",
  E_QUERY_FOREIGN: "{value} is an address of another registry. Open it there.",
  E_QUERY_FORMAT:
    "{value} is no product address and no GTIN. Scan the code again, or enter the digits below it.",
  RESULT_SHEET_NOT_FOUND:
    "There is no such result sheet here, or it is no longer kept. The signed file you saved stays good: check it at “Check a record”.",
  OPINION_NOT_FOUND: "There is no such opinion here. Check the address it was taken from.",
  BODY_NOT_FOUND: "There is no such body here. Choose one from the list.",
  NOT_REPRODUCED:
    "The declaration does not come out the same when it is calculated again here, so no opinion is signed on it. Tell the operator; what differs stands beside the recomputation.",
  VERSION_WITHDRAWN:
    "This version was withdrawn: no opinion is signed on it any more. Look at the newest version.",
  OPINION_REPEATED: "Your body has said exactly this about this version already. Nothing was signed again.",
  E_OPINION_OUTCOME: "Choose one of the three findings.",
  E_BODY_KIND:
    "This organisation is no body that signs opinions or statements. Choose a notified body or an authority.",
  E_BODY_ROLE: "This person lacks the role that fits the body. Give the role first, then name them here.",
  QUESTION_NOT_FOUND: "There is no such question, or it is not yours to see. Open the list of questions.",
  CASE_NOT_FOUND: "There is no such case. Open the list of cases.",
  REPORT_NOT_FOUND: "There is no such report. Open the list of reports.",
  REPORT_DECIDED: "This report has been decided already. Open it to read by whom and why.",
  CASE_CLOSED: "The case is closed. Open it again before anything is added.",
  E_SAMPLE_FIELD: "A sample cannot be drawn by this. Choose one of the named fields.",
  E_SAMPLE_SIZE: "{value} is no size of a sample. Enter a whole number from 1 to 1000.",
  E_SAMPLE_LIST: "The filter leaves {value} passports, more than a sample is drawn from at once. Narrow it.",
  E_REPORT_KIND: "Choose what is wrong with the label.",
  E_DUE_PAST: "{value} has passed already. Choose today or a later day.",
  E_CATALOGUE_JSON: "The file is no JSON. Send the catalogue as it was written, whole.",
  E_CATALOGUE_VERSION:
    "Version {value} is not newer than {expected}, which is in use. A version never changes; give the next one a higher number.",
  E_CATALOGUE_LACKS: "The catalogue lacks {value}, without which no record says what it is about.",
  E_CATALOGUE_UNFILLED:
    "{value} would be owed, but the registry derives no such value: no battery could ever be complete. Set its origin to stated, so that operators fill it in.",
  E_CATALOGUE_FORM: "The catalogue does not have its form here; expected: {expected}. Correct the file.",
  E_CATALOGUE_LANGUAGE:
    "A sentence is missing here, or stands in the wrong language ({expected}). Write it in both languages.",
  E_CATALOGUE_REPEATED: "{value} stands in the catalogue twice. Each identifier is used once.",
  E_CATALOGUE_UNKNOWN: "The catalogue has no {value}. Correct the name, or add what it names.",
  E_CATALOGUE_UNIT: "The catalogue cannot use the unit {value}. Choose one of those it knows.",
  E_CATALOGUE_BOUNDS: "The lower bound is not below the upper one ({value}). Correct one of the two.",
  E_CATALOGUE_CONDITION:
    "{value} needs a question where the law says conditional, and none elsewhere. Write the question that decides, or remove it.",
  E_CATALOGUE_ACT:
    "{value} waits for an act and must say which, for every category. Name the act and the earliest day.",
  E_CATALOGUE_RULE: "The rule {value} can compare only decimals of one unit. Correct its attributes.",
  E_VALUE_KIND:
    "{expected, select, text {A text} decimal {A number, best written as text,} integer {A whole number} flag {True or false} list {A list} object {A group of members} other {A text}} belongs here. Correct the value.",
  E_VALUE_MEMBER: "There is no member {value} here. Use: {expected}.",
  E_VALUE_COUNT:
    "The list is too long: at most {expected} entries are kept. Shorten it; a document can hold the rest.",
  E_VALUE_REPEATED: "{value} stands here twice. Remove one of the two.",
  E_VALUE_TOO_LONG: "This is longer than {expected} characters. Shorten it; a document can hold the rest.",
  E_VALUE_CHARACTERS:
    "The text holds a character that cannot be kept. Type it again, or paste it without format.",
  E_VALUE_PATTERN:
    "{value} does not have the form wanted here. Compare it with the explanation of the field.",
  E_VALUE_CHOICE: "{value} is none of the values possible here. Use one of: {expected}.",
  E_VALUE_RANGE: "{value} lies outside what is possible here: {expected}. Check value and unit.",
  E_VALUE_ORDER: "The upper value {value} lies below the lower one, {expected}. Correct one of the two.",
  E_VALUE_WHOLE: "{value} is not a whole number. Write digits only.",
  E_VALUE_IDENTIFIER: "{value} is no identifier for this place. It begins with https, urn or did.",
  E_VALUE_DOCUMENT: "{value} names no document. Upload the file first, then choose it here.",
  E_VALUE_READINGS: "Readings are not entered here. Add them one by one, or send them in a file.",
  E_VALUE_SEVERAL:
    "This has several parts and does not fit into one cell. Enter it in the form, or send it as JSON.",
  E_CELL_RANGE: "{value} is not a range. Write two numbers with ~ between them, for example -20 ~ 60.",
  E_RULE_ASCENDING: "{value} must lie above {expected} ({other}). Correct one of the two.",
  E_RULE_SUM: "{value} is not the sum of its parts, {expected}. Correct the total or a part.",
  E_ATTRIBUTE_UNKNOWN:
    "The attribute catalogue has no entry {value}. See the list of data points for the names.",
  E_ATTRIBUTE_DERIVED:
    "The registry takes this value from elsewhere: from the operator, the plant, the declaration or the identifiers. Change it there.",
  E_ATTRIBUTE_UNCONDITIONAL:
    "The law asks this of every battery of its kind, without condition or exemption: state the value instead of a reason.",
  E_ATTRIBUTE_LEVEL: "This is a value of the single battery, not of its model. State it for the battery.",
  E_ATTRIBUTE_MISSING: "The law asks for this value and it is missing. Fill it in.",
  E_ATTRIBUTE_NOT_APPLICABLE: "This does not belong to this category of battery. Leave it empty.",
  E_ATTRIBUTE_NEVER_FILLED: "This stays empty for every battery: other entries say the same. Fill in those.",
  W_ATTRIBUTE_CONDITION:
    "Whether this is owed depends on the question beside it. Fill it in, or state that it does not apply.",
  W_ATTRIBUTE_NOT_YET_DUE: "This is owed from {day} on. It may be filled in already.",
  W_ATTRIBUTE_STATED_AWAY: "The operator states that this does not apply to the battery.",
  W_ATTRIBUTE_BARRED_UNTIL:
    "Before {day} this may not stand among the statutory data. A value is kept, and shown apart if you wish.",
  W_ATTRIBUTE_BARRED_ACT:
    "An act of the Union that lays down its form is missing, so this may not stand among the statutory data yet. A value is kept, and shown apart if you wish.",
  E_BATCH_FORMAT:
    "A batch number has 1 to 20 characters: letters, digits and the signs that GS1 allows, no spaces. Correct the batch number.",
  E_BATCH_RESERVED: "No address can carry this word as a batch number. Choose another one.",
  E_COMPANY_PREFIX_FORMAT:
    "{value} is no GS1 company prefix: it has 4 to 12 digits. Copy it from the licence.",
  E_GTIN_PREFIX:
    "{value} does not begin with a company prefix of this operator: it is the number of another company. Use a GTIN of your own, or state the prefix first.",
  E_DL_FORMAT:
    "{value} is no GS1 Digital Link: it begins with http or https and a domain, and names a product in its path.",
  E_DL_CHARACTER: "{value} has a character that no web address may have. Percent-encode it.",
  E_DL_KEY: "{value} names nothing by a GS1 key. A product stands behind /01/ with the digits of its GTIN.",
  E_DL_KEY_OTHER: "This GS1 Digital Link names something by key {key}. A product has key 01.",
  E_DL_COMPRESSED:
    "{value} looks like a compressed GS1 Digital Link, which only the software that made it reads. Use the form with /01/ and the digits of the GTIN.",
  E_DL_ORDER:
    "Behind key {key} stand {found}: not allowed together, or not in this order. For a product the order is 22, 10, 21.",
  E_DL_PLACE:
    "({ai}) tells things apart and belongs into the path of the address, not behind the question mark.",
  E_DL_DUPLICATE: "({ai}) is there twice. Keep one.",
  E_DL_AI_UNKNOWN: "({ai}) is no GS1 application identifier. Leave it out or correct it.",
  E_DL_AI_VALUE: "{value} is no value of ({ai}): a character, the length or the date does not fit.",
  E_DL_AI_CHECK_DIGIT:
    "The check digit in {value} of ({ai}) does not fit: it should be {expected}. Compare all digits.",
  E_IL_SCHEME: "{value} is no identification link: it begins with https:// or http://.",
  E_IL_HOST: "{value} is no host of an identification link: a domain, without sign-in data.",
  E_IL_CASE:
    "{value} has capital letters. In an identification link scheme and domain are written in small letters.",
  E_IL_PATH:
    "{value} names only a site. An identification link needs something behind the domain that tells this product from every other.",
  E_IL_FRAGMENT:
    "{value} is a fragment: it never reaches the site and cannot tell products apart. Put it into the path.",
  E_IL_LENGTH:
    "The address has {found} characters; an identification link has at most {expected}. Shorten it.",
  E_IL_CHARACTER: "An identification link may not have the character {value}. Leave it out.",
  W_IL_PERCENT:
    "Some readers undo percent-encoding. Prefer letters, digits, hyphens and dots in codes and serial numbers.",
  W_IL_PLAIN: "The address is read without encryption. Prefer https.",
  E_DID_PRODUCT: "{value} is no did:web of a product.",
  E_BATTERY_CODE_LENGTH: "A traction battery code has {expected} characters; this one has {found}.",
  E_BATTERY_CODE_CHARACTER:
    "Place {place} of the traction battery code is {value}. Only digits and capital letters without I and O are used.",
  E_BATTERY_CODE_PRODUCT:
    "Place {place} of the traction battery code is {value}; it is P for a pack, M for a module or C for a cell.",
  E_BATTERY_CODE_CHEMISTRY:
    "Place {place} of the traction battery code is {value}; the battery type is A to G or Z.",
  E_BATTERY_CODE_DATE:
    "Places {place} of the traction battery code are {value}, which is no day from 2011 to 2040.",
  E_BATTERY_CODE_SERIAL:
    "Places {place} of the traction battery code are {value}; the serial number is 0000001 to 9999999.",
  E_LEI_FORMAT: "{value} is no LEI: it has 18 digits or capital letters and two digits at the end.",
  E_LEI_CHECK: "The last two digits of the LEI {value} should be {expected}. Compare it with the register.",
  E_GLN_FORMAT: "{value} is no GLN: it has exactly 13 digits.",
  E_GLN_CHECK_DIGIT: "The check digit of the GLN {value} does not fit: the last digit should be {expected}.",
  E_CREDIT_CODE_FORMAT:
    "{value} is no unified social credit code: it has 18 digits and capital letters without I, O, S, V and Z; places 3 to 8 are digits.",
  E_CREDIT_CODE_CHECK:
    "The last character of the unified social credit code {value} should be {expected}. Compare it with the business licence.",
  E_EORI_FORMAT:
    "{value} is no EORI number: two letters of the country and up to 15 digits or capital letters.",
  E_VAT_COUNTRY:
    "{value} are not the letters of a VAT number of the Union. Greece uses EL, Northern Ireland XI.",
  E_VAT_FORMAT:
    "{value} does not have the form this country gives its VAT numbers. Write it without spaces and dots.",
  E_DUNS_FORMAT: "{value} is no D-U-N-S number: it has nine digits, written without hyphens.",
  E_REGISTRATION_FORMAT: "{value} is no registration number: 1 to 60 visible characters in one line.",
  E_DID_FORMAT: "{value} is no DID. It looks like did:web:example.com.",
  E_ISO6523_FORMAT:
    "{value} is no identifier of ISO/IEC 6523: four digits of the scheme, a colon, and the number.",
  E_PARTY_SCHEME: "{value} is no scheme known here. Choose one from the list.",
  E_PARTY_LINK_KEY:
    "This GS1 Digital Link names something by key {key}. An operator has key 417, a place 414.",
  E_IDENTIFIER_ASSIGNED:
    "{value} was given to another product before. An identifier is never given a second time, even after its passport has ended. Choose another one.",
  E_IDENTIFIER_OTHER_OPERATOR:
    "{value} is an identifier of another operator. If the battery was taken over, take over its passport; else choose another identifier.",
  E_LINK_TYPE: "There is no link of the type {value} here. Ask for linkType=linkset to see all there are.",
  LABEL_UNREADABLE:
    "A label was not read as its identifier, so none was handed out. Choose larger modules or a finer printer, and report it if it happens again.",
  E_LABEL_ITEM:
    "The label lacks an item of Annex VI Part A: {item}. State it, or say that the battery has none where that is possible.",
  E_LABEL_ROOM:
    "There is no room on the label for: {item}. {height, select, none {Choose a larger label or say it more briefly.} other {A label of this width has room for everything from a height of {height} mm on.}}",
  E_LABEL_CODE_ROOM: "The code needs {needed} mm, the label has {found} mm. Choose a larger label.",
  E_LABEL_SYMBOL_ROOM:
    "The symbol for separate collection is {needed} mm wide by law, and there is no room for it. {height, select, none {Choose a larger label.} other {A label of this width has room for everything from a height of {height} mm on.}}",
  E_LABEL_TEXT_SIZE: "Letters of {found} mm are too small to read. Choose at least {expected} mm.",
  E_LABEL_MODULE_SIZE:
    "Modules of {found} mm are too small for common readers. Choose at least {expected} mm.",
  E_LABEL_CHARACTER: "The printed letters have no {value}. Write it otherwise.",
  E_LABEL_SHEET:
    "A label of {label} mm does not fit on a sheet of {sheet} mm. Choose a smaller label or a larger sheet.",
  E_LABEL_SIZE:
    "“{value}” cannot be printed here. Choose {expected} (lengths in mm, resolution in dots an inch).",
  E_LABEL_COUNT:
    "{found} labels were chosen; one to {expected} can be made at once. Choose a batch, or serial numbers from and to.",
  E_LABEL_RANGE:
    "“{to}” comes before “{from}”: shorter serial numbers first, then in the order of their characters. Exchange the two.",
  E_LABEL_NONE:
    "No battery with a published passport is left by this. Check the serial number or the batch, or leave the field empty.",
  E_LABEL_SERIAL:
    "Not among the batteries of this model with a published passport ({count}): {value}. Check the list.",
  E_LABEL_DIMENSIONS:
    "The size of the symbol for separate collection follows from the dimensions of the battery, which the record does not state. State them among the data points and release the next version.",
  E_LABEL_SIZES: "The labels of one sheet have one size. Print them apart.",
  E_METAL_CONTENT: "{value} is no share from 0 to 100 percent.",
  GRANT_NOT_FOUND: "This grant is not there. Go back to the person and look at what was granted.",
  E_INTEREST_PURPOSE: "The rules know no purpose “{value}”. Choose one of those listed.",
  E_INTEREST_NAMED:
    "This purpose is for batteries named one by one. Enter their product identifiers, one on each line.",
  E_INTEREST_BATTERY:
    "“{value}” is no battery of this registry. Enter the address from its QR code; a model is not a battery.",
  E_INTEREST_MANY: "These are more than {maximum} batteries. Make several grants of them.",
  E_INTEREST_ENDED: "The last day, {value}, is over already. Choose today or a later day.",
  E_INTEREST_RULES_KNOWN: "Rules of version {value} were adopted before. Give these a new version.",
  E_JSONPATH_SYNTAX:
    "This is no JSONPath: reading stopped at character {offset}. It begins with $, and names with other characters than letters, digits and _ stand in brackets and quotes.",
  E_JSONPATH_LONG:
    "A JSONPath has at most {expected} characters; this one has {value}. Ask for less at once.",
  E_JSONPATH_DEPTH:
    "Parentheses and filters stand in one another at most {expected} deep. Ask for less at once.",
  E_JSONPATH_NUMBER: "{value} in the JSONPath is too large to be exact.",
  E_JSONPATH_FUNCTION:
    "The function {value} of the JSONPath is unknown, or is given or used as what it is not. There are length, count, match, search and value.",
  E_JSONPATH_STEPS:
    "This JSONPath takes more than {expected} steps on this passport. Name the element more closely.",
  E_JSONPATH_NODES: "This JSONPath finds more than {expected} places. Name the element more closely.",
  E_JSONPATH_PATTERN:
    "The regular expression in this JSONPath becomes too large: more than {expected} places. Use smaller counts.",
  E_REGISTRATION_LEVEL:
    "The registry of the Union takes batteries one by one, at the most granular level of their passport (Implementing Regulation (EU) 2026/1778, Article 8(1)); this passport is of another level ({value}). Name a single battery, by its own identifier with its serial number.",
  E_REGISTRATION_COMMODITY:
    "The passport names no commodity code, and the registry asks for one. State it among the data points of the model and release a version; the batteries are renewed with it.",
  E_REGISTRATION_OPERATOR:
    "The operator is named by {value}; the registry of the Union takes {expected}. The keeper of this registry can enter another identifier.",
  REGISTRATION_NOT_FOUND: "There is no such registration here.",
  REGISTRATION_STATE:
    "This registration is in another state by now. Load the page again and look what became of it.",
  READINGS_TOO_MANY:
    "One call takes 10 000 readings at most. Send them in several calls; what was kept before is not kept twice.",
  READING_DIGEST_NOT_FOUND:
    "The log has no digest of readings for this day: the day is not over, or there were no readings.",
  E_READINGS_FORM:
    "This is no list of readings. Send a JSON array, each with productUrl, attribute, value and measuredAt.",
  E_READING_FORM: "{value} is no reading. Send an object with productUrl, attribute, value and measuredAt.",
  E_READING_NOT_MEASURED:
    "{value} is not measured at a battery. Use the identifier of a measured data point, such as stateOfCharge.",
  E_READING_BATTERY:
    "The registry has no passport of a single battery for {value}. Compare the identifier with the one on the battery.",
  E_READING_SERIAL:
    "Several models of yours have a battery with the serial number {value}. Name the battery by its product identifier.",
  E_READING_FOREIGN:
    "Another operator answers for this battery now. Only the responsible operator adds readings to it.",
  E_READING_ENDED: "The passport of this battery has ended. No readings are added to it any more.",
  E_READING_FUTURE:
    "{value} lies in the future. Check the clock of the battery and its time zone; times are sent with their offset.",
  E_READING_BEFORE_MADE:
    "{value} lies before the month of manufacture ({expected}). Check the date and the battery.",
  E_READING_DAY: "The event of {value} cannot be known on {expected} yet. Correct one of the two days.",
  E_READING_CONTRADICTS:
    "For this moment {expected} is kept already, from the same source, and readings are never changed. Date the correction {value} with its own moment.",
  E_READING_COUNTER:
    "This counter only goes up: {value} does not fit {expected} of {line}. Check value, date and battery.",
  E_READING_COLUMNS:
    "The file needs a column for the battery, one for the time and at least one with values. See the list of headings below the form.",
  W_READING_UTC:
    "{value} has no time zone and was read as {expected}. Add the offset if the clock showed another zone.",
  W_READING_ABOVE_RATED:
    "{value} is more than a tenth above the rated value {expected} of the model. It is kept; check unit and value.",
  W_READING_RECOVERED:
    "{value} after {expected} on {line}: batteries do not recover like this. It is kept; say in the method how it was measured.",
  W_READING_LONGER_THAN_LIFE:
    "{value} minutes are more than have passed since the month of manufacture ({expected}). It is kept; check the unit.",
  PASSPORT_IN_USE:
    "This passport is in use and stays: only a draft, or the passport of a battery that was recycled, is filed away.",
  E_MEMBER_FIXED: "The registry itself writes this member. Leave it out, or as it is.",
  E_MEMBER_FOREIGN:
    "No passport document has this member. Data elements stand under the two contents that contentSpecificationIds names.",
  E_ELEMENT_TWICE: "This element stands under both contents with different values. State it once.",
  E_PRODUCT_FOREIGN: "{value} is not an identifier of yours at this registry: it begins with {expected}.",
  E_GRANULARITY: "“{value}” does not match the identifier of the product. Expected: {expected}.",
  E_CONTENT_UNKNOWN: "This registry follows other content specifications: {expected}.",
  E_OPERATOR_UNKNOWN:
    "{value} is no operator here that you act for. Give its DID or the identifier it is known by.",
  E_FACILITY_UNKNOWN:
    "{value} is no plant of this operator. Give its identifier, code or name as it stands in the console.",
  E_CATEGORY_NO_PASSPORT:
    "The law asks for no passport of a battery of the category {value}. What stands behind its code is entered in the console.",
  E_ATTRIBUTE_BARRED:
    "The law does not admit this value among the statutory data yet. {expected, select, derived {The registry takes it from the declaration, and shows it apart where the operator asks for that.} other {State it under the voluntary content to show it there.}}",
  E_ATTRIBUTE_FILE: "Files answer this data point. Attach them; what a document says of them follows.",
  E_ATTRIBUTE_LEVEL_MODEL:
    "This is not a value of the single battery, or none that is taken here. Those of its model are stated for the model.",
  E_ELEMENT_PATH_SINGULAR:
    "To change an element, name it by names and indexes only, for example $['content'].batteryMass.",
  PATH_NOT_FOUND: "There is nothing at this address. What there is stands in /openapi.json.",
  ELEMENT_NOT_FOUND: "The passport has no such element, or you may not read it.",
  METHOD_NOT_ALLOWED: "This address does not take this method. Those it takes stand in the header Allow.",
  PRECONDITION_FAILED:
    "The passport changed after you read it. Read it again, look at the change, then make yours.",
  BODY_TOO_LARGE: "The body of the request is larger than {expected} bytes. Send less at once.",
  MEDIA_TYPE_REFUSED: "The body of the request is not in a form that is read here: {expected}.",
  E_VERSION_MOMENT: "“{value}” is no moment: write it as 2027-02-18T12:00:00Z, or a day as 2027-02-18.",
  E_REPRESENTATION: "There is no representation “{value}”: ask for compressed or full.",
  E_PAGE_LIMIT: "“{value}” is no number of rows for one page: 1 to {expected}.",
  E_PAGE_CURSOR: "“{value}” is no place in this list. Begin again without a cursor.",
  E_PRODUCT_ID_COUNT: "One request names at most {expected} products. Ask again for the others.",
  E_PRODUCT_ID_LIST: "The body is a list of product identifiers, each a text.",
  E_ELEMENT_SEVERAL: "The path leads to {value} places; name one element.",
  IMPORT_NOT_RUNNING: "This import is not at work any more. Load the page again to see what became of it.",
  E_IMPORT_ROW_TWICE:
    "Row {line} of this file is about the same one. Leave one of the two rows; an identifier is never used twice.",
  E_IMPORT_CATEGORY:
    "This row is not of the category that was chosen for the file ({expected}). Send it with the template of its own category, or choose that each row says its own.",
  E_IMPORT_FIXED:
    "This never changes: it is “{expected}” for this model. Mend the cell, or enter another model under a code of its own.",
  E_IMPORT_PLANT:
    "No plant, or more than one, is called so. Name one of: {expected}. A new plant is entered under Plants first.",
  E_IMPORT_DOCUMENT:
    "No document, or more than one, is called “{value}”. Upload it first, or write its identifier from the list of documents.",
  E_IMPORT_MODEL:
    "This operator has no model “{value}”. Write its model code, its GTIN or the address of its passport.",
  E_IMPORT_MODEL_SEVERAL:
    "Several plants make a model with this code. Write its GTIN or the address of its passport instead.",
  E_IMPORT_ISSUED:
    "This battery has its passport already, and there it says “{expected}”. A file of new batteries does not change it: mend the cell, or change the data of the battery on its own page, with a new version.",
  E_CELL_MEMBERS:
    "An entry of this list has {expected} parts at most, with upright strokes between them. Write one entry in each line of the cell.",
  E_IMPORT_MODEL_INCOMPLETE:
    "On the day of this battery the law asks for data that the signed passport of its model does not have: {expected}. Complete the model and release a new version first.",
  E_SEARCH_CHOICE: "{value} is none of the choices of this filter. Choose one of the list, or none.",
  E_SEARCH_BATTERY_STATUS:
    "The status of a battery is point 4 of Annex XIII: only those search by it who answer for its passport. Leave this filter empty.",
  ARCHIVE_FOREIGN:
    "This archive comes from a registry under another address, and all identifiers in it are made of that address. Take it over into a registry under the same PUBLIC_URL.",
  REGISTRY_NOT_EMPTY:
    "This registry has operators already. An archive is taken over into an empty registry; start a new one for it.",
  E_ARCHIVE_BROKEN: "This is no ZIP archive, or it ends too early. Send it again.",
  E_ARCHIVE_LARGE: "The archive is larger than this registry takes at once.",
  E_ARCHIVE_FORM: "This is no archive of an operator: it has no manifest of the form this registry reads.",
  E_ARCHIVE_FILE: "A file of the archive is missing, was changed, or is not in the manifest.",
  E_ARCHIVE_ROW: "A line of the archive is none this registry knows, or its log entry is missing.",
  E_ARCHIVE_ENTRY: "A log entry of the archive does not read.",
  E_ARCHIVE_RECORD:
    "A signed record of the archive does not verify, was signed with a key that was never logged, or is not the one that was logged.",
  E_ARCHIVE_HIDDEN: "A restricted value of the archive is none that its record commits to.",
  E_ARCHIVE_SHARED:
    "The archive has a catalogue, a factor or a rule set under a name that means something else here. Use the release of the program it was made with.",
  E_FILE_SVG:
    "SVG drawings can run scripts and call other servers, so they are not kept. Export the drawing as PNG or PDF.",
  E_FILE_PAGE: "This is a web page or a script. Print it into a PDF and upload that.",
  E_FILE_TWO_KINDS:
    "This file is two kinds of file at once, which is how harmful files hide. Open it, save or print it into a new file, and upload that.",
  E_PDF_SCRIPT: "This PDF contains JavaScript. Print it into a new PDF without scripts, and upload that.",
  E_PDF_ACTION:
    "This PDF does something by itself when it is opened, or starts something outside of it. Print it into a new PDF, and upload that.",
  E_PDF_EMBEDDED:
    "This PDF carries other files, sounds or films. Upload each file by itself, and this one printed into a new PDF.",
  E_PDF_FORM: "This PDF is a form with a program in it (XFA). Print it into a plain PDF, and upload that.",
  E_PDF_ENCRYPTED:
    "This PDF is encrypted, so nobody can see what is in it. Save it without password and restrictions, and upload that.",
  E_PDF_UNREADABLE:
    "Not every part of this PDF can be looked into. Print it into a new PDF, and upload that.",
};
