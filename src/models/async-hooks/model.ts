/** node:async_hooks: a storage gives back, wherever it is asked, what a call under way was run with. */
import { callValue, plainCall } from '../../flow/calls.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, Obj } from '../../flow/refs.js';
import { join, NOTHING, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import { argument, objectOf } from '../kit.js';
import type { LibraryModel, Natives } from '../schema.js';

const STORED = '%stored';

export const nodeAsyncHooks = {
  packages: ['node:async_hooks'],
  exports: { AsyncLocalStorage: { construct: { returns: 'AsyncLocalStorage' } } },
  types: {
    AsyncLocalStorage: {
      declared: ['node#AsyncLocalStorage', 'async_hooks#AsyncLocalStorage'],
      members: {
        run: { call: { native: 'async-hooks.run' } },
        exit: { call: { callbacks: [{ at: '0', args: [], returns: 'return' }] } },
        enterWith: { call: { native: 'async-hooks.enterWith' } },
        getStore: { call: { native: 'async-hooks.getStore' } },
      },
    },
  },
} as const satisfies LibraryModel;

/** Handlers of other entries see what any run has stored, as they are interpreted one after the other. */
function store(m: Machine, storage: Obj, value: Value): void {
  m.setCell(storage, STORED, join(m.cell(storage, STORED) ?? NOTHING, value));
}

function enterWith(m: Machine, call: Call): Value {
  const storage = objectOf(call.self);
  if (storage) store(m, storage, argument(call, 0));
  return UNDEFINED;
}

function run(m: Machine, call: Call): Value {
  enterWith(m, call);
  return callValue(m, argument(call, 1), plainCall(call.argNodes[1] ?? call.node, UNDEFINED, call.args.slice(2)));
}

function getStore(m: Machine, call: Call): Value {
  const storage = objectOf(call.self);
  return (storage && m.cell(storage, STORED)) ?? UNKNOWN;
}

export const asyncHooksNatives: Natives = {
  'async-hooks.run': run,
  'async-hooks.enterWith': enterWith,
  'async-hooks.getStore': getStore,
};
