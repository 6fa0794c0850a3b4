import type { CharSet } from 'refa';
import { Words } from 'refa';
import { Budget, LimitReached, LIMITS } from './limits.js';
import type { PositionAutomaton, Step } from './positions.js';

/** A text part whose repetition a pattern can match in more and more ways. */
export interface Pump {
  readonly growth: 'exponential' | 'polynomial';
  /** Code points that lead to the ambiguity. */
  readonly prefix: readonly number[];
  /** Code points to repeat. */
  readonly pump: readonly number[];
  /** The same with characters that fewer other places of the pattern consume. */
  readonly rarePump: readonly number[];
  /** Positions that the repetitions go through. */
  readonly positions: readonly number[];
  /** Whether one of the two loops is the search over the text. */
  readonly bySearch: boolean;
}

export interface Pumps {
  readonly pumps: readonly Pump[];
  /** Whether the whole pattern was looked through. */
  readonly complete: boolean;
}

interface Trail<S> {
  readonly state: S;
  readonly from: Trail<S> | null;
  readonly character: number;
}

function charactersOf<S>(trail: Trail<S>): number[] {
  const characters: number[] = [];
  for (let at = trail; at.from !== null; at = at.from) characters.push(at.character);
  return characters.reverse();
}

function statesOf<S>(trail: Trail<S>): S[] {
  const states: S[] = [];
  for (let at: Trail<S> | null = trail; at !== null; at = at.from) states.push(at.state);
  return states.reverse();
}

/** Characters that are in several sets at once, remembered per combination of sets. */
class Meetings {
  readonly #sets: readonly CharSet[];
  readonly #ids: readonly number[];
  readonly #known = new Map<string, number | null>();

  constructor(automaton: PositionAutomaton) {
    this.#sets = automaton.positions.map((position) => position.set);
    const distinct: CharSet[] = [];
    this.#ids = this.#sets.map((set) => {
      const known = distinct.findIndex((other) => other.equals(set));
      return known >= 0 ? known : distinct.push(set) - 1;
    });
  }

  /** A character that all the positions consume and as few other sets of the pattern as possible. */
  rare(positions: readonly number[]): number | null {
    const met = this.#common(positions);
    if (met === undefined) return null;
    let rest = met;
    for (const set of this.#sets) {
      const fewer = rest.without(set);
      if (!fewer.isEmpty) rest = fewer;
    }
    return Words.pickMostReadableCharacter(rest) ?? null;
  }

  #common(positions: readonly number[]): CharSet | undefined {
    let common: CharSet | undefined;
    for (const position of positions) {
      const set = this.#sets[position];
      if (set !== undefined) common = common === undefined ? set : common.intersect(set);
    }
    return common;
  }

  /** The most readable character that all the positions consume; null when there is none. */
  of(positions: readonly number[]): number | null {
    const key = positions
      .map((position) => this.#ids[position] ?? 0)
      .sort((one, other) => one - other)
      .join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const common = this.#common(positions);
    const met = common === undefined ? null : (Words.pickMostReadableCharacter(common) ?? null);
    this.#known.set(key, met);
    return met;
  }
}

/** Strongly connected components that contain a cycle, by Tarjan's algorithm without recursion. */
function cycles(automaton: PositionAutomaton): readonly (readonly number[])[] {
  const { positions } = automaton;
  const index = new Array<number>(positions.length).fill(-1);
  const low = new Array<number>(positions.length).fill(0);
  const onStack = new Array<boolean>(positions.length).fill(false);
  const stack: number[] = [];
  const components: number[][] = [];
  let next = 0;
  for (let root = 0; root < positions.length; root += 1) {
    if (index[root] !== -1) continue;
    const work: { at: number; edge: number }[] = [{ at: root, edge: 0 }];
    for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
      const { at } = frame;
      if (frame.edge === 0) {
        index[at] = low[at] = next;
        next += 1;
        stack.push(at);
        onStack[at] = true;
      }
      const step = positions[at]?.follow[frame.edge];
      frame.edge += 1;
      if (step !== undefined) {
        if (index[step.to] === -1) work.push({ at: step.to, edge: 0 });
        else if (onStack[step.to] === true) low[at] = Math.min(low[at] ?? 0, index[step.to] ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low[parent.at] = Math.min(low[parent.at] ?? 0, low[at] ?? 0);
      if (low[at] !== index[at]) continue;
      const component: number[] = [];
      for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
        onStack[member] = false;
        component.push(member);
        if (member === at) break;
      }
      const loops = component.length > 1 || positions[at]?.follow.some((edge) => edge.to === at) === true;
      if (loops) components.push(component.reverse());
    }
  }
  return components;
}

