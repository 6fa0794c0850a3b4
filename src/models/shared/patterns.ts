/** Regular expressions of the program that a library runs on texts: what a match proves, and that it was run. */
import { noteMade, noteUse, regexOf, type RegexSlot } from '../../flow/builtins/matching.js';
import { refineLabel, State, type Label, type Refinement } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { isConst, soleText, type Value } from '../../flow/value.js';
import type { TextFact } from '../../lang/regex/language.js';
import type { TS } from '../../lang/ts.js';
import type { Shape } from './shape.js';

/** Returns the constant regular expression in a value; null when there is none. */
export function patternOf(value: Value | undefined): RegexSlot | null {
  return value ? regexOf(value) : null;
}

/**
 * Returns the regular expression that a library makes of a constant text, and remembers that it does, and whether it
 * demands it of what it checks; null when the text is not constant.
 */
export function textPattern(
  m: Machine,
  text: Value | undefined,
  flags: string,
  at: TS.Node,
  demanded = false,
): RegexSlot | null {
  const pattern = text ? soleText(text) : null;
  if (!text || pattern === null || !isConst(text)) return null;
  const made: RegexSlot = { pattern, flags, node: text.consts[0]?.origin ?? null };
  noteMade(m, made, at, demanded);
  return made;
}

/** Returns what a text proves that a regular expression matches, or does not match. */
export function patternFact({ pattern, flags, node }: RegexSlot, matches = true): TextFact {
  return { pattern, flags: flags.replace(/[gd]/g, ''), matches, ...(node ? { writtenAt: node } : {}) };
}

function limitsLength(shape: Shape): boolean {
  if (shape.kind === 'text') return (shape.state & State.BoundedLength) !== 0;
  if (shape.kind === 'ours') return ((shape.refinement.state ?? 0) & State.BoundedLength) !== 0;
  return shape.kind === 'all' && shape.parts.some(limitsLength);
}

/** Returns a value as the parts of a check see it when one of them limits its length, whichever comes first. */
export function limitedBy(parts: readonly Shape[], value: Value): Value {
  if (value.labels.length === 0 || !parts.some(limitsLength)) return value;
  return { ...value, labels: value.labels.map((label) => refineLabel(label, { state: State.BoundedLength })) };
}

/**
 * Remembers that regular expressions of the program are run on a client's texts. A limit of the length in the same check
 * counts, whichever of the two comes first.
 */
export function notePatterns(m: Machine, labels: readonly Label[], { facts, state }: Refinement, at: TS.Node): void {
  for (const { pattern, flags, writtenAt } of facts ?? []) {
    if (!writtenAt) continue;
    const bounded = labels.map((label) => refineLabel(label, { state: (state ?? 0) & State.BoundedLength }));
    noteUse(m, { pattern, flags, node: writtenAt }, bounded, at, true);
  }
}
