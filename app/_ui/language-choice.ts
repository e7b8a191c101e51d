/** Request header in which the proxy hands the `lang` of the address to the screens. */
export const languageHeader = "x-page-language";

/** Request header with path and query of the page, so that a layout can link to the same page in another language. */
export const pathHeader = "x-page-path";

/** Cookie that keeps the language chosen on a signed-in screen; public pages set none. */
export const languageCookie = "cellproof-language";
