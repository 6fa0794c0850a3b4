import type { AST } from '@eslint-community/regexpp';
import type { CharSet } from 'refa';
import { modifiedFlags } from './flags.js';
import type { MatchFlags } from './flags.js';
import { LimitReached, LIMITS } from './limits.js';
import { parsePattern } from './program.js';
import { consumedBy, isUnicode, LINE_TERMINATORS, wordUnits } from './units.js';
import type { ConsumingElement } from './units.js';

/** One instruction of the matcher. Jumps are indexes of instructions. */
type Instruction =
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

const NEVER_SET = -1;

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
    const counter = this.#register();
    const mark = this.#register();
    this.emit({ op: 'zero', register: counter });
    const loop = { op: 'loop' as const, register: counter, min, max, greedy, body: 0, exit: 0 };
    const at = this.emit(loop);
    loop.body = at + 1;
    this.emit({ op: 'save', register: mark });
    const inside = this.#groups.flatMap((group, index) =>
      group.start >= quantifier.start && group.end <= quantifier.end ? [index] : [],
    );
    const [first, last] = [inside[0], inside.at(-1)];
    if (first !== undefined && last !== undefined) this.emit({ op: 'clear', from: first * 2, to: last * 2 + 2 });
    this.#element(element, flags, back);
    this.emit({ op: 'progress', register: mark, counter, min });
    this.emit({ op: 'count', register: counter });
    this.emit({ op: 'jump', to: at });
    loop.exit = this.code.length;
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

/** What a replayed match took. */
export interface Replay {
  readonly steps: number;
  /** Whether the pattern was found; null when the steps ran out before that was known. */
  readonly matched: boolean | null;
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

/**
 * A backtracking matcher that takes the steps of ECMA-262 (section 22.2.2) one by one and counts them. An engine
 * cannot be interrupted; this matcher stops when its steps have run out.
 */
export class CountingMatcher {
  readonly #code: readonly Instruction[];
  readonly #registers: number;
  readonly #flags: MatchFlags;
  #text: readonly number[] = [];
  #left = 0;

  private constructor(code: readonly Instruction[], registers: number, flags: MatchFlags) {
    this.#code = code;
    this.#registers = registers;
    this.#flags = flags;
  }

  /** The matcher of a pattern; null when it is invalid or too large. */
  static of(pattern: string, flags: string): CountingMatcher | null {
    const parsed = parsePattern(pattern, flags);
    if (parsed === null) return null;
    try {
      const emitter = new Emitter(referredGroups(parsed.ast, pattern));
      emitter.alternatives(parsed.ast.alternatives, parsed.flags, false);
      emitter.emit({ op: 'match' });
      return new CountingMatcher(emitter.code, emitter.registers, parsed.flags);
    } catch (error) {
      if (error instanceof LimitReached) return null;
      throw error;
    }
  }

