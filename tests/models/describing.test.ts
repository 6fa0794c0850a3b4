/** Models of libraries that a program does not have cost no question to the checker. */
import { expect, test } from 'vitest';
import { compileModels } from '../../src/models/compile.js';
import type { LibraryModel } from '../../src/models/schema.js';

const store: LibraryModel = { packages: ['store/promise'], types: { Base: { members: { find: {} } } } };
const wrapper: LibraryModel = {
  packages: ['wrapper'],
  types: { Client: { extends: 'store/promise:Base', members: { close: {} }, declared: ['wrapper-core#Client'] } },
};
const other: LibraryModel = { packages: ['other'], types: { Thing: { members: { find: {}, result: {} } } } };

test('a member is known to the models of packages that the program has, and to those that inherit it', () => {
  const { describesMember } = compileModels([store, wrapper, other], {}, []);
  const asked = (...packages: readonly string[]): readonly string[] =>
    ['find', 'close', 'result', 'nothing'].filter((name) => describesMember(name, new Set(packages)));
  expect(asked('store')).toEqual(['find']);
  expect(asked('wrapper')).toEqual(['find', 'close']);
  expect(asked('wrapper-core')).toEqual(['find', 'close']);
  expect(asked('other')).toEqual(['find', 'result']);
  expect(asked('express', 'node')).toEqual([]);
  expect(asked()).toEqual([]);
});
