/** Which stores and whose services a call of a library reaches. */
import type { Machine } from '../../flow/machine.js';
import { deepLabels } from '../../flow/deep-labels.js';
import { slot } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Entity } from '../../flow/semantics.js';
import type { Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { nameOfThing } from '../things.js';
import type { SeenService, SeenStore } from './sightings.js';

const STORE_SINKS: ReadonlySet<string> = new Set([
  'sql',
  'document-query',
  'document-key',
  'query-code',
  'query-text',
  'record',
  'stored-value',
]);

const TABLE = /\b(?:from|update|into|join)\s+["`[]?(?:\w+["`\]]?\.["`[]?)?(\w+)/i;
const HOST = /^[a-z][a-z0-9+.-]*:\/\/([^/?#\s:@]+)/i;

const SERVICES: Readonly<Record<string, SeenService['does']>> = {
  'http.request': 'requests',
  'mail.send': 'mails',
  'money.move': 'pays',
  'model.call': 'asks a model',
  'message.send': 'sends messages',
};

function rolesOf(call: Call): readonly string[] {
  return (call.spec?.roles ?? []).map(({ role }) => role);
}

function sinksOf(call: Call): readonly string[] {
  return (call.spec?.sinks ?? []).map(({ kind }) => kind);
}

function statementIn(m: Machine, call: Call): string | null {
  const sink = (call.spec?.sinks ?? []).find(({ kind }) => kind === 'sql');
  return sink ? (slot(m, call, sink.at)?.value.shape ?? null) : null;
}

/** `prisma.user.findMany()`, `models.Order.create()`: a model that is a property of its client is named by it. */
function modelIn(node: TS.Node): string | null {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null;
  const owner = node.expression.expression;
  return ts.isPropertyAccessExpression(owner) && !owner.name.text.startsWith('$') ? owner.name.text : null;
}

const UNNAMED = 'the record';
/** Properties that hold a repository or a connection are no names of what is stored. */
const HOLDERS = /(?:repo|repository|model|client|db|database|connection|pool|prisma|manager|dao|service)$/i;

function thingOf(m: Machine, call: Call, entity: Entity): string | null {
  const text = statementIn(m, call);
  if (text !== null) return TABLE.exec(text)?.[1] ?? null;
  const named = nameOfThing(m, call);
  if (named !== UNNAMED) return named;
  const model = modelIn(call.node);
  return model !== null && !HOLDERS.test(model) && entity.specifier.includes('prisma') ? model : null;
}

function doesTo(m: Machine, call: Call, roles: readonly string[], result: Value): SeenStore['does'] | null {
  if (roles.includes('store.delete')) return 'deletes';
  if (['store.save', 'store.update', 'store.insert', 'store.key-change'].some((each) => roles.includes(each)))
    return 'writes';
  const text = statementIn(m, call);
  if (text !== null) {
    if (/^\s*(?:delete|truncate|drop)\b/i.test(text)) return 'deletes';
    if (/^\s*(?:insert|update|merge|replace|alter|create)\b/i.test(text)) return 'writes';
    return /^\s*(?:select|with)\b/i.test(text) ? 'reads' : 'asks';
  }
  if (sinksOf(call).some((kind) => kind === 'record')) return 'writes';
  const gives = deepLabels(m, result).some(({ source }) => source.kind.startsWith('store.'));
  if (gives || roles.some((role) => role === 'store.list' || role === 'store.key')) return 'reads';
  return roles.some((role) => role.startsWith('store.')) || sinksOf(call).some((kind) => STORE_SINKS.has(kind))
    ? 'asks'
    : null;
}

/** Returns the store that a call asks or changes, or null. */
export function storeOf(m: Machine, entity: Entity, call: Call, result: Value): SeenStore | null {
  const does = doesTo(m, call, rolesOf(call), result);
  return does === null ? null : { library: entity.specifier, thing: thingOf(m, call, entity), does };
}

function hostOf(call: Call): string | null {
  for (const arg of call.args) {
    const text = arg.shape ?? arg.consts.map((each) => each.value).find((each) => typeof each === 'string') ?? null;
    const host = typeof text === 'string' ? HOST.exec(text)?.[1] : undefined;
    if (host !== undefined && /^[\w.-]+$/.test(host)) return host;
  }
  return null;
}

/** Returns the service of somebody else that a call reaches, or null. */
export function serviceOf(entity: Entity, call: Call): SeenService | null {
  for (const role of rolesOf(call)) {
    const does = SERVICES[role];
    if (does !== undefined) return { library: entity.specifier, host: hostOf(call), does };
  }
  const sinks = sinksOf(call);
  if (sinks.includes('address')) return { library: entity.specifier, host: hostOf(call), does: 'requests' };
  return sinks.includes('sent-out') ? { library: entity.specifier, host: hostOf(call), does: 'sends data' } : null;
}
