import { describe, expect, it } from 'vitest';
import { isBelowPrefix, joinPaths, matchesRoute } from '../../src/endpoints/paths.js';

describe('paths', () => {
  it.each([
    ['/teams/*splat', '/teams', false],
    ['/teams/*splat', '/teams/:id', true],
    ['/clubs{/*splat}', '/clubs', true],
    ['/clubs{/*splat}', '/clubs/:id/members', true],
    ['/a/:id', '/a/:other', true],
    ['/a/:id', '/a/b/c', false],
    ['/a/:id(\\d+)', '/a/:id', true],
    ['/a.b', '/axb', false],
    ['*', '/anything', true],
  ])('%s as a route, and %s: %s', (pattern, path, expected) => {
    expect(matchesRoute(pattern, path)).toBe(expected);
  });

  it.each([
    ['/private', '/private/notes', true],
    ['/private', '/privates/notes', false],
    ['/private/', '/private', true],
    ['/:tenant/admin', '/:any/admin/users', true],
    ['/', '/x', true],
  ])('%s as a prefix, and %s: %s', (prefix, path, expected) => {
    expect(isBelowPrefix(prefix, path)).toBe(expected);
  });

  it('are joined with one slash between', () => {
    expect(joinPaths('/a/', '/b/')).toBe('/a/b');
    expect(joinPaths('', '')).toBe('/');
  });
});
