/** What makes decorated classes answer: a server or schema whose options name the classes, and who may call them. */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef } from '../../flow/refs.js';
import { soleText, UNDEFINED, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { Mark } from '../../models/nest/core.js';
import { classesIn, listOf } from '../nest/modules.js';
import type { ChainStep } from '../types.js';

export interface Setup {
  readonly node: TS.Node;
  readonly options: Value;
}

/** Returns those that are made in one of the files. */
export function setupsIn<T extends Setup>(files: readonly TS.SourceFile[], all: readonly T[]): readonly T[] {
  const own = new Set(files);
  return all.filter(({ node }) => own.has(node.getSourceFile()));
}

/** Returns an option as it was given. */
export function optionOf(m: Machine, setup: Setup, name: string): Value {
  return getProperty(m, setup.options, name, setup.node);
}

/** False when an option is a list of classes without this one; folders and what is computed may hold every class. */
export function mayHold(m: Machine, setup: Setup, option: string, cls: ClassRef): boolean {
  const listed = listOf(m, optionOf(m, setup, option), setup.node);
  const classes = listed.flatMap(classesIn);
  return classes.length < listed.length || classes.length === 0 || classes.some(({ node }) => node === cls.node);
}

/** Steps of `@Authorized(...)`: a function among the options is asked, with the roles that the decorator names. */
export class Checks {
  readonly #known = new Map<string, ChainStep>();

  constructor(
    readonly m: Machine,
    readonly option: string,
  ) {}

  /**
   * Returns the step of a decorator; `run` asks the function of the program. Without one every request is turned away, and
   * one that cannot be run may only let pass more than it should: that it is asked is certain.
   */
  step<T extends Setup>(
    setup: T | null,
    mark: Mark,
    given: readonly Value[],
    run: (setup: T, check: Value, roles: Value) => ChainStep,
  ): ChainStep {
    const asked: ChainStep = { name: `@${mark.name}`, node: mark.node, verdict: 'guard' };
    const check = setup ? optionOf(this.m, setup, this.option) : UNDEFINED;
    if (!setup || check.refs.length === 0) return asked;
    const roles = given.flatMap((each) => (each.refs.length > 0 ? listOf(this.m, each, mark.node) : [each]));
    const key = roles.map((each) => soleText(each) ?? '?').join(' ');
    let step = this.#known.get(key);
    if (!step) {
      step = run(setup, check, this.m.array(roles, mark.node));
      this.#known.set(key, step);
    }
    return step.verdict === 'unknown' ? asked : step;
  }
}
