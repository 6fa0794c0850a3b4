/** What the queries of a Prisma client give: records with the scalar fields of the model, unless `select` or `omit` says otherwise. */
import { getProperty } from '../../flow/access.js';
import type { Machine } from '../../flow/machine.js';
import { applySpec } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { asRows, selected, selectionOf } from '../shared/rows.js';
import { prismaThing, type PrismaThing } from './fields.js';

/** Set once a client is made whose own `omit` or extension decides what its queries leave out. */
const OMITTING = 'prisma clients that omit fields';

function given(m: Machine, call: Call, name: string, options: Value = UNDEFINED): Value {
  return options.refs.length > 0 ? getProperty(m, options, name, call.node) : UNDEFINED;
}

/** Returns the fields that are left (https://www.prisma.io/docs/orm/prisma-client/queries/select-fields); null when that is not known. */
function chosen(m: Machine, { fields, relations }: PrismaThing, call: Call): readonly string[] | null {
  const [options] = call.args;
  if (options?.refs.length === 0) return null;
  const only = given(m, call, 'select', options);
  const omitted = given(m, call, 'omit', options);
  const more = given(m, call, 'include', options);
  const included = more.refs.length > 0 ? (selectionOf(m, more, call.node)?.only ?? []) : [];
  if ([only, omitted, more].some((each) => each.open && each.refs.length === 0)) return null;
  const selection = only.refs.length > 0 ? selectionOf(m, only, call.node) : null;
  if (only.refs.length > 0 && !selection) return null;
  // Records of other models come along only where they are asked for (https://www.prisma.io/docs/orm/prisma-client/queries/relation-queries).
  const left = selection
    ? selected(fields, fields, selection)
    : fields.filter((name) => !relations.includes(name) || included.includes(name));
  const without = omitted.refs.length > 0 ? selectionOf(m, omitted, call.node) : null;
  if (omitted.refs.length > 0 && !without) return null;
  return left.filter((name) => without?.only?.includes(name) !== true);
}

const read: Native = (m, call) => {
  if (!call.entity || !call.spec) return UNKNOWN;
  const made = applySpec(m, call.entity, call, call.spec);
  const thing = m.notes.has(OMITTING) ? null : prismaThing(call);
  const fields = thing && chosen(m, thing, call);
  return fields ? asRows(m, made, { fields }, call.node) : made;
};

/** `new PrismaClient({ omit: { user: { password: true } } })` */
const make: Native = (m, call) => {
  if (given(m, call, 'omit', call.args[0]).refs.length > 0) m.notes.set(OMITTING, true);
  return call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
};

/** `client.$extends({ result: ... })`: what an extension makes of records is not looked at. */
const extend: Native = (m, call) => {
  m.notes.set(OMITTING, true);
  return call.self;
};

export const prismaNatives: Natives = { 'prisma.read': read, 'prisma.make': make, 'prisma.extend': extend };
