/**
 * Lists of facts about one text: all of them hold. Where paths meet, the text satisfies the list of one of them, and which
 * one is kept as alternatives, so that a question about the text can be asked of each.
 */
import type { TextFact } from './language.js';

type Facts = readonly TextFact[];

/** Above this many alternatives only what all of them say is kept. */
const MAX_ALTERNATIVES = 16;

const keys = new WeakMap<TextFact, string>();

function keyOf(fact: TextFact): string {
  if (!fact.oneOf) return `${fact.matches ? '+' : '-'}${fact.flags}/${fact.pattern}`;
  let known = keys.get(fact);
  if (known === undefined) {
    const own = `${fact.matches ? '+' : '-'}${fact.flags}/${fact.pattern}`;
    known = JSON.stringify([own, fact.oneOf.map((list) => list.map(keyOf).sort()).sort()]);
    keys.set(fact, known);
  }
  return known;
}

/** True when two facts say the same. */
export function sameFact(a: TextFact, b: TextFact): boolean {
  if (a === b) return true;
  if (a.oneOf || b.oneOf) return keyOf(a) === keyOf(b);
  return a.matches === b.matches && a.pattern === b.pattern && a.flags === b.flags;
}

function includes(facts: Facts, wanted: TextFact): boolean {
  return facts.some((each) => sameFact(each, wanted));
}

function demandsAllOf(strong: Facts, weak: Facts): boolean {
  return weak.every((fact) => includes(strong, fact));
}

/** True when both lists say the same. */
export function sameFacts(a: Facts, b: Facts): boolean {
  return a === b || (a.length === b.length && demandsAllOf(a, b));
}

/** Returns all facts of both lists. */
export function unionFacts(a: Facts, b: Facts): Facts {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const added = b.filter((fact) => !includes(a, fact));
  return added.length === 0 ? a : [...a, ...added];
}

/** Drops alternatives that another one is a part of: who satisfies them satisfies that one, too. */
function absorbed(alternatives: readonly Facts[]): readonly Facts[] {
  const kept: Facts[] = [];
  for (const each of alternatives) {
    if (kept.some((weak) => demandsAllOf(each, weak))) continue;
    const left = kept.filter((strong) => !demandsAllOf(strong, each));
    kept.splice(0, kept.length, ...left, each);
  }
  return kept;
}

/** Returns lists without alternatives in them, one of which the text satisfies; what would be too many is left out. */
export function alternativesOf(facts: Facts): readonly Facts[] {
  if (!facts.some((fact) => fact.oneOf)) return [facts];
  let rows: readonly Facts[] = [facts.filter((fact) => !fact.oneOf)];
  for (const { oneOf } of facts) {
    if (!oneOf) continue;
    const product = absorbed(rows.flatMap((row) => oneOf.map((list) => unionFacts(row, list))));
    if (product.length <= MAX_ALTERNATIVES) rows = product;
  }
  return rows;
}

/** Returns what holds of a text of which one of two lists holds. */
export function eitherFacts(a: Facts, b: Facts): Facts {
  if (a.length === 0 || sameFacts(a, b)) return a;
  if (b.length === 0) return b;
  const rows = absorbed([...alternativesOf(a), ...alternativesOf(b)]);
  const [first = []] = rows;
  const common = first.filter((fact) => rows.every((row) => includes(row, fact)));
  if (rows.length === 1 || rows.length > MAX_ALTERNATIVES) return common;
  const oneOf = rows.map((row) => row.filter((fact) => !includes(common, fact)));
  return [...common, { pattern: '', flags: '', matches: true, oneOf }];
}

/** True when, whatever alternative holds, one of its facts passes the test. */
export function provesBy(facts: Facts, test: (fact: TextFact) => boolean): boolean {
  return alternativesOf(facts).every((row) => row.some(test));
}

/** Returns the facts that pass a test, and the alternatives as far as each has facts that do. */
export function filterFacts(facts: Facts, test: (fact: TextFact) => boolean): Facts {
  return facts.flatMap((fact) => {
    if (!fact.oneOf) return test(fact) ? [fact] : [];
    const oneOf = fact.oneOf.map((list) => list.filter(test));
    return oneOf.every((list) => list.length > 0) ? [{ ...fact, oneOf }] : [];
  });
}
