/** Packages that draw numbers and texts: by a generator whose next values can be computed, or by the operating system's. */
import { Form } from '../../flow/forms.js';
import { GUESSABLE_RANDOM } from '../../flow/labels.js';
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const draws = (form: number): CallSpec => ({
  source: { kind: GUESSABLE_RANDOM, form, own: true },
  roles: [{ role: 'random.weak' }],
});
const guessable = (form: number): MemberSpec => ({ call: draws(form) });
const strong: MemberSpec = {
  call: { source: { kind: 'random.bytes', form: Form.String, own: true }, roles: [{ role: 'random.strong' }] },
};
const weakText = guessable(Form.String);

/** https://chancejs.com/: a Mersenne twister. */
export const chance: LibraryModel = {
  packages: ['chance'],
  exports: {
    '=': { construct: { returns: 'Chance' }, call: { returns: 'Chance' } },
    default: { construct: { returns: 'Chance' }, call: { returns: 'Chance' } },
    Chance: { construct: { returns: 'Chance' }, call: { returns: 'Chance' } },
  },
  types: {
    Chance: {
      members: {
        ...Object.fromEntries(
          ['string', 'guid', 'hash', 'word', 'character', 'letter', 'apple_token', 'android_id'].map((name) => [
            name,
            weakText,
          ]),
        ),
        ...Object.fromEntries(['integer', 'natural', 'floating'].map((name) => [name, guessable(Form.Number)])),
      },
    },
  },
};

/** https://github.com/davidbau/seedrandom: the same seed gives the same numbers. */
const seeded: MemberSpec = { call: { returns: 'Generator' }, construct: { returns: 'Generator' } };
export const seedrandom: LibraryModel = {
  packages: ['seedrandom'],
  exports: { '=': seeded, default: seeded },
  types: {
    Generator: {
      call: draws(Form.Number),
      members: {
        int32: guessable(Form.Number),
        quick: guessable(Form.Number),
        double: guessable(Form.Number),
      },
    },
  },
};

/** https://github.com/ai/nanoid#non-secure: by Math.random. */
export const nanoidNonSecure: LibraryModel = {
  packages: ['nanoid/non-secure'],
  exports: { nanoid: weakText, customAlphabet: { call: { returns: 'Generator' } } },
  types: { Generator: { call: draws(Form.String) } },
};

/** https://github.com/sindresorhus/crypto-random-string, https://github.com/klughammer/node-randomstring, https://github.com/sehrope/node-rand-token, https://github.com/sindresorhus/unique-string */
export const strongTexts: LibraryModel = {
  packages: ['crypto-random-string', 'randomstring', 'rand-token', 'unique-string'],
  exports: {
    '=': strong,
    default: { ...strong, members: { generate: strong, uid: strong } },
    cryptoRandomStringAsync: strong,
    generate: strong,
    uid: strong,
  },
};

export const RANDOM_MODELS: readonly LibraryModel[] = [chance, nanoidNonSecure, seedrandom, strongTexts];
