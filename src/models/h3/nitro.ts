/** What Nitro and modules of Nuxt add to h3 without an import (https://nitro.build/guide/utils, https://github.com/atinux/nuxt-auth-utils). */
import type { LibraryModel, MemberSpec } from '../schema.js';

const named = (names: string, spec: MemberSpec): Readonly<Record<string, MemberSpec>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, spec]));

export const nitro = {
  packages: ['nitropack/runtime', '#imports'],
  exports: {
    ...named('cachedEventHandler defineCachedEventHandler', { call: { native: 'h3.handler' } }),
    ...named('cachedFunction defineCachedFunction', { call: { flows: [{ from: '0', to: 'return', as: 'same' }] } }),
    ...named('defineNitroPlugin', {
      call: { callbacks: [{ at: '0', args: [null], when: 'later' }], returns: 'unknown' },
    }),
    useRuntimeConfig: { call: { returns: 'object' } },
    useAppConfig: { call: { returns: 'object' } },
    ...named('useStorage useNitroApp useEvent', { call: { returns: 'unknown' } }),
    ...named('defineRouteMeta defineTask defineNitroErrorHandler', { call: { returns: 'unknown' } }),
  },
} as const satisfies LibraryModel;

/** Its functions are imported by themselves. */
export const nuxtAuthUtils = {
  packages: ['#imports'],
  exports: {
    requireUserSession: { call: { native: 'sessions.caller', roles: [{ role: 'auth.verified' }] } },
    getUserSession: { call: { native: 'sessions.parts' } },
    ...named('setUserSession replaceUserSession', {
      call: { roles: [{ role: 'auth.entrance' }], returns: 'Promise<unknown>' },
    }),
    clearUserSession: { call: { roles: [{ role: 'session.end' }], returns: 'Promise<unknown>' } },
  },
} as const satisfies LibraryModel;
