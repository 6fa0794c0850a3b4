/**
 * Holds the models of packages that are not installed against their typings: `npm run verify-models [-- PART ...]`.
 *
 * Installs them below `.cache/models` (without running their scripts), asks the typings as tests/models/typings.test.ts
 * does, and writes tests/models/verified.json, which that test reads. With arguments, only the packages of models of which
 * one has such a part in its name are installed and asked, what is missing is printed, and nothing is written.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { MODELS } from '../src/models/index.js';
import type { LibraryModel } from '../src/models/schema.js';
import { packageOf, Typings, type Findings } from '../tests/models/typings.js';
import { namesDigest, verifiedFile, type VerifiedPackage, type Verified } from '../tests/models/verified.js';
import { repoRoot } from './lib/repo.js';
import { ALSO, NOT_PACKAGES, publishedElsewhere } from './lib/verified-packages.js';

const cache = path.join(repoRoot, '.cache/models');
/** How many packages one call of npm installs. */
const BATCH = 8;
/** How many models one program is made for: the typings of all are more than fits into memory. */
const TOGETHER = 6;

/** The name of a package in what npm is asked for: `uuid@3` is of `uuid`. */
function nameOf(asked: string): string {
  return asked.replace(/(?<=.)@.*$/, '');
}

/** Those that are asked for without a version share a folder; another version has one of its own. */
function folderOf(asked: string): string {
  return path.join(cache, asked === nameOf(asked) ? 'newest' : asked.replaceAll('/', '+'));
}

