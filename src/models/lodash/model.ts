/** lodash, lodash-es, lodash/method and lodash.method; es-toolkit, remeda-free subsets of the same names. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

/** Native by function. */
const NATIVE: Readonly<Record<string, string>> = {
  get: 'get',
  at: 'get',
  result: 'get',
  set: 'set',
  setWith: 'set',
  update: 'set',
  pick: 'pick',
  omit: 'omit',
  pickBy: 'clone',
  omitBy: 'clone',
  assign: 'assign',
  assignIn: 'assign',
  extend: 'assign',
  merge: 'assign',
  mergeWith: 'assign',
  defaults: 'defaults',
  defaultsDeep: 'defaults',
  clone: 'clone',
  cloneDeep: 'clone',
  clamp: 'clamp',
  toNumber: 'number',
  toInteger: 'number',
  toFinite: 'number',
  toSafeInteger: 'number',
  parseInt: 'number',
  toLength: 'number',
  map: 'each.map',
  flatMap: 'each.flatMap',
  forEach: 'each.forEach',
  each: 'each.forEach',
  eachRight: 'each.forEach',
  forEachRight: 'each.forEach',
  filter: 'each.filter',
  reject: 'list',
  find: 'each.find',
  findLast: 'each.findLast',
  findIndex: 'each.findIndex',
  some: 'each.some',
  every: 'each.every',
  reduce: 'each.reduce',
  reduceRight: 'each.reduce',
  includes: 'list.includes',
  indexOf: 'list.indexOf',
  concat: 'list.concat',
  slice: 'list.slice',
  reverse: 'list.reverse',
  flatten: 'list.flat',
  flattenDeep: 'list.flat',
  sortBy: 'list',
  orderBy: 'list',
  uniq: 'list',
  uniqBy: 'list',
  uniqWith: 'list',
  compact: 'list',
  take: 'list',
  takeRight: 'list',
  drop: 'list',
  dropRight: 'list',
  initial: 'list',
  tail: 'list',
  takeWhile: 'list',
  dropWhile: 'list',
  union: 'list',
  unionBy: 'list',
  without: 'list',
  difference: 'list',
  differenceBy: 'list',
  shuffle: 'list',
  sampleSize: 'list',
  toArray: 'values',
  castArray: 'list',
  head: 'one',
  first: 'one',
  last: 'one',
  nth: 'one',
  sample: 'one',
  minBy: 'one',
  maxBy: 'one',
  groupBy: 'grouped',
  keyBy: 'keyed',
  keys: 'keys',
  keysIn: 'keys',
  values: 'values',
  valuesIn: 'values',
  mapValues: 'mapValues',
  mapKeys: 'mapKeys',
  join: 'join',
  split: 'split',
  replace: 'replace',
  startsWith: 'startsWith',
  endsWith: 'endsWith',
  trim: 'trim',
  trimStart: 'trim',
  trimEnd: 'trim',
  toLower: 'text',
  toUpper: 'text',
  lowerFirst: 'text',
  upperFirst: 'text',
  capitalize: 'text',
  deburr: 'text',
  truncate: 'text',
  pad: 'text',
  padStart: 'text',
  padEnd: 'text',
  repeat: 'text',
  toString: 'toText',
  camelCase: 'words',
  kebabCase: 'words',
  snakeCase: 'words',
  startCase: 'words',
  lowerCase: 'words',
  upperCase: 'words',
  debounce: 'wrapped',
  throttle: 'wrapped',
  once: 'wrapped',
  memoize: 'wrapped',
  unary: 'wrapped',
  ary: 'wrapped',
  before: 'wrapped',
  curry: 'wrapped',
  flow: 'flow',
  times: 'times',
  attempt: 'invoke',
  property: 'property',
  identity: 'wrapped',
};

const escapes: MemberSpec = {
  call: {
    flows: [
      { from: '0', to: 'return', as: 'made', form: 1, facts: [{ pattern: '^[^<>"\']*$', flags: '', matches: true }] },
    ],
  },
};
const boolean: MemberSpec = { call: { returns: 'boolean' } };

function formTest(form: number): MemberSpec {
  return {
    call: {
      guards: [
        { at: '0', when: 'true', form },
        { at: '0', when: 'false', form: 255 & ~form },
      ],
      returns: 'boolean',
    },
  };
}

const DEEP = new Set(['merge', 'mergeWith', 'defaultsDeep', 'set', 'setWith', 'update']);

const OLD = ['lodash', 'lodash-es'].map((name) => ({ package: name, versions: '<4.17.21', maybe: true as const }));
const path: readonly SinkSpec[] = [{ at: '1', kind: 'property-path', when: OLD }];
const sources: readonly SinkSpec[] = [{ at: '1+', kind: 'merged-names', when: OLD }];
/** Functions that versions before 4.17.21 let reach Object.prototype (CVE-2018-16487, CVE-2019-10744, CVE-2020-8203). */
const SHARED: Readonly<Record<string, readonly SinkSpec[]>> = {
  set: path,
  setWith: path,
  update: path,
  updateWith: path,
  merge: sources,
  mergeWith: sources,
  defaultsDeep: sources,
};

function native(name: string, own: string): MemberSpec {
  const roles = DEEP.has(name) ? { roles: [{ role: 'object.deepWrite', parts: { target: '0', source: '1' } }] } : {};
  const shared = Object.hasOwn(SHARED, name) ? SHARED[name] : undefined;
  const sinks = shared ? { sinks: shared } : {};
  return { call: { native: `lodash.${own}`, ...roles, ...sinks } };
}

export const LODASH: Readonly<Record<string, MemberSpec>> = {
  ...Object.fromEntries(Object.entries(NATIVE).map(([name, own]) => [name, native(name, own)])),
  escape: escapes,
  escapeRegExp: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1, clears: ['pattern'] }] } },
  unescape: { call: { flows: [{ from: '0', to: 'return', as: 'made', form: 1 }] } },
  template: { call: { sinks: [{ at: '0', kind: 'code' }], returns: 'unknown' } },
  isString: formTest(1),
  isNumber: formTest(2),
  isBoolean: formTest(4),
  isArray: formTest(64),
  isPlainObject: formTest(32),
  isInteger: formTest(2),
  isSafeInteger: formTest(2),
  isFinite: formTest(2),
  isNil: formTest(16),
  isEmpty: boolean,
  isEqual: { call: { native: 'assert.same' } },
  isFunction: boolean,
  isDate: boolean,
  size: { call: { returns: 'number' } },
  random: { call: { returns: 'number', roles: [{ role: 'random.weak' }] } },
  now: { call: { returns: 'number' } },
  uniqueId: { call: { returns: 'string' } },
  range: { call: { returns: 'number[]' } },
  sum: { call: { returns: 'number' } },
  sumBy: { call: { returns: 'number' } },
};

export const lodash: LibraryModel = {
  packages: ['lodash', 'lodash-es', 'underscore', 'es-toolkit', 'es-toolkit/compat'],
  exports: { '=': { members: LODASH }, default: { members: LODASH }, ...LODASH },
};

/** `lodash/get`, `lodash-es/get` and `lodash.get` export one function each. */
export const lodashFunctions: readonly LibraryModel[] = Object.entries(LODASH).map(([name, spec]) => ({
  packages: [`lodash/${name}`, `lodash-es/${name}`, `lodash.${name.toLowerCase()}`],
  exports: { '=': spec, default: spec },
}));
