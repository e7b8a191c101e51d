/** The keys of one language's texts with any words: what every other language must have, no more and no less. */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };
