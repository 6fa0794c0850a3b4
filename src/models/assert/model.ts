/** node:assert and libraries alike: what did not throw holds. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const holds: MemberSpec = { call: { native: 'assert.ok' } };
const same: MemberSpec = { call: { native: 'assert.equal' } };
const members: Readonly<Record<string, MemberSpec>> = {
  ok: holds,
  equal: same,
  strictEqual: same,
  deepEqual: same,
  deepStrictEqual: same,
  notEqual: { call: { native: 'assert.notEqual' } },
  notStrictEqual: { call: { native: 'assert.notEqual' } },
  match: { call: { native: 'assert.match' } },
  doesNotMatch: { call: { native: 'assert.doesNotMatch' } },
  fail: { call: { native: 'assert.fail' } },
};

export const nodeAssert: LibraryModel = {
  packages: ['node:assert', 'node:assert/strict', 'assert'],
  exports: { '=': holds, default: { ...holds, members }, ...members, strict: { ...holds, members } },
};

/** https://github.com/epicweb-dev/invariant: the one throws an error, the other an answer. */
export const epicInvariant: LibraryModel = {
  packages: ['@epic-web/invariant'],
  exports: { invariant: holds, invariantResponse: holds },
};

export const invariants: LibraryModel = {
  packages: ['tiny-invariant', 'invariant', 'http-assert'],
  exports: { '=': holds, default: holds },
};
