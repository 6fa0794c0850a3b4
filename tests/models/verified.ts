/**
 * What `npm run verify-models` noted of the packages that are not installed here: the versions whose typings were asked,
 * and the names that models had then.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { LibraryModel, MemberSpec } from '../../src/models/schema.js';

export interface VerifiedPackage {
  /** Package and exact version, of the newest first; of types, what `@types/` has. */
  readonly from: readonly string[];
  /** True when the package has no typings, and its JavaScript was read. */
  readonly javascript?: true;
  /** What `namesDigest` gave of the models that speak of the specifier. */
  readonly names: string;
}

type Lists = Readonly<Record<string, readonly string[]>>;

export interface Verified {
  readonly day: string;
  /** By specifier. */
  readonly packages: Readonly<Record<string, VerifiedPackage>>;
  /** The reasons why there is nothing to ask, by specifier. */
  readonly unobtainable: Readonly<Record<string, string>>;
  /** By the first package of a model; see `Findings`. */
  readonly missing: Lists;
  readonly ownTypes: Lists;
  readonly places: Lists;
}

export const verifiedFile = path.join(import.meta.dirname, 'verified.json');

/** Returns what was verified last. */
export function readVerified(): Verified {
  return JSON.parse(readFileSync(verifiedFile, 'utf8')) as Verified;
}

/** Returns the names that a model speaks of, and the places of its sinks: `query`, `Pool#query`, `Pool#query(0)`. */
export function namesOf(model: LibraryModel): readonly string[] {
  const names = new Set<string>();
  const visit = (members: Readonly<Record<string, MemberSpec>> | undefined, prefix: string): void => {
    for (const [name, spec] of Object.entries(members ?? {})) {
      names.add(prefix + name);
      for (const call of [spec.call, spec.construct])
        for (const { at } of call?.sinks ?? []) names.add(`${prefix}${name}(${at})`);
      visit(spec.members, `${prefix}${name}.`);
    }
  };
  visit(model.exports, '');
  for (const [name, type] of Object.entries(model.types ?? {})) {
    names.add(name);
    for (const each of type.declared ?? []) names.add(`${name}=${each}`);
    visit(type.members, `${name}#`);
  }
  return [...names].toSorted();
}

/** Returns a digest of the names that all models of a specifier speak of. */
export function namesDigest(models: readonly LibraryModel[], specifier: string): string {
  const names = models.filter(({ packages }) => packages.includes(specifier)).flatMap(namesOf);
  return createHash('sha256')
    .update([...new Set(names)].toSorted().join('\n'))
    .digest('hex')
    .slice(0, 12);
}
