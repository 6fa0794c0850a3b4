/** The methods of a promise, on a query that is one: they give what awaiting the query gives. */
import { promiseMethod } from '../../flow/builtins/promises.js';
import { entityInstance } from '../../flow/library.js';
import { promiseOf, resolved } from '../../flow/promises.js';
import type { Native } from '../../flow/semantics.js';
import { UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

/** `query.then(…)` is `Promise.resolve(query).then(…)`: rows keep what is known of them, and of what was asked for. */
function settles(name: 'then' | 'catch' | 'finally'): Native {
  return (m, call) => {
    const { entity, self, node } = call;
    if (!entity) return UNKNOWN;
    const promise = promiseOf(resolved(m, self, node), entityInstance(m, entity, FAILURE, node));
    const [ref] = promise.refs;
    return (ref?.kind === 'promise' ? promiseMethod(m, ref, name, call) : null) ?? UNKNOWN;
  };
}

export const thenableNatives: Natives = {
  'stores.then': settles('then'),
  'stores.catch': settles('catch'),
  'stores.finally': settles('finally'),
};
