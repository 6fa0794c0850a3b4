/**
 * Lists, maps, and objects used as maps, in which a program keeps records by itself instead of in a database (ECMA-262,
 * 23.1.3, 24.1.3 and 13.3.2). The members of `Dictionary` stand for reading, writing and deleting `users[id]`.
 */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';
import { byKey, changedByKey, members, stored } from '../stores/parts.js';

const asked: MemberSpec = {
  call: { roles: [{ role: 'store.key', parts: { predicate: '0' } }], chooses: '0', native: 'memory.ask' },
};

function put(puts: NonNullable<CallSpec['puts']>): MemberSpec {
  return { call: { sinks: [stored(puts.at)], puts, native: 'memory.put' } };
}

const get: MemberSpec = { call: { roles: byKey('0'), keyed: true } };
const remove: MemberSpec = { call: { roles: changedByKey('0'), keyed: true } };
const set = put({ at: '1', under: '0' });

export const memory: LibraryModel = {
  packages: ['memory'],
  types: {
    List: {
      keeps: 'array',
      members: {
        ...members('find findLast findIndex findLastIndex filter some', asked),
        ...members('push unshift', put({ at: '0' })),
        splice: { call: { roles: [{ role: 'store.delete' }], keyed: true } },
      },
    },
    Map: { keeps: 'map', members: { get, delete: remove, set } },
    Dictionary: { keeps: 'object', members: { get, delete: remove, set } },
  },
};
