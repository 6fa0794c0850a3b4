/** Evaluates the files of an application together: what they register is then in one store. */
import { apart, beginOn } from '../flow/apart.js';
import { callFunction, nameOf } from '../flow/functions.js';
import { entryCall } from '../flow/calls.js';
import { LIMITS } from '../flow/limits.js';
import type { Machine } from '../flow/machine.js';
import { moduleState } from '../flow/modules.js';
import type { FuncRef } from '../flow/refs.js';
import { Store } from '../flow/store.js';
import { join, UNKNOWN } from '../flow/value.js';
import { allRegistered, within } from '../models/shared/registration.js';
import type { TS } from '../lang/ts.js';

/** A function whose text holds none of these registers nothing: they need not be called. */
const REGISTERS =
  /\.(?:get|post|put|patch|del|delete|all|use|route|register|addHook|useGlobalGuards|listen)\s*(?:<[^()]*>)?\(|Factory\s*\.create\s*(?:<[^()]*>)?\(/;

const registering = new WeakMap<TS.Node, boolean>();

/** True when the text of a body looks as if it registered something. */
function looksRegistering(body: TS.Node): boolean {
  let known = registering.get(body);
  if (known === undefined) {
    known = REGISTERS.test(body.getSourceFile().text.slice(body.pos, body.end));
    registering.set(body, known);
  }
  return known;
}

function allEffects(m: Machine, files: readonly TS.SourceFile[]): Store {
  const store = new Store(m.root);
  const states = files.map((file) => moduleState(m, file)).sort((a, b) => b.effects.size - a.effects.size);
  for (const { effects } of states) {
    for (const [place, value] of effects) {
      const before = store.writes.get(place);
      store.set(place, before ? join(before, value) : value);
    }
  }
  return store;
}

/** What is registered as a handler answers requests: it builds nothing. */
function handlers(m: Machine): ReadonlySet<TS.Node> {
  return new Set(
    allRegistered(m).flatMap(({ layer }) =>
      layer.handlers.flatMap(({ refs }) => refs.flatMap((ref) => (ref.kind === 'func' ? [ref.node] : []))),
    ),
  );
}

/** Functions that no module has called while it was evaluated, those without parameters first: they build the rest. */
function uncalled(m: Machine, files: readonly TS.SourceFile[]): readonly FuncRef[] {
  const states = files.map((file) => moduleState(m, file));
  const visited = new Set(states.flatMap((state) => [...state.visited]));
  const answering = within(m, files, () => handlers(m));
  return states
    .flatMap((state) => state.created)
    .filter(
      ({ node }) =>
        node.body !== undefined &&
        !visited.has(node) &&
        !answering.has(node) &&
        nameOf(node) !== 'a function' &&
        looksRegistering(node.body),
    )
    .sort((a, b) => a.node.parameters.length - b.node.parameters.length);
}

/** Runs `look` where everything that the files do at their start, and in functions that build applications, has been done. */
export function scanned<T>(m: Machine, files: readonly TS.SourceFile[], look: () => T): T {
  return apart(m, () => {
    const store = allEffects(m, files);
    m.instances = new Map();
    m.linted = null;
    m.entryMark = 0;
    m.forget();
    m.ownedFrom = 0;
    beginOn(m, store, LIMITS.stepsPerBuilder);
    let spent = 0;
    for (const fn of uncalled(m, files)) {
      if (m.visited.has(fn.node)) continue;
      if (spent > LIMITS.stepsOfBuilders) {
        m.reached('stepsOfBuilders');
        break;
      }
      m.steps = 0;
      const before = m.store;
      callFunction(m, fn, entryCall(fn.node, UNKNOWN));
      spent += m.steps;
      if (m.dead) m.store = before;
    }
    return look();
  });
}
