/**
 * Models against the libraries they describe: names against the installed typings, words against the engine. What the
 * typings do not confirm stands in `unverified.json`; that file may only get shorter (`vitest run tests/models/typings.test.ts -u` writes it anew).
 * Packages that are not installed have been asked by `npm run verify-models`; what it found stands in `verified.json`.
 */
import path from 'node:path';
import { format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { publishedElsewhere } from '../../scripts/lib/verified-packages.js';
import { MODELS, NATIVES, semantics } from '../../src/models/index.js';
import { POLICIES } from '../../src/models/policies.js';
import { REASONS } from './reasons.js';
import { Typings } from './typings.js';
import { namesDigest, readVerified } from './verified.js';
import { isSlot, isTarget, typeNames, wordsOf } from './words.js';

const known = semantics();
const models = MODELS.map((model) => ({ key: model.packages[0] ?? '', model, words: wordsOf(model) }));

const typings = new Typings(MODELS);
const notInstalled = typings.absent.filter((each) => !publishedElsewhere(MODELS, each, typings.absent));
const elsewhere = readVerified();
const REMEDY = 'run npm run verify-models';

/** The specifiers that several models claim: what can be imported from one is what the first of them says. */
function shared(): Lists {
  const claims: Record<string, readonly string[]> = {};
  for (const { key, model } of models)
    for (const specifier of model.packages) claims[specifier] = [...(claims[specifier] ?? []), key];
  return Object.fromEntries(Object.entries(claims).filter(([, keys]) => keys.length > 1));
}

type Lists = Record<string, readonly string[]>;

function faults(name: (entry: (typeof models)[number]) => readonly string[]): readonly string[] {
  return models.flatMap((entry) => name(entry).map((word) => `${entry.key}: ${word}`));
}

describe('names of models', () => {
  it('exist in the installed typings, or are listed', async () => {
    const missing: Lists = {};
    const explained: Record<string, string> = {};
    const ownTypes: Lists = {};
    const places: Lists = {};
    let verified = 0;
    for (const { key, model } of models) {
      const found = typings.check(model);
      verified += found?.verified ?? 0;
      const whole = model.packages.every((specifier) => !notInstalled.includes(specifier));
      const lacking = whole ? (found?.missing ?? []) : (elsewhere.missing[key] ?? []);
      const known = REASONS.filter((reason) => reason.model === key);
      for (const { why, names } of known)
        for (const name of names) if (lacking.includes(name)) explained[`${key}: ${name}`] = why;
      const unexplained = lacking.filter((name) => !known.some(({ names }) => names.includes(name)));
      if (unexplained.length > 0) missing[key] = unexplained;
      if (!found || !whole) continue;
      if (found.invented.length > 0) ownTypes[key] = found.invented;
      if (found.places.length > 0) places[key] = found.places;
    }
    expect(verified).toBeGreaterThan(5000);
    expect(missing).toEqual({});
    expect(Object.keys(explained).toSorted()).toEqual(
      REASONS.flatMap(({ model, names }) => names.map((name) => `${model}: ${name}`)).toSorted(),
    );
    const text = JSON.stringify({ missing, ownTypes, places, notInstalled, shared: shared() });
    await expect(await format(text, { parser: 'json', printWidth: 120 })).toMatchFileSnapshot(
      path.join(import.meta.dirname, 'unverified.json'),
    );
  });

  it('have been held against the typings of packages that are not installed', () => {
    const listed = [...Object.keys(elsewhere.packages), ...Object.keys(elsewhere.unobtainable)].toSorted();
    expect(listed, REMEDY).toEqual(notInstalled.toSorted());
    const changed = Object.entries(elsewhere.packages).filter(
      ([name, { names }]) => namesDigest(MODELS, name) !== names,
    );
    expect(
      changed.map(([name]) => `the model of ${name} speaks of other names than were verified`),
      REMEDY,
    ).toEqual([]);
    for (const [name, { from }] of Object.entries(elsewhere.packages))
      expect(from.join(' '), name).toMatch(/^\S+@\d+\.\d+\.\d+/);
  });

  it('would be missed when a library drops or renames them', () => {
    const found = typings.check({
      packages: ['pg'],
      exports: {
        default: { members: { Pool: {}, Tank: {} } },
        Pool: { construct: {}, members: { nowhere: {} } },
        Client: {},
        Server: {},
      },
      types: {
        Pool: {
          members: {
            query: { call: { sinks: ['0', '0.text', '3'].map((at) => ({ at, kind: 'sql' })) } },
            connect: { call: { sinks: [{ at: '0.words', kind: 'sql' }] } },
            ask: {},
          },
        },
        Base: { members: { connect: {}, dial: {} }, declared: ['pg#ClientBase'] },
        Nothing: { members: { query: {} } },
      },
    });
    expect(found).toEqual({
      verified: 6,
      missing: ['Base#dial', 'Pool#ask', 'Pool.nowhere', 'Server', 'Tank'],
      invented: ['Nothing'],
      places: ['Pool#connect(0.words)', 'Pool#query(3)'],
    });
    expect(typings.check({ packages: ['no-such-package'], exports: { name: {} } })).toBeNull();
  });
});

describe('words of models', () => {
  it('are plain data', () => {
    for (const { model } of models) expect(JSON.parse(JSON.stringify(model))).toStrictEqual(model);
  });

  it('describe a name once, in whichever model of the package', () => {
    expect(new Set(MODELS).size).toBe(MODELS.length);
    const names = models.flatMap(({ key, model }) =>
      [...Object.keys(model.types ?? {}), ...Object.keys(model.exports ?? {})]
        .filter((name) => name !== 'default' && name !== '=')
        .map((name) => `${key} ${name}`),
    );
    const own = new Map<string, number>();
    for (const { key, model } of models)
      for (const name of Object.keys(model.types ?? {}))
        if (Object.hasOwn(model.exports ?? {}, name)) own.set(`${key} ${name}`, 2);
    expect(
      names.filter(
        (name, at) => names.indexOf(name) !== at && names.filter((each) => each === name).length > (own.get(name) ?? 1),
      ),
    ).toEqual([]);
  });

  it('name kinds of sinks that have a policy', () => {
    const kinds = new Set<string>(POLICIES.map(({ kind }) => kind));
    expect(kinds.size).toBe(POLICIES.length);
    expect(faults(({ words }) => [...words.kinds].filter((kind) => !kinds.has(kind)))).toEqual([]);
  });

  it('name code that exists', () => {
    expect(faults(({ words }) => [...words.natives].filter((name) => !Object.hasOwn(NATIVES, name)))).toEqual([]);
  });

  it('name places in a call as the engine reads them', () => {
    expect(faults(({ words }) => [...words.slots].filter((text) => !isSlot(text)))).toEqual([]);
    expect(faults(({ words }) => [...words.targets].filter((text) => !isTarget(text)))).toEqual([]);
    expect(['0', 'this', '*', '1+', '0.options[].name'].filter((text) => !isSlot(text))).toEqual([]);
    expect(['', 'a', '0[', '0[1]', '-1', 'thisx', '0..a'].filter((text) => isSlot(text))).toEqual([]);
  });

  it('name types of the model or of another', () => {
    const unknown = faults(({ model, words }) =>
      [...words.types].flatMap(typeNames).filter((name) => {
        const colon = name.lastIndexOf(':');
        return colon > 0
          ? known.typeEntity(name.slice(0, colon), name.slice(colon + 1)) === null
          : !Object.hasOwn(model.types ?? {}, name);
      }),
    );
    expect(unknown).toEqual([]);
    expect(typeNames('Promise<Row|null>')).toEqual(['Row']);
    expect(typeNames('Promise<A>|Promise<B>')).not.toEqual(['A', 'B']);
  });
});