class PumpSearch {
  readonly #automaton: PositionAutomaton;
  readonly #meetings: Meetings;
  readonly #budget = new Budget(LIMITS.ambiguitySteps);

  constructor(automaton: PositionAutomaton) {
    this.#automaton = automaton;
    this.#meetings = new Meetings(automaton);
  }

  run(): Pumps {
    const pumps: Pump[] = [];
    try {
      const components = cycles(this.#automaton);
      const search = new Set(this.#automaton.search);
      const loops = components.filter((component) => !component.some((position) => search.has(position)));
      for (const component of loops) {
        const pump = this.#exponential(component);
        if (pump !== null) pumps.push(pump);
      }
      for (const from of components) {
        const reached = this.#reachedFrom(from);
        for (const to of loops) {
          if (from !== to && to.some((position) => reached.has(position))) pumps.push(...this.#polynomial(from, to));
        }
      }
      return { pumps, complete: true };
    } catch (error) {
      if (error instanceof LimitReached) return { pumps, complete: false };
      throw error;
    }
  }

  /** The characters of a trail, chosen so that few other places of the pattern consume them. */
  #rare(trail: Trail<readonly (number | boolean)[]>, places: number): readonly number[] {
    return statesOf(trail)
      .slice(1)
      .flatMap((state) => {
        const positions = state.slice(0, places).filter((part) => typeof part === 'number');
        return this.#meetings.rare(positions) ?? [];
      });
  }

  #follow(position: number): readonly Step[] {
    return this.#automaton.positions[position]?.follow ?? [];
  }

  #reachedFrom(component: readonly number[]): ReadonlySet<number> {
    const reached = new Set(component);
    const work = [...component];
    for (let position = work.pop(); position !== undefined; position = work.pop()) {
      for (const { to } of this.#follow(position)) {
        if (reached.has(to)) continue;
        reached.add(to);
        work.push(to);
      }
    }
    return reached;
  }

