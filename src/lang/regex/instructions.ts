import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { canBeEmpty } from './emptiness.js';
import { modifiedFlags } from './flags.js';
import type { MatchFlags } from './flags.js';
import { LimitReached, LIMITS } from './limits.js';
import { consumedBy, wordUnits } from './units.js';
import type { ConsumingElement } from './units.js';

/** One instruction of the matcher. Jumps are indexes of instructions. */
export type Instruction =
  | { readonly op: 'char'; readonly set: CharSet; readonly ascii: Uint8Array; readonly back: boolean }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'clear'; readonly from: number; readonly to: number }
  | { readonly op: 'zero'; readonly register: number }
  | {
      readonly op: 'loop';
      readonly register: number;
      readonly min: number;
      readonly max: number;
      readonly greedy: boolean;
      body: number;
      exit: number;
    }
  | { readonly op: 'count'; readonly register: number }
  /** Fails when nothing was consumed since the position in the register was saved (ECMA-262, 22.2.2.3.1, step 2.b). */
  | { readonly op: 'progress'; readonly register: number; readonly counter: number; readonly min: number }
  | { readonly op: 'edge'; readonly at: 'start' | 'end'; readonly multiline: boolean }
  | { readonly op: 'word'; readonly negate: boolean; readonly set: CharSet }
  | { readonly op: 'look'; readonly negate: boolean; readonly inside: number; next: number }
  | { readonly op: 'again'; readonly groups: readonly number[]; readonly ignoreCase: boolean; readonly back: boolean }
  | { readonly op: 'match' };

/** The content of a register that nothing was saved to. */
export const NEVER_SET = -1;

/** Translates a pattern to instructions. */
class Emitter {
  readonly code: Instruction[] = [];
  readonly #groups: readonly AST.CapturingGroup[];
  readonly #firstFree: number;
  registers: number;

  constructor(groups: readonly AST.CapturingGroup[]) {
    this.#groups = groups;
    this.#firstFree = groups.length * 2;
    this.registers = this.#firstFree;
  }

  emit(instruction: Instruction): number {
    if (this.code.length >= LIMITS.matcherInstructions) throw new LimitReached('instructions');
    return this.code.push(instruction) - 1;
  }

