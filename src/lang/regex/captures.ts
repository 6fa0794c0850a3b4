import { visitRegExpAST } from '@eslint-community/regexpp';
import type { AST } from '@eslint-community/regexpp';
import type { TextFact } from './language.js';
import { parsePattern } from './program.js';

/** A part of a match: the whole, a numbered group, or a named one. */
export type MatchPart = 'whole' | number | { readonly name: string };

/** Flags that change what the inside of a pattern matches once its assertions are gone. */
function keptFlags(flags: string): string {
  return Array.from(flags)
    .filter((flag) => 'isuv'.includes(flag))
    .join('');
}

function groupsOf(pattern: AST.Pattern): readonly AST.CapturingGroup[] {
  const groups: AST.CapturingGroup[] = [];
  visitRegExpAST(pattern, {
    onCapturingGroupEnter: (group) => {
      groups.push(group);
    },
  });
  return groups;
}

/**
 * The source of some alternatives with all that looks at the text around them taken out: assertions become empty
 * and backreferences any text, so that the source matches at least what the alternatives consume.
 */
function consumedSource(source: string, alternatives: readonly AST.Alternative[]): string {
  const cuts: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  const visit = (element: AST.Element): void => {
    if (element.type === 'Assertion') cuts.push({ start: element.start, end: element.end, text: '(?:)' });
    else if (element.type === 'Backreference') cuts.push({ start: element.start, end: element.end, text: '(?:[^]*)' });
    else if (element.type === 'Quantifier') visit(element.element);
    else if (element.type === 'Group' || element.type === 'CapturingGroup') {
      for (const alternative of element.alternatives) alternative.elements.forEach(visit);
    }
  };
  for (const alternative of alternatives) alternative.elements.forEach(visit);
  const start = alternatives[0]?.start ?? 0;
  const end = alternatives.at(-1)?.end ?? start;
  let text = '';
  let from = start;
  for (const cut of cuts) {
    text += source.slice(from, cut.start) + cut.text;
    from = cut.end;
  }
  return text + source.slice(from, end);
}

/** Modifiers of the groups around a node, outermost first, as openings such as `(?i:`. */
function openingsAround(node: AST.CapturingGroup): readonly string[] | null {
  const openings: string[] = [];
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the walk ends at the root, whose parent is null
  for (let at: AST.Node | null = node.parent; at !== null; at = at.parent) {
    if (at.type === 'Group' && at.modifiers !== null) openings.unshift(`(?${at.modifiers.raw}:`);
    // Groups inside a denied lookaround are never set.
    if (at.type === 'Assertion' && 'negate' in at && at.negate) return null;
  }
  return openings;
}

/**
 * What a part of a match can contain, as a fact about that part whenever it is a text: the part that a group took,
 * for example `^(?:\d+)$` for group 1 of `id=(\d+)`. Assertions inside are left out and backreferences stand for any
 * text, so the fact may allow more than the engine does, never less. Returns null for an invalid pattern, a group
 * that does not exist or stands twice, and one that is never set. An optional group can be `undefined`, too.
 */
export function languageOfCapture(pattern: string, flags: string, part: MatchPart): TextFact | null {
  const parsed = parsePattern(pattern, flags);
  if (parsed === null) return null;
  const fact = (source: string): TextFact => ({ pattern: `^(?:${source})$`, flags: keptFlags(flags), matches: true });
  if (part === 'whole' || part === 0) return fact(consumedSource(pattern, parsed.ast.alternatives));
  const groups = groupsOf(parsed.ast);
  const named = typeof part === 'number' ? [groups[part - 1]] : groups.filter((group) => group.name === part.name);
  const group = named.length === 1 ? named[0] : undefined;
  if (group === undefined) return null;
  const openings = openingsAround(group);
  if (openings === null) return null;
  const source = consumedSource(pattern, group.alternatives);
  return fact(openings.join('') + source + ')'.repeat(openings.length));
}
