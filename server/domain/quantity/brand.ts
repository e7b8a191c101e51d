declare const brand: unique symbol;

/** A `T` that went through the parser of `Name`; a plain `T` is not accepted in its place. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** What a branded type is without its brand. */
type Plain<B> = B extends string
  ? string
  : B extends number
    ? number
    : B extends bigint
      ? bigint
      : Omit<B, typeof brand>;

/** The one cast of the house: only a parser calls it, after it has checked. */
export function mint<B extends Brand<unknown, string>>(value: Plain<B>): B {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser that calls this has just checked the value
  return value as unknown as B;
}