  #register(): number {
    this.registers += 1;
    return this.registers - 1;
  }

  alternatives(alternatives: readonly AST.Alternative[], flags: MatchFlags, back: boolean): void {
    const exits: { to: number }[] = [];
    alternatives.forEach((alternative, index) => {
      const last = index === alternatives.length - 1;
      const split = { op: 'split' as const, first: 0, second: 0 };
      if (!last) split.first = this.emit(split) + 1;
      const elements = back ? alternative.elements.toReversed() : alternative.elements;
      for (const element of elements) this.#element(element, flags, back);
      if (last) return;
      const exit = { op: 'jump' as const, to: 0 };
      this.emit(exit);
      exits.push(exit);
      split.second = this.code.length;
    });
    for (const exit of exits) exit.to = this.code.length;
  }

  #element(element: AST.Element, flags: MatchFlags, back: boolean): void {
    switch (element.type) {
      case 'Character':
      case 'CharacterClass':
      case 'CharacterSet':
      case 'ExpressionCharacterClass':
        this.#consuming(element, flags, back);
        break;
      case 'Group':
        this.alternatives(element.alternatives, modifiedFlags(flags, element.modifiers), back);
        break;
      case 'CapturingGroup': {
        const group = this.#groups.indexOf(element);
        if (group >= 0) this.emit({ op: 'save', register: group * 2 + (back ? 1 : 0) });
        this.alternatives(element.alternatives, flags, back);
        if (group >= 0) this.emit({ op: 'save', register: group * 2 + (back ? 0 : 1) });
        break;
      }
      case 'Quantifier':
        this.#quantifier(element, flags, back);
        break;
      case 'Assertion':
        this.#assertion(element, flags);
        break;
      case 'Backreference': {
        const resolved = Array.isArray(element.resolved) ? element.resolved : [element.resolved];
        const groups = resolved.map((group) => this.#groups.indexOf(group));
        this.emit({ op: 'again', groups, ignoreCase: flags.ignoreCase, back });
        break;
      }
    }
  }

  #char(set: CharSet, back: boolean): void {
    const ascii = new Uint8Array(128);
    for (const { min, max } of set.ranges) {
      if (min < 128) ascii.fill(1, min, Math.min(max, 127) + 1);
    }
    this.emit({ op: 'char', set, ascii, back });
  }

  #consuming(element: ConsumingElement, flags: MatchFlags, back: boolean): void {
    const { characters, strings } = consumedBy(element, flags);
    const exits: { to: number }[] = [];
    for (const word of strings) {
      // Longer strings are tried first; all of the strings come before the single characters, longest or not.
      const split = { op: 'split' as const, first: 0, second: 0 };
      split.first = this.emit(split) + 1;
      for (const set of back ? word.toReversed() : word) this.#char(set, back);
      const exit = { op: 'jump' as const, to: 0 };
      this.emit(exit);
      exits.push(exit);
      split.second = this.code.length;
    }
    this.#char(characters, back);
    for (const exit of exits) exit.to = this.code.length;
  }

  #quantifier(quantifier: AST.Quantifier, flags: MatchFlags, back: boolean): void {
    const { min, max, greedy, element } = quantifier;
    if (max === 0) return;
    if (min === 1 && max === 1) {
      this.#element(element, flags, back);
      return;
    }
    const inside = this.#groups.flatMap((group, index) =>
      group.start >= quantifier.start && group.end <= quantifier.end ? [index] : [],
    );
    if (inside.length === 0 && !canBeEmpty(element) && min <= 1 && (max === 1 || max === Infinity)) {
      this.#simpleLoop(quantifier, flags, back);
      return;
    }
    const counter = this.#register();
    const mark = this.#register();
    this.emit({ op: 'zero', register: counter });
    const loop = { op: 'loop' as const, register: counter, min, max, greedy, body: 0, exit: 0 };
    const at = this.emit(loop);
    loop.body = at + 1;
    this.emit({ op: 'save', register: mark });
    const [first, last] = [inside[0], inside.at(-1)];
    if (first !== undefined && last !== undefined) this.emit({ op: 'clear', from: first * 2, to: last * 2 + 2 });
    this.#element(element, flags, back);
    this.emit({ op: 'progress', register: mark, counter, min });
    this.emit({ op: 'count', register: counter });
    this.emit({ op: 'jump', to: at });
    loop.exit = this.code.length;
  }

  /** `x?`, `x*` and `x+` without anything to count or to remember. */
  #simpleLoop({ min, max, greedy, element }: AST.Quantifier, flags: MatchFlags, back: boolean): void {
    const split = { op: 'split' as const, first: 0, second: 0 };
    const choose = (body: number, exit: number): void => {
      [split.first, split.second] = greedy ? [body, exit] : [exit, body];
    };
    if (min === 1) {
      const body = this.code.length;
      this.#element(element, flags, back);
      this.emit(split);
      choose(body, this.code.length);
      return;
    }
    const at = this.emit(split);
    this.#element(element, flags, back);
    if (max === Infinity) this.emit({ op: 'jump', to: at });
    choose(at + 1, this.code.length);
  }

  #assertion(assertion: AST.Assertion, flags: MatchFlags): void {
    switch (assertion.kind) {
      case 'start':
      case 'end':
        this.emit({ op: 'edge', at: assertion.kind, multiline: flags.multiline });
        break;
      case 'word':
        this.emit({ op: 'word', negate: assertion.negate, set: wordUnits(flags) });
        break;
      case 'lookahead':
      case 'lookbehind': {
        const look = { op: 'look' as const, negate: assertion.negate, inside: this.code.length + 1, next: 0 };
        this.emit(look);
        this.alternatives(assertion.alternatives, flags, assertion.kind === 'lookbehind');
        this.emit({ op: 'match' });
        look.next = this.code.length;
        break;
      }
    }
  }
}

/** Groups that backreferences refer to: the only ones whose contents matter here, and all others in between. */
function referredGroups(ast: AST.Pattern, source: string): readonly AST.CapturingGroup[] {
  if (!/\\[1-9k]/.test(source)) return [];
  const groups: AST.CapturingGroup[] = [];
  const visit = (alternatives: readonly AST.Alternative[]): void => {
    for (const alternative of alternatives) for (const element of alternative.elements) visitElement(element);
  };
  const visitElement = (element: AST.Element): void => {
    if (element.type === 'CapturingGroup') groups.push(element);
    if (element.type === 'Quantifier') visitElement(element.element);
    else if ('alternatives' in element) visit(element.alternatives);
  };
  visit(ast.alternatives);
  return groups;
}

/** The instructions of a pattern and the number of its registers; null when it is too large. */
export function translate(
  ast: AST.Pattern,
  pattern: string,
  flags: MatchFlags,
): { readonly code: readonly Instruction[]; readonly registers: number } | null {
  try {
    const emitter = new Emitter(referredGroups(ast, pattern));
    emitter.alternatives(ast.alternatives, flags, false);
    emitter.emit({ op: 'match' });
    return { code: emitter.code, registers: emitter.registers };
  } catch (error) {
    if (error instanceof LimitReached) return null;
    throw error;
  }
}
