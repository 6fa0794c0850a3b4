import fc from '../../seeded.js';

/** Random regular expressions over a few characters, with the constructs that the analyses claim to understand. */
const atom = fc.constantFrom('a', 'b', "'", '.', '[ab]', '[^a]', '\\w', '\\n', '😀', '[^😀]');
const edge = fc.constantFrom('^', '$', '\\b', '\\B');
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '*?');
const lookaround = fc.constantFrom('(?=', '(?!', '(?<=', '(?<!');

export const randomPattern: fc.Arbitrary<string> = fc.letrec<{ pattern: string; sequence: string; item: string }>(
  (tie) => ({
    pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 2 }).map((parts) => parts.join('|')),
    sequence: fc.array(tie('item'), { maxLength: 3 }).map((parts) => parts.join('')),
    item: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.tuple(atom, quantifier).map(([text, count]) => (text === '😀' ? `(?:${text})${count}` : text + count)),
      edge,
      fc.tuple(tie('pattern'), quantifier).map(([inside, count]) => `(?:${inside})${count}`),
      fc.tuple(lookaround, tie('pattern')).map(([open, inside]) => `${open}${inside})`),
    ),
  }),
).pattern;

export const randomFlags: fc.Arbitrary<string> = fc.subarray(['i', 'm', 's', 'u', 'y']).map((flags) => flags.join(''));

const LETTERS = ['a', 'b', "'", '\n', '😀', '\ud83d', '\ude00'];

/** All texts of up to `length` letters, halves of an astral character included. */
export function textsUpTo(length: number): readonly string[] {
  let layer = [''];
  const all = [''];
  for (let size = 0; size < length; size += 1) {
    layer = layer.flatMap((text) => LETTERS.map((letter) => text + letter));
    all.push(...layer);
  }
  return all;
}
