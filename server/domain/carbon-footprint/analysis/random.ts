/** Uniform numbers above 0 and below 1, one after the other; the next call gives the next. */
export type Random = () => number;

/**
 * A generator of uniform numbers that a seed fixes for ever: the same text gives the same numbers on every machine. Each
 * is `(n + 0.5) / 2^32` of the next 32-bit word `n`, so neither 0 nor 1 ever comes.
 *
 * Not for secrets.
 *
 * Source: xoshiro128** 1.1 (D. Blackman, S. Vigna, 2018). Its four words of state come from the seed: FNV-1a (32 bits)
 * over the bytes of the UTF-16 code units, low byte first, and from there four steps of SplitMix32 (increment
 * 0x9e3779b9, finaliser of MurmurHash3).
 */
export function seededRandom(seed: string): Random {
  let mixed = fnv1a(seed);
  const word = () => {
    mixed = (mixed + 0x9e3779b9) | 0;
    let value = mixed ^ (mixed >>> 16);
    value = Math.imul(value, 0x85ebca6b);
    value ^= value >>> 13;
    value = Math.imul(value, 0xc2b2ae35);
    return value ^ (value >>> 16);
  };
  return randomFromState([word(), word(), word(), word()]);
}

/** The generator of {@link seededRandom} from its four 32-bit words of state, not all zero. */
export function randomFromState([first, second, third, fourth]: readonly [
  number,
  number,
  number,
  number,
]): Random {
  let [a, b, c, d] = [first | 0, second | 0, third | 0, fourth | 0];
  return () => {
    const scrambled = Math.imul(b, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return (result + 0.5) / 4294967296;
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash;
}
