import { CharBase, Words } from 'refa';
import { both, Formulas, NOTHING, withNeg, withoutState, withState } from './formula.js';
import type { Conjunction, Formula } from './formula.js';
import { LIMITS, LimitReached } from './limits.js';
import type { Budget } from './limits.js';
import type { Program, ProgramNode } from './program.js';

/** Classes of units that none of the programs of a question tells apart, each with one unit that stands for it. */
export interface Alphabet {
  readonly representatives: readonly number[];
  /** The class of a unit. */
  readonly classOf: (unit: number) => number;
}

/** The alphabet of some programs. Throws `LimitReached` when it has too many classes. */
export function alphabetOf(programs: readonly Program[]): Alphabet {
  const sets = programs.flatMap((program) => [
    ...program.prevSets,
    ...program.nodes.flatMap((node) => (node.kind === 'char' || node.kind === 'check' ? [node.set] : [])),
  ]);
  const covering = sets.flatMap((set) => [set, set.negate()]);
  const base = new CharBase(covering);
  if (base.sets.length > LIMITS.characterClasses) throw new LimitReached('character classes');
  const picked = base.sets.map((set) => Words.pickMostReadableCharacter(set) ?? 0);
  if (picked.length === 0) return { representatives: [0x61], classOf: () => 0 };
  return { representatives: picked, classOf: (unit) => base.sets.findIndex((set) => set.has(unit)) };
}

/** What a position knows about the text before it. */
interface Context {
  readonly key: number;
  /** The class of the unit before, -1 at the start of the text. */
  readonly prev: number;
  /** What each lookbehind still demands in order to hold here. */
  readonly behind: readonly Formula[];
}

interface MachineState {
  readonly main: Formula;
  readonly trackers: readonly Formula[];
}

export type Verdict = 'open' | 'always' | 'never';

/** The deterministic automaton of one program over an alphabet, built as far as it is walked. */
export class Machine {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  readonly #budget: Budget;
  readonly #formulas: Formulas;
  readonly #contexts = new Map<string, Context>();
  readonly #closures = new Map<string, Formula>();
  readonly #steps = new Map<string, Formula>();
  readonly #states: MachineState[] = [];
  readonly #stateIds = new Map<string, number>();
  readonly #transitions: (number | undefined)[][] = [];

  constructor(program: Program, alphabet: Alphabet, budget: Budget) {
    this.#program = program;
    this.#alphabet = alphabet;
    this.#budget = budget;
    this.#formulas = new Formulas(budget);
  }

  /** The state before the first unit. */
  start(): number {
    const { context, trackers } = this.#enter(-1, null);
    return this.#intern({ main: this.#closure(this.#program.start, context), trackers });
  }

  /** The state after one more unit of the class. Throws `LimitReached` beyond the budget. */
  step(state: number, unitClass: number): number {
    const row = (this.#transitions[state] ??= []);
    const known = row[unitClass];
    if (known !== undefined) return known;
    const from = this.#state(state);
    let next: number;
    if (this.verdict(state) === 'open') {
      const { context, trackers } = this.#enter(unitClass, from.trackers);
      next = this.#intern({ main: this.#advance(from.main, unitClass, context), trackers });
    } else {
      next = state;
    }
    row[unitClass] = next;
    return next;
  }

  /** Whether the pattern matches whatever follows, or cannot match any more. */
  verdict(state: number): Verdict {
    const { main } = this.#state(state);
    if (main === this.#formulas.always) return 'always';
    return main === this.#formulas.never ? 'never' : 'open';
  }

  /** Whether the pattern matches a text that ends here. */
  accepts(state: number): boolean {
    return this.#holdsAtEnd(this.#state(state).main);
  }

  #state(state: number): MachineState {
    const found = this.#states[state];
    if (found === undefined) throw new RangeError(`no state ${String(state)}`);
    return found;
  }

  #intern(state: MachineState): number {
    const decided = state.main === this.#formulas.always || state.main === this.#formulas.never;
    const trackers = decided ? [] : state.trackers;
    const key = [state.main, ...trackers].map((formula) => formula.id).join();
    const known = this.#stateIds.get(key);
    if (known !== undefined) return known;
    const id = this.#states.push({ main: state.main, trackers }) - 1;
    this.#stateIds.set(key, id);
    return id;
  }

