import type { CharSet } from 'refa';
import type { MatchFlags } from './flags.js';
import { NEVER_SET, translate } from './instructions.js';
import type { Instruction } from './instructions.js';
import { parsePattern } from './program.js';
import { isUnicode, LINE_TERMINATORS } from './units.js';

/** What a replayed match took. */
export interface Replay {
  readonly steps: number;
  /** Whether the pattern was found; null when the steps ran out before that was known. */
  readonly matched: boolean | null;
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
    const translated = translate(parsed.ast, pattern, parsed.flags);
    return translated === null ? null : new CountingMatcher(translated.code, translated.registers, parsed.flags);
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
    // Stacks in step instead of one of objects: most of the time of an analysis is spent here.
    const places: number[] = [];
    const saved: number[][] = [];
    const hasRegisters = this.#registers > 0;
    const remember = (place: number): void => {
      places.push(place, position);
      if (hasRegisters) saved.push(registers.slice());
    };
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
          remember(instruction.second);
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
            remember(second);
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
      const before = places.pop();
      const place = places.pop();
      if (before === undefined || place === undefined) return null;
      at = place;
      position = before;
      if (hasRegisters) registers = saved.pop() ?? registers;
    }
  }
}
