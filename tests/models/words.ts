/** Walks a model and collects the words in it that must mean something: slots, type expressions, sink kinds, natives. */
import type { CallSpec, LibraryModel, MemberSpec, TypeSpec } from '../../src/models/schema.js';

export interface Words {
  readonly slots: Set<string>;
  /** Where flows lead: a slot or a part of the result. */
  readonly targets: Set<string>;
  readonly types: Set<string>;
  readonly kinds: Set<string>;
  readonly natives: Set<string>;
}

function addAll(set: Set<string>, words: Iterable<string | null | undefined>): void {
  for (const word of words) if (word !== null && word !== undefined) set.add(word);
}

function readSink(words: Words, sink: Omit<NonNullable<CallSpec['sinks']>[number], 'at'>): void {
  addAll(words.kinds, [sink.kind, sink.keys]);
  addAll(words.slots, sink.when?.map((each) => (each.package === undefined ? each.at : null)) ?? []);
}

function readCall(words: Words, call: CallSpec | undefined): void {
  if (!call) return;
  for (const sink of call.sinks ?? []) {
    words.slots.add(sink.at);
    readSink(words, sink);
  }
  for (const flow of call.flows ?? []) {
    words.slots.add(flow.from);
    words.targets.add(flow.to);
    addAll(words.kinds, flow.clears?.map((kind) => kind.replace(/^!/, '')) ?? []);
  }
  for (const guard of call.guards ?? []) {
    words.slots.add(guard.at);
    addAll(words.kinds, guard.clears ?? []);
  }
  for (const callback of call.callbacks ?? []) {
    words.slots.add(callback.at);
    for (const each of callback.args) {
      if (each?.startsWith('=')) words.slots.add(each.slice(1));
      else if (!each?.startsWith('source:')) addAll(words.types, [each]);
    }
    addAll(words.types, [callback.self]);
    if (callback.sink) readSink(words, callback.sink);
  }
  addAll(words.kinds, call.source?.clears ?? []);
  addAll(words.types, [call.returns]);
  addAll(words.natives, [call.native]);
  for (const role of call.roles ?? []) addAll(words.slots, Object.values(role.parts ?? {}));
}

function readMember(words: Words, member: MemberSpec): void {
  addAll(words.types, [member.type]);
  addAll(words.kinds, [...(member.source?.clears ?? []), ...(member.decorates?.source?.clears ?? [])]);
  addAll(words.natives, [member.decorates?.native]);
  for (const call of [member.call, member.construct, member.assigned]) readCall(words, call);
  for (const each of Object.values(member.members ?? {})) readMember(words, each);
}

function readType(words: Words, type: TypeSpec): void {
  addAll(words.types, [
    ...(type.extends ?? '').split(','),
    type.awaits,
    ...(type.parameters ?? []).filter((each) => !each?.startsWith('source:')),
  ]);
  readCall(words, type.call);
  if (type.assigned) readSink(words, type.assigned);
  for (const each of [...Object.values(type.members ?? {}), type.anyMember, type.elements])
    if (each) readMember(words, each);
}

/** Returns every word of a model, once each. */
export function wordsOf(model: LibraryModel): Words {
  const words: Words = {
    slots: new Set(),
    targets: new Set(),
    types: new Set(),
    kinds: new Set(),
    natives: new Set(),
  };
  for (const each of [...Object.values(model.exports ?? {}), ...Object.values(model.globals ?? {})])
    readMember(words, each);
  for (const type of Object.values(model.types ?? {})) readType(words, type);
  words.kinds.delete('*');
  words.types.delete('');
  return words;
}

/** True when the engine reads a text as a place in a call (`slot` in src/flow/modelled.ts). */
export function isSlot(text: string): boolean {
  return /^(?:this|\*|\d+\+?)(?:\.[^.[\]]+|\[\])*$/.test(text);
}

/** True when the engine can let a flow end there. */
export function isTarget(text: string): boolean {
  return text === 'return<Promise>' || /^return(?:\.[^.[\]]+)*$/.test(text) || isSlot(text);
}

const KEYWORDS = new Set('this instance string number boolean date void null object unknown never'.split(' '));

/** Returns the names of types in a type expression, as the engine takes it apart (`entityInstance` in src/flow/library.ts). */
export function typeNames(expression: string): readonly string[] {
  const text = expression.trim();
  if (text.endsWith('[]') && !text.includes('|')) return typeNames(text.slice(0, -2));
  const wrapped = /^(?:Promise|AsyncIterable|Iterable)<(.*)>$/.exec(text)?.[1];
  if (wrapped !== undefined) return typeNames(wrapped);
  if (text.includes('|')) return text.split('|').flatMap((part) => typeNames(part));
  return KEYWORDS.has(text) || /^<\d>$/.test(text) ? [] : [text];
}
