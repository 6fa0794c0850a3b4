/** The options of every rule: what makes sense is taken, and junk is refused before anything is linted. */
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';

/** The parts of a JSON schema that rules use. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly description?: string;
  /** Present where only certain words are taken. */
  readonly enum?: readonly unknown[];
}

/** Says what ESLint has against options of a rule; null when it takes them. */
function refusal(rule: string, ...options: readonly unknown[]): string | null {
  const config = [
    { ...plugin.configs.all, rules: { [`api-security/${rule}`]: ['error', ...options] } },
  ] as Linter.Config[];
  try {
    new Linter().verify('', config);
    return null;
  } catch (error) {
    return String(error);
  }
}

/** Values that are of no use for a type, by the type. */
const JUNK: Readonly<Record<string, readonly unknown[]>> = {
  boolean: ['yes', 1, null],
  string: [1, null, ''],
  number: ['12', -1, null],
  integer: ['12', -1, 1.5, null],
  array: ['one', [1], null],
  object: [[], 'one', { noSuchOption: 1 }],
};

const rules = Object.entries(plugin.rules);
const withOptions = rules.filter(([, { meta }]) => Array.isArray(meta.schema) && meta.schema.length > 0);
const options = withOptions.flatMap(([name, { meta }]) => {
  const [schema] = meta.schema as readonly Schema[];
  return Object.entries(schema?.properties ?? {}).map(([option, own]): readonly [string, string, Schema] => [
    name,
    option,
    own,
  ]);
});

it('is said of several rules', () => {
  expect(withOptions.length).toBeGreaterThan(8);
  expect(options.length).toBeGreaterThan(withOptions.length);
});

describe.each(rules.map(([name]) => name))('%s', (name) => {
  it('takes its own defaults', () => {
    const defaults = plugin.rules[name]?.meta.defaultOptions ?? [];
    expect(refusal(name, ...defaults)).toBeNull();
  });

  it.each([
    ['an option that is not there', { noSuchOption: true }],
    ['a word', 'strict'],
    ['a number', 3],
    ['a list', ['all']],
  ])('refuses %s', (_what, junk) => {
    expect(refusal(name, junk)).toContain(`api-security/${name}`);
  });

  it('refuses a second option', () => {
    expect(refusal(name, {}, {})).toContain(`api-security/${name}`);
  });
});

describe.each(options)('%s: %s', (name, option, { type = '', description, enum: words }) => {
  it('refuses junk', () => {
    const junk = [...(JUNK[type] ?? []), ...(words ? ['no such value'] : [])];
    expect(junk.length).toBeGreaterThan(0);
    expect(junk.filter((each) => refusal(name, { [option]: each }) === null)).toEqual([]);
  });

  it('says what it is for', () => {
    expect(description).toMatch(/\.$|^SHA/);
  });
});
