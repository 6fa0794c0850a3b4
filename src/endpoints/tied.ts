/**
 * Looks into a store that ask for the caller's own: `findFirst({ where: { id, userId: me } })`. Where one has found something,
 * the keys of the client's that it was found by are the caller's, and so is what was found. A later query by one of them is tied.
 */
import { AWAITED, carrying } from '../flow/carry.js';
import { ANY_FORM } from '../flow/forms.js';
import { joinLabels, makeLabel, State, type Label } from '../flow/labels.js';
import type { Machine } from '../flow/machine.js';
import { deepLabels } from '../flow/deep-labels.js';
import type { Call } from '../flow/refs.js';
import { labelled, NOTHING, type Value } from '../flow/value.js';

/** The kind of the mark on what such a look gives. */
const OWN = 'store.own';

interface TiedLook {
  /** The id of what it has found: known to be there, it was found. */
  readonly found: number;
  /** The ids of the keys that the client chose. */
  readonly keys: ReadonlySet<number>;
}

function isPresent(m: Machine, id: number): boolean {
  return ((m.store.known(id)?.state ?? 0) & State.Present) !== 0;
}

function isClients({ source }: Label): boolean {
  return source.kind.startsWith('http.') || source.kind.startsWith('message.');
}

/** The looks of one run that were tied to the caller. */
export class TiedLooks {
  readonly #looks: TiedLook[] = [];

  /** Returns what a tied look gives, marked, and remembers the keys that it asked for. */
  note(m: Machine, call: Call, keys: readonly Value[], given: Value): Value {
    if (m.dead) return given;
    const ids = keys.flatMap((each) => deepLabels(m, each).filter(isClients)).map(({ ids: [own = 0] }) => own);
    const label = makeLabel({ kind: OWN, node: call.node, text: 'the own record' }, ANY_FORM);
    const [found = 0] = label.ids;
    this.#looks.push({ found, keys: new Set(ids) });
    // What throws where nothing is found has found something when it goes on.
    if (call.spec?.guards?.some(({ when }) => when === 'returns') === true)
      m.learn(new Map([[found, { state: State.Present }]]));
    for (const ref of given.refs) {
      if (ref.kind !== 'obj' || ref.entity?.type?.awaits === undefined) continue;
      const kept = m.cell(ref, AWAITED) ?? NOTHING;
      m.setCell(ref, AWAITED, labelled(joinLabels(kept.labels, [label]), ANY_FORM));
    }
    return carrying(m, given, [label]);
  }

  /** True for what a tied look has found, a part of it, and a key that it was found by. */
  readonly proves = (m: Machine, value: Value): boolean => {
    if (this.#looks.length === 0) return false;
    const labels = deepLabels(m, value);
    return this.#looks.some(
      ({ found, keys }) =>
        labels.some(({ source, ids }) => source.kind === OWN && ids.includes(found)) ||
        (labels.some(({ ids }) => keys.has(ids[0] ?? -1)) && isPresent(m, found)),
    );
  };
}
