/** Mongoose decides about operators in a filter when the query runs: options given after the filter still count. */
import { getProperty } from '../../flow/access.js';
import { applySpec } from '../../flow/modelled.js';
import type { Native } from '../../flow/semantics.js';
import { truthiness } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { handingRows, noteQuery } from './rows.js';

const CALLS = 'mongoose.calls';
const SANITIZED: readonly string[] = ['document-query', 'document-key'];

/** A call that takes a filter: the query remembers it. */
const query: Native = (m, call) => {
  const { entity, spec } = call;
  if (!entity || !spec) return call.self;
  const result = applySpec(m, entity, handingRows(m, call), spec);
  for (const ref of result.refs) {
    if (ref.kind !== 'obj') continue;
    const before = ref.slots.get(CALLS);
    ref.slots.set(CALLS, [...(Array.isArray(before) ? (before as readonly unknown[]) : []), call.node]);
  }
  noteQuery(m, call, result);
  return result;
};

/** `sanitizeFilter: true` wraps every object of the filter in `$eq` (https://mongoosejs.com/docs/api/mongoose.html#Mongoose.prototype.sanitizeFilter()). */
const setOptions: Native = (m, call) => {
  const [options] = call.args;
  if (options && options.refs.length > 0 && truthiness(getProperty(m, options, 'sanitizeFilter', call.node)) === true) {
    const calls = new Set<unknown>(
      call.self.refs.flatMap((ref) =>
        ref.kind === 'obj' ? ((ref.slots.get(CALLS) as readonly unknown[] | undefined) ?? []) : [],
      ),
    );
    m.log.hits.splice(
      0,
      m.log.hits.length,
      ...m.log.hits.filter((hit) => !(calls.has(hit.call) && SANITIZED.includes(hit.kind))),
    );
  }
  return call.self;
};

export const mongooseNatives: Natives = { 'mongoose.query': query, 'mongoose.setOptions': setOptions };