  /** A shortest text that leads from the start to a position, which has then consumed its last character. */
  #prefix(target: number): readonly number[] | null {
    const seen = new Set<number>();
    let layer: Trail<number>[] = [{ state: -1, from: null, character: 0 }];
    while (layer.length > 0) {
      const next: Trail<number>[] = [];
      for (const trail of layer) {
        const steps = trail.state < 0 ? this.#automaton.first : this.#follow(trail.state);
        for (const { to } of steps) {
          const character = this.#meetings.of([to]);
          if (seen.has(to) || character === null) continue;
          seen.add(to);
          const longer = { state: to, from: trail, character };
          if (to === target) return charactersOf(longer);
          next.push(longer);
        }
      }
      layer = next;
    }
    return null;
  }

  /**
   * Two different ways round a loop on the same text: from (p, p) back to (p, p) through a pair of different
   * positions or a doubled way (the criterion "EDA" of Weber and Seidl, 1991). Any p of a component will do; some
   * are tried for a short text.
   */
  #exponential(component: readonly number[]): Pump | null {
    let best: Pump | null = null;
    for (const p of component.slice(0, 6)) {
      const trail = this.#twoWays(p, new Set(component));
      if (trail === null) return null;
      const pump = charactersOf(trail);
      if (best !== null && best.pump.length <= pump.length) continue;
      const prefix = this.#prefix(p);
      if (prefix === null) return null;
      const positions = [...new Set(statesOf(trail).flatMap(([one, other]) => [one, other]))];
      best = { growth: 'exponential', prefix, pump, rarePump: this.#rare(trail, 2), positions, bySearch: false };
    }
    return best;
  }

  #twoWays(p: number, members: ReadonlySet<number>): Trail<readonly [number, number, boolean]> | null {
    const seen = new Set<string>();
    let layer: Trail<readonly [number, number, boolean]>[] = [{ state: [p, p, false], from: null, character: 0 }];
    while (layer.length > 0) {
      const next: typeof layer = [];
      for (const trail of layer) {
        const [one, other, parted] = trail.state;
        for (const left of this.#follow(one)) {
          if (!members.has(left.to)) continue;
          for (const right of this.#follow(other)) {
            this.#budget.spend(1);
            if (!members.has(right.to)) continue;
            const character = this.#meetings.of([left.to, right.to]);
            if (character === null) continue;
            const apart = parted || left.to !== right.to || (one === other && left.twice);
            const key = `${String(left.to)},${String(right.to)},${String(apart)}`;
            if (seen.has(key)) continue;
            seen.add(key);
            const longer: typeof trail = { state: [left.to, right.to, apart], from: trail, character };
            if (apart && left.to === p && right.to === p) return longer;
            next.push(longer);
          }
        }
      }
      layer = next;
    }
    return null;
  }

  /** Whether both loops can run side by side on one text: from (p, q) back to (p, q). */
  #runTogether(p: number, q: number, from: ReadonlySet<number>, to: ReadonlySet<number>): boolean {
    const seen = new Set<number>();
    const size = this.#automaton.positions.length;
    const work = [[p, q] as const];
    for (let pair = work.pop(); pair !== undefined; pair = work.pop()) {
      for (const left of this.#follow(pair[0])) {
        if (!from.has(left.to)) continue;
        for (const right of this.#follow(pair[1])) {
          this.#budget.spend(1);
          if (!to.has(right.to) || seen.has(left.to * size + right.to)) continue;
          if (this.#meetings.of([left.to, right.to]) === null) continue;
          if (left.to === p && right.to === q) return true;
          seen.add(left.to * size + right.to);
          work.push([left.to, right.to]);
        }
      }
    }
    return false;
  }

  /**
   * Two loops that share a text which also leads from the one to the other: the repetitions can be divided between
   * them in as many ways as there are repetitions (the criterion "IDA" of Weber and Seidl, 1991). One pump for each
   * pair of loops, with a short text.
   */
  #polynomial(from: readonly number[], to: readonly number[]): readonly Pump[] {
    const [first, second] = [new Set(from), new Set(to)];
    let best: Pump | null = null;
    for (const p of from) {
      for (const q of to) {
        if (!this.#runTogether(p, q, first, second)) continue;
        const trail = this.#threeWays(p, q, first, second);
        if (trail === null) continue;
        const pump = charactersOf(trail);
        if (best !== null && best.pump.length <= pump.length) continue;
        const bySearch = this.#automaton.search.includes(p);
        const prefix = bySearch ? [] : this.#prefix(p);
        if (prefix === null) continue;
        const positions = [...new Set(statesOf(trail).flat())].filter((at) => !this.#automaton.search.includes(at));
        best = { growth: 'polynomial', prefix, pump, rarePump: this.#rare(trail, 3), positions, bySearch };
      }
    }
    return best === null ? [] : [best];
  }

  #threeWays(
    p: number,
    q: number,
    from: ReadonlySet<number>,
    to: ReadonlySet<number>,
  ): Trail<readonly [number, number, number]> | null {
    const seen = new Set<string>();
    let layer: Trail<readonly [number, number, number]>[] = [{ state: [p, p, q], from: null, character: 0 }];
    while (layer.length > 0) {
      const next: typeof layer = [];
      for (const trail of layer) {
        const [left, middle, right] = trail.state;
        for (const a of this.#follow(left)) {
          if (!from.has(a.to)) continue;
          for (const c of this.#follow(right)) {
            if (!to.has(c.to) || this.#meetings.of([a.to, c.to]) === null) continue;
            for (const b of this.#follow(middle)) {
              this.#budget.spend(1);
              const character = this.#meetings.of([a.to, b.to, c.to]);
              if (character === null) continue;
              const key = `${String(a.to)},${String(b.to)},${String(c.to)}`;
              if (seen.has(key)) continue;
              seen.add(key);
              const longer: typeof trail = { state: [a.to, b.to, c.to], from: trail, character };
              if (a.to === p && b.to === q && c.to === q) return longer;
              next.push(longer);
            }
          }
        }
      }
      layer = next;
    }
    return null;
  }
}

/** The texts whose repetition a pattern can match in exponentially or polynomially many ways. */
export function findPumps(automaton: PositionAutomaton): Pumps {
  return new PumpSearch(automaton).run();
}