  /** Looks for the pattern as `RegExp.prototype.test` would, with at most so many steps. */
  count(text: string, steps: number): Replay {
    this.#text = isUnicode(this.#flags)
      ? Array.from(text, (character) => character.codePointAt(0) ?? 0)
      : Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
    this.#left = steps;
    const last = this.#flags.sticky ? 0 : this.#text.length;
    for (let start = 0; start <= last; start += 1) {
      const matched = this.#match(0, start, new Array<number>(this.#registers).fill(NEVER_SET)) !== null;
      if (this.#left < 0) return { steps, matched: null };
      if (matched) return { steps: steps - this.#left, matched };
    }
    return { steps: steps - this.#left, matched: false };
  }

  #isWord(index: number, set: CharSet): boolean {
    const unit = this.#text[index];
    return unit !== undefined && set.has(unit);
  }

  #atEdge(position: number, at: 'start' | 'end', multiline: boolean): boolean {
    const neighbour = this.#text[at === 'start' ? position - 1 : position];
    return neighbour === undefined || (multiline && LINE_TERMINATORS.has(neighbour));
  }

  /** The position after the text of a group stands there once more; null when it does not. */
  #again(position: number, instruction: Instruction & { op: 'again' }, registers: readonly number[]): number | null {
    for (const group of instruction.groups) {
      const [from, to] = [registers[group * 2] ?? NEVER_SET, registers[group * 2 + 1] ?? NEVER_SET];
      if (from === NEVER_SET || to === NEVER_SET) continue;
      const length = to - from;
      const begin = instruction.back ? position - length : position;
      if (begin < 0 || begin + length > this.#text.length) return null;
      for (let offset = 0; offset < length; offset += 1) {
        this.#left -= 1;
        if (!this.#sameCharacter(this.#text[from + offset], this.#text[begin + offset], instruction.ignoreCase))
          return null;
      }
      return instruction.back ? begin : begin + length;
    }
    return position;
  }

  #sameCharacter(one: number | undefined, other: number | undefined, ignoreCase: boolean): boolean {
    if (one === other) return true;
    if (!ignoreCase || one === undefined || other === undefined) return false;
    return String.fromCodePoint(one).toUpperCase() === String.fromCodePoint(other).toUpperCase();
  }

  /** Runs from an instruction. Returns the registers of the first match, null when there is none or steps ran out. */
  #match(entry: number, start: number, initial: number[]): number[] | null {
    const text = this.#text;
    const stack: { at: number; position: number; registers: number[] }[] = [];
    let at = entry;
    let position = start;
    let registers = initial;
    for (;;) {
      this.#left -= 1;
      if (this.#left < 0) return null;
      const instruction = this.#code[at];
      let failed = false;
      at += 1;
      switch (instruction?.op) {
        case undefined:
        case 'match':
          return registers;
        case 'char': {
          const unit = text[instruction.back ? position - 1 : position];
          failed = unit === undefined || !(unit < 128 ? instruction.ascii[unit] === 1 : instruction.set.has(unit));
          position += instruction.back ? -1 : 1;
          break;
        }
        case 'split':
          stack.push({ at: instruction.second, position, registers: registers.slice() });
          at = instruction.first;
          break;
        case 'jump':
          at = instruction.to;
          break;
        case 'save':
          registers[instruction.register] = position;
          break;
        case 'clear':
          registers.fill(NEVER_SET, instruction.from, instruction.to);
          break;
        case 'zero':
          registers[instruction.register] = 0;
          break;
        case 'count':
          registers[instruction.register] = (registers[instruction.register] ?? 0) + 1;
          break;
        case 'loop': {
          const count = registers[instruction.register] ?? 0;
          if (count < instruction.min) at = instruction.body;
          else if (count >= instruction.max) at = instruction.exit;
          else {
            const [first, second] = instruction.greedy
              ? [instruction.body, instruction.exit]
              : [instruction.exit, instruction.body];
            stack.push({ at: second, position, registers: registers.slice() });
            at = first;
          }
          break;
        }
        case 'progress':
          failed =
            registers[instruction.register] === position && (registers[instruction.counter] ?? 0) >= instruction.min;
          break;
        case 'edge':
          failed = !this.#atEdge(position, instruction.at, instruction.multiline);
          break;
        case 'word': {
          const differ = this.#isWord(position - 1, instruction.set) !== this.#isWord(position, instruction.set);
          failed = differ === instruction.negate;
          break;
        }
        case 'look': {
          const inside = this.#match(instruction.inside, position, registers.slice());
          if (this.#left < 0) return null;
          failed = (inside !== null) === instruction.negate;
          if (inside !== null && !instruction.negate) registers = inside;
          at = instruction.next;
          break;
        }
        case 'again': {
          const after = this.#again(position, instruction, registers);
          failed = after === null;
          position = after ?? position;
          break;
        }
      }
      if (!failed) continue;
      const saved = stack.pop();
      if (saved === undefined) return null;
      at = saved.at;
      position = saved.position;
      registers = saved.registers;
    }
  }
}
