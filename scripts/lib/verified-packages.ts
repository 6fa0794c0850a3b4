/** What stands behind the specifiers of models that are not installed, where that is not the newest package of the name. */
import type { LibraryModel } from '../../src/models/schema.js';

/** Several versions of a package: a name is there when one of them has it. */
export const ALSO: Readonly<Record<string, readonly string[]>> = {
  '@apollo/server/express4': ['@apollo/server@4'],
  '@auth0/nextjs-auth0': ['@auth0/nextjs-auth0@3'],
  '@auth0/nextjs-auth0/server': ['@auth0/nextjs-auth0@4'],
  '@mikro-orm/better-sqlite': ['@mikro-orm/better-sqlite@6'],
  '@mikro-orm/knex': ['@mikro-orm/knex@6'],
  '@mikro-orm/sqlite': ['@mikro-orm/sqlite@6.6.16'],
  '@prisma/client/runtime/library': ['@prisma/client@6'],
  '@sentry/nextjs': ['@sentry/nextjs@10'],
  '@supabase/auth-helpers-nextjs': ['@supabase/auth-helpers-nextjs', '@supabase/auth-helpers-nextjs@0.10.0'],
  '@supabase/auth-helpers-sveltekit': ['@supabase/auth-helpers-sveltekit', '@supabase/auth-helpers-sveltekit@0.11.0'],
  'express-validator/check': ['express-validator@6'],
  'express-validator/filter': ['express-validator@5'],
  'jwt-decode': ['jwt-decode', 'jwt-decode@3'],
  lucia: ['lucia', 'lucia@2'],
  mathjs: ['mathjs', 'mathjs@5'],
  'next-auth': ['next-auth', 'next-auth@5.0.0-beta.25'],
  'openid-client': ['openid-client', 'openid-client@5'],
  'remix-auth': ['remix-auth', 'remix-auth@3'],
  'type-graphql': ['type-graphql', 'type-graphql@2.0.0-rc.2'],
  'uuid/v4': ['uuid@3'],
};

/** Names of ours for what no package has. */
export const NOT_PACKAGES: Readonly<Record<string, string>> = {
  '#imports': 'what builds of Nitro and Nuxt import by themselves',
  '@web/request': 'a name of ours: requests as the platform has them',
  ecmascript: 'a name of ours: the language',
  memory: 'a name of ours: what programs keep in memory',
  session: 'a name of ours: what frameworks have in common',
  web: 'a name of ours: the platform',
};

/**
 * Whether the typings of another package describe a specifier: `lodash.clonedeep` is `lodash/cloneDeep` published by itself
 * (its typings are `import { cloneDeep } from 'lodash'; export = cloneDeep`).
 */
export function publishedElsewhere(
  models: readonly LibraryModel[],
  specifier: string,
  absent: readonly string[],
): boolean {
  return models.some(
    ({ packages }) =>
      packages.includes(specifier) &&
      packages.some((other) => !absent.includes(other) && other.toLowerCase().replace('/', '.') === specifier),
  );
}
