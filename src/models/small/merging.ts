/** Packages that merge or copy objects, or write below paths: what is put in comes out, names and all. */
import { elementsOf } from '../../flow/elements.js';
import { spreadInto } from '../../flow/literals.js';
import type { Machine } from '../../flow/machine.js';
import type { Call } from '../../flow/refs.js';
import { isConst, refValue, type Value } from '../../flow/value.js';
import { argument } from '../kit.js';
import type { LibraryModel, MemberSpec, Natives, SinkSpec } from '../schema.js';

/** Writes the properties of later arguments into the first one and returns that. */
function merges(before: string | null, name: string): MemberSpec {
  if (before === null) return { call: { native: 'merging.extend' } };
  const when: SinkSpec['when'] = [{ package: name, versions: before }];
  return {
    call: {
      native: 'merging.extend',
      sinks: [{ at: '1+', kind: 'merged-names', when }],
      roles: [{ role: 'object.deepWrite', parts: { target: '0', source: '1' } }],
    },
  };
}

/** A package that is one such function; `before`: the versions that let names reach Object.prototype. */
function merger(name: string, before: string | null, ...exported: readonly string[]): LibraryModel {
  const spec = merges(before, name);
  const members = Object.fromEntries(exported.map((each) => [each, spec]));
  return { packages: [name], exports: { '=': { ...spec, members }, default: { ...spec, members }, ...members } };
}

/** What is made holds what both arguments hold; neither is written to. */
const combines: MemberSpec = { call: { native: 'merging.combine' } };
/** What `clone(x)` and its relatives give holds what they were given. */
const copies: MemberSpec = { call: { native: 'lodash.clone' } };
/** The same object with its names spelled otherwise. */
const respells: MemberSpec = { call: { flows: [{ from: '0', to: 'return' }] } };

export const copiers: LibraryModel = {
  packages: ['clone', 'clone-deep', 'fast-copy', 'klona', 'just-clone'],
  exports: { '=': copies, default: copies, copy: copies, klona: copies },
};
export const respellers: LibraryModel = {
  packages: ['camelcase-keys', 'snakecase-keys'],
  exports: { '=': respells, default: respells },
};
const humpsMembers = { camelizeKeys: respells, decamelizeKeys: respells, pascalizeKeys: respells } as const;
export const humps: LibraryModel = {
  packages: ['humps'],
  exports: { default: { members: humpsMembers }, ...humpsMembers },
};

/** `set(object, path, value)` in versions that follow `__proto__` (the number of the advisory stands beside each). */
function setter(name: string, versions: string): MemberSpec {
  return {
    call: {
      native: 'lodash.set',
      sinks: [{ at: '1', kind: 'property-path', when: [{ package: name, versions }] }],
      roles: [{ role: 'object.deepWrite', parts: { target: '0', source: '1' } }],
    },
  };
}
const gets: MemberSpec = { call: { native: 'lodash.get' } };

/** CVE-2019-10747, CVE-2021-23440 */
const setValueEntry = setter('set-value', '<2.0.1 || >=3.0.0 <3.0.3 || >=4.0.0 <4.0.1');
export const setValue: LibraryModel = {
  packages: ['set-value'],
  exports: { '=': setValueEntry, default: setValueEntry },
};

/** CVE-2021-3805 */
const objectPathMembers: Readonly<Record<string, MemberSpec>> = { set: setter('object-path', '<0.11.8'), get: gets };
export const objectPath: LibraryModel = {
  packages: ['object-path'],
  exports: { '=': { members: objectPathMembers }, default: { members: objectPathMembers }, ...objectPathMembers },
};

/** CVE-2020-8116; functions of their own since version 7 */
const dotSet = setter('dot-prop', '<4.2.1 || >=5.0.0 <5.1.1');
export const dotProp: LibraryModel = {
  packages: ['dot-prop'],
  exports: {
    default: { members: { set: dotSet, get: gets } },
    set: dotSet,
    get: gets,
    setProperty: dotSet,
    getProperty: gets,
  },
};

export const MERGING_MODELS: readonly LibraryModel[] = [
  copiers,
  respellers,
  humps,
  setValue,
  objectPath,
  dotProp,
  // https://github.com/TehShrike/deepmerge: writes nowhere but into what it makes.
  {
    packages: ['deepmerge'],
    exports: { '=': combines, default: { ...combines, members: { all: { call: { native: 'merging.all' } } } } },
  },
  merger('extend', '<2.0.2 || >=3.0.0 <3.0.2'), // CVE-2018-16492
  merger('deep-extend', '<0.5.1'), // CVE-2018-3750
  merger('merge-deep', '<3.0.3'), // CVE-2021-26707
  merger('mixin-deep', '<1.3.2 || >=2.0.0 <2.0.1'), // CVE-2019-10746
  merger('merge', '<2.1.1', 'recursive'), // CVE-2020-28499
  merger('object-assign', null),
];

/** Returns what a merge into a new object gives. */
function combined(m: Machine, parts: readonly Value[], call: Call): Value {
  const made = m.alloc('object', call.node);
  for (const each of parts) spreadInto(m, made, each, call.node);
  return refValue(made);
}

export const mergingNatives: Natives = {
  /** The first argument may say whether it goes deep: `extend(true, {}, defaults, given)`. */
  'merging.extend': (m, call) => {
    const from = isConst(argument(call, 0)) && typeof argument(call, 0).consts[0]?.value === 'boolean' ? 1 : 0;
    const target = argument(call, from);
    for (const ref of target.refs)
      if (ref.kind === 'obj') for (const source of call.args.slice(from + 1)) spreadInto(m, ref, source, call.node);
    return target;
  },
  'merging.combine': (m, call) => combined(m, call.args.slice(0, 2), call),
  'merging.all': (m, call) => combined(m, elementsOf(m, argument(call, 0), call.node).known, call),
};