  /** Moves the lookbehinds over a unit (or to the start of the text) and tells what holds at the new position. */
  #enter(prev: number, before: readonly Formula[] | null): { context: Context; trackers: readonly Formula[] } {
    const behind: Formula[] = [];
    const trackers: Formula[] = [];
    this.#program.trackers.forEach((start, index) => {
      // Inner lookbehinds come first, so that `behind` holds all that this one can ask for.
      const context = this.#context(prev, behind);
      const old = before?.[index];
      const moved = old === undefined ? [] : this.#advance(old, prev, context).conjunctions;
      const tracker = this.#formulas.of([...moved, ...this.#closure(start, context).conjunctions]);
      trackers.push(tracker);
      behind.push(this.#heldHere(tracker));
    });
    return { context: this.#context(prev, behind), trackers };
  }

  #heldHere(tracker: Formula): Formula {
    return this.#formulas.of(
      tracker.conjunctions.flatMap((conjunction) => {
        const here = conjunction.states.find((state) => this.#node(state).kind === 'acceptHere');
        return here === undefined ? [] : [withoutState(conjunction, here)];
      }),
    );
  }

  #context(prev: number, behind: readonly Formula[]): Context {
    // Positions that differ in nothing the program asks for share their context.
    const unit = this.#representative(prev);
    const mask = prev < 0 ? 'start' : this.#program.prevSets.map((set) => (set.has(unit) ? '1' : '0')).join('');
    const key = `${mask}:${behind.map((formula) => formula.id).join()}`;
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const context: Context = { key: this.#contexts.size, prev, behind: [...behind] };
    this.#contexts.set(key, context);
    return context;
  }

  #representative(unitClass: number): number {
    return this.#alphabet.representatives[unitClass] ?? 0;
  }

  #node(index: number): ProgramNode {
    const node = this.#program.nodes[index];
    if (node === undefined) throw new RangeError(`no node ${String(index)}`);
    return node;
  }

  #prevIs(context: Context, set: number, atStart: boolean): boolean {
    if (context.prev < 0) return atStart;
    return this.#program.prevSets[set]?.has(this.#representative(context.prev)) === true;
  }

  /** What a state demands of the text that begins at the position. */
  #closure(start: number, context: Context): Formula {
    const key = `${String(start)}@${String(context.key)}`;
    const known = this.#closures.get(key);
    if (known !== undefined) return known;
    const results: Conjunction[] = [];
    const seen = new Set<string>();
    const work: [number, Conjunction][] = [];
    const push = (index: number, sofar: Conjunction): void => {
      const visit = `${String(index)}@${sofar.key}`;
      if (seen.has(visit)) return;
      seen.add(visit);
      work.push([index, sofar]);
    };
    push(start, NOTHING);
    for (let item = work.pop(); item !== undefined; item = work.pop()) {
      this.#budget.spend(1);
      const [index, sofar] = item;
      const node = this.#node(index);
      switch (node.kind) {
        case 'char':
        case 'acceptHere':
        case 'check':
          results.push(withState(sofar, index));
          break;
        case 'accept':
          results.push(sofar);
          break;
        case 'split':
          for (const next of node.next) push(next, sofar);
          break;
        case 'prev':
          if (this.#prevIs(context, node.set, node.atStart)) push(node.next, sofar);
          break;
        case 'peek':
          push(node.next, withState(sofar, node.check));
          break;
        case 'boundary':
          push(node.next, withState(sofar, this.#prevIs(context, node.set, false) ? node.afterWord : node.afterOther));
          break;
        case 'lookahead':
        case 'lookbehind': {
          const inside = node.kind === 'lookahead' ? this.#closure(node.start, context) : context.behind[node.tracker];
          if (inside === undefined) throw new RangeError('lookbehind before its inner one');
          for (const demand of this.#demands(inside, node.negate)) push(node.next, both(sofar, demand));
          break;
        }
      }
    }
    const formula = this.#formulas.of(results);
    this.#closures.set(key, formula);
    return formula;
  }

  #demands(inside: Formula, negate: boolean): readonly Conjunction[] {
    if (!negate) return inside.conjunctions;
    if (inside === this.#formulas.always) return [];
    return inside === this.#formulas.never ? [NOTHING] : [withNeg(NOTHING, inside.id)];
  }

  /** What a formula demands after one unit. */
  #advance(formula: Formula, unitClass: number, context: Context): Formula {
    const key = `${String(formula.id)}/${String(unitClass)}@${String(context.key)}`;
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const results = formula.conjunctions.flatMap((conjunction) => {
      this.#budget.spend(1 + conjunction.states.length);
      return this.#advanceConjunction(conjunction, unitClass, context).conjunctions;
    });
    const advanced = this.#formulas.of(results);
    this.#steps.set(key, advanced);
    return advanced;
  }

  #advanceConjunction(conjunction: Conjunction, unitClass: number, context: Context): Formula {
    const unit = this.#representative(unitClass);
    const parts: Formula[] = [];
    for (const state of conjunction.states) {
      const node = this.#node(state);
      if ((node.kind !== 'char' && node.kind !== 'check') || !node.set.has(unit)) return this.#formulas.never;
      if (node.kind === 'char') parts.push(this.#closure(node.next, context));
    }
    for (const neg of conjunction.negs) {
      const inside = this.#advance(this.#formulas.get(neg), unitClass, context);
      parts.push(this.#formulas.of(this.#demands(inside, true)));
    }
    return this.#formulas.and(parts);
  }

  #holdsAtEnd(formula: Formula): boolean {
    return formula.conjunctions.some(
      (conjunction) =>
        conjunction.states.every((state) => {
          const node = this.#node(state);
          return node.kind === 'check' && node.atEnd;
        }) && conjunction.negs.every((neg) => !this.#holdsAtEnd(this.#formulas.get(neg))),
    );
  }
}
