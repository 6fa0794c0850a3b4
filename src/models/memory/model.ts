/** Lists and maps of records that a program keeps by itself, instead of a database (ECMA-262, 23.1.3 and 24.1.3). */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { byKey, changedByKey, members, stored } from '../stores/parts.js';

const asked: MemberSpec = { call: { roles: [{ role: 'store.key', parts: { predicate: '0' } }], native: 'memory.ask' } };

const put = (at: string): MemberSpec => ({ call: { sinks: [stored(at)], native: 'memory.put' } });

export const memory: LibraryModel = {
  packages: ['memory'],
  types: {
    List: {
      members: {
        ...members('find findLast findIndex findLastIndex filter some', asked),
        ...members('push unshift', put('0')),
        splice: { call: { roles: [{ role: 'store.delete' }] } },
      },
    },
    Map: {
      members: {
        get: { call: { roles: byKey('0') } },
        delete: { call: { roles: changedByKey('0') } },
        set: put('1'),
      },
    },
  },
};