function manifest(asked: string, name = nameOf(asked)): Readonly<Record<string, unknown>> | null {
  const file = path.join(folderOf(asked), 'node_modules', name, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : null;
}

/** Installs packages into one folder; false when npm could not. */
function install(folder: string, packages: readonly string[]): boolean {
  mkdirSync(folder, { recursive: true });
  const own = path.join(folder, 'package.json');
  if (!existsSync(own)) writeFileSync(own, '{ "private": true }\n');
  copyFileSync(path.join(repoRoot, '.npmrc'), path.join(folder, '.npmrc'));
  const flags = ['--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  try {
    execFileSync('npm', ['install', ...flags, '--loglevel=error', ...packages], { cwd: folder, stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

/** Installs what is not there yet, a few at a time, and one by one where a few fail. */
function installAll(asked: readonly string[]): void {
  const lacking = asked.filter((each) => manifest(each) === null);
  const newest = lacking.filter((each) => each === nameOf(each));
  for (let at = 0; at < newest.length; at += BATCH) {
    const few = newest.slice(at, at + BATCH);
    console.log(`installing ${few.join(' ')}`);
    if (few.length > 0 && !install(folderOf(few[0] ?? ''), few)) for (const one of few) install(folderOf(one), [one]);
  }
  for (const one of lacking.filter((each) => !newest.includes(each))) {
    console.log(`installing ${one}`);
    install(folderOf(one), [one]);
  }
}

const typesOf = (name: string): string => `@types/${name.replace('@', '').replace('/', '__')}`;

/** Installs the types of a package that brings none: those of the same major version, or else the newest. */
function installTypes(asked: string): void {
  const own = manifest(asked);
  if (own === null || /"(?:types|typings)":|\.d\.[cm]?ts"/.test(JSON.stringify(own))) return;
  const types = typesOf(nameOf(asked));
  const folder = folderOf(asked);
  if (existsSync(path.join(folder, 'node_modules', nameOf(asked), 'index.d.ts')) || manifest(asked, types)) return;
  const tried = path.join(folder, 'no-types.json');
  const without = existsSync(tried) ? (JSON.parse(readFileSync(tried, 'utf8')) as string[]) : [];
  if (without.includes(types)) return;
  const major = String(own['version']).split('.')[0] ?? '';
  console.log(`installing ${types}`);
  if (install(folder, [`${types}@${major}`]) || install(folder, [types])) return;
  writeFileSync(tried, JSON.stringify([...without, types]));
}

/** What packages a specifier is looked for in: the first in the first round, the second in the second. */
function askedFor(specifier: string): readonly string[] {
  return ALSO[specifier] ?? [packageOf(specifier)];
}

function versionsOf(found: readonly string[]): readonly string[] {
  return found.flatMap((asked) => {
    const types = manifest(asked, typesOf(nameOf(asked)));
    const name = nameOf(asked);
    return [
      `${name}@${String(manifest(asked)?.['version'])}`,
      ...(types ? [`${typesOf(name)}@${String(types['version'])}`] : []),
    ];
  });
}

/** What every round missed: a name that one version has exists. */
function common(rounds: readonly Findings[], list: 'missing' | 'invented' | 'places'): readonly string[] {
  const [first, ...others] = rounds;
  return (first?.[list] ?? []).filter((name) => others.every((each) => each[list].includes(name)));
}

const { absent } = new Typings(MODELS);
const wanted = absent.filter((each) => !publishedElsewhere(MODELS, each, absent));
const outside = wanted.filter((each) => !Object.hasOwn(NOT_PACKAGES, each));
const parts = process.argv.slice(2);
const models: readonly LibraryModel[] = MODELS.filter(({ packages }) =>
  packages.some((each) => outside.includes(each) && (parts.length === 0 || parts.some((part) => each.includes(part)))),
);
const named = new Set(models.flatMap(({ packages }) => packages));
const isAsked = (specifier: string): boolean => parts.length === 0 || named.has(specifier);
const everything = [...new Set(outside.filter(isAsked).flatMap(askedFor))].toSorted();
installAll(everything);
for (const each of everything) installTypes(each);

const rounds = Math.max(0, ...outside.filter(isAsked).map((each) => askedFor(each).length));
const findings = new Map<LibraryModel, Findings[]>();
const resolved = new Map<string, string[]>();
const javascript = new Set<string>();
for (let round = 0; round < rounds; round++) {
  const concerned = models.filter(({ packages }) =>
    packages.some((each) => outside.includes(each) && askedFor(each).length > round),
  );
  const asked = (specifier: string): string | undefined => {
    if (!outside.includes(specifier)) return undefined;
    const list = askedFor(specifier);
    return list[Math.min(round, list.length - 1)];
  };
  for (let at = 0; at < concerned.length; at += TOGETHER) {
    const some = concerned.slice(at, at + TOGETHER);
    console.log(`asking about ${some.map(({ packages: [first] }) => first).join(' ')}`);
    const typings = new Typings(some, {
      folderOf: (specifier) => {
        const package_ = asked(specifier);
        return package_ === undefined ? undefined : folderOf(package_);
      },
    });
    for (const model of some) {
      const found = typings.check(model);
      if (found) findings.set(model, [...(findings.get(model) ?? []), found]);
      for (const specifier of model.packages) {
        const package_ = asked(specifier);
        if (package_ === undefined || typings.absent.includes(specifier)) continue;
        resolved.set(specifier, [...new Set([...(resolved.get(specifier) ?? []), package_])]);
        if (typings.untyped.includes(specifier)) javascript.add(specifier);
      }
    }
  }
}

const lists = (list: 'missing' | 'invented' | 'places'): Readonly<Record<string, readonly string[]>> => {
  const all = new Map<string, readonly string[]>();
  for (const [model, found] of findings) {
    const names = common(found, list);
    const key = model.packages[0] ?? '';
    if (names.length > 0) all.set(key, [...new Set([...(all.get(key) ?? []), ...names])].toSorted());
  }
  return Object.fromEntries([...all].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};
const packages: Record<string, VerifiedPackage> = {};
const unobtainable: Record<string, string> = {};
const inQuestion = wanted.filter(isAsked);
for (const specifier of inQuestion) {
  const found = resolved.get(specifier);
  if (found)
    packages[specifier] = {
      from: versionsOf(found),
      ...(javascript.has(specifier) ? { javascript: true } : {}),
      names: namesDigest(MODELS, specifier),
    };
  else
    unobtainable[specifier] =
      NOT_PACKAGES[specifier] ??
      (askedFor(specifier).some((each) => manifest(each) !== null)
        ? 'the package has no such module'
        : 'the registry does not have it');
}
const verified: Verified = {
  day: new Date().toISOString().slice(0, 10),
  packages,
  unobtainable,
  missing: lists('missing'),
  ownTypes: lists('invented'),
  places: lists('places'),
};
const text = await format(JSON.stringify(verified), { parser: 'json', printWidth: 120 });
if (parts.length === 0) writeFileSync(verifiedFile, text);
else
  console.log(
    JSON.stringify({ missing: verified.missing, ownTypes: verified.ownTypes, places: verified.places }, null, 1),
  );
const count = Object.keys(packages).length;
console.log(`${String(count)} of ${String(inQuestion.length)} specifiers have been asked.`);
for (const [specifier, why] of Object.entries(unobtainable)) console.log(`  not ${specifier}: ${why}`);
for (const [model, names] of Object.entries(verified.missing)) console.log(`  ${model}: no ${names.join(', ')}`);
