/** Supabase (https://supabase.com/docs/reference/javascript): values of filters are escaped, the list of `or` is not. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { members, record, stored } from '../stores/parts.js';

const opens: MemberSpec = { call: { returns: 'SupabaseClient' } };
const written: MemberSpec = { call: { sinks: [stored('0'), record('0'), record('0[]')], returns: 'this' } };
const key = (at: string): { readonly at: string; readonly kind: 'object-key' } => ({ at, kind: 'object-key' });

export const supabase = {
  packages: ['@supabase/supabase-js', '@supabase/postgrest-js'],
  exports: {
    createClient: opens,
    SupabaseClient: { construct: { returns: 'SupabaseClient' } },
    PostgrestClient: { construct: { returns: 'SupabaseClient' } },
  },
  types: {
    SupabaseClient: {
      declared: ['@supabase/postgrest-js#PostgrestClient'],
      members: {
        from: { call: { returns: 'PostgrestQueryBuilder' } },
        schema: { call: { returns: 'SupabaseClient' } },
        rpc: {
          call: {
            sinks: [{ at: '0', kind: 'query-code', what: 'the name of the function' }],
            returns: 'PostgrestQueryBuilder',
          },
        },
        storage: { type: 'StorageClient' },
        auth: { type: 'AuthClient' },
      },
    },
    /** https://supabase.com/docs/reference/javascript/auth-getuser: who is calling is in the answer, or is missing. */
    AuthClient: {
      declared: ['@supabase/auth-js#GoTrueClient', '@supabase/auth-js#AuthClient'],
      members: {
        ...members('getUser getSession getClaims', { call: { native: 'sessions.parts' } }),
        ...members(
          'signUp signInWithPassword signInWithOtp signInWithOAuth signInWithSSO signInWithIdToken verifyOtp ' +
            'exchangeCodeForSession resetPasswordForEmail resend',
          { call: { roles: [{ role: 'auth.entrance' }], returns: 'Promise<unknown>' } },
        ),
        signOut: { call: { roles: [{ role: 'session.end' }], returns: 'Promise<unknown>' } },
      },
    },
    PostgrestQueryBuilder: {
      declared: ['@supabase/postgrest-js#PostgrestFilterBuilder', '@supabase/postgrest-js#PostgrestTransformBuilder'],
      awaits: 'unknown',
      members: {
        ...members('insert upsert update', written),
        delete: { call: { returns: 'this' } },
        /** The list of columns may embed other tables: `*,accounts(*)` (https://supabase.com/docs/reference/javascript/select). */
        select: { call: { sinks: [{ at: '0', kind: 'query-text', what: 'the columns' }], returns: 'this' } },
        /** The name of the column is put into the address as it is (https://supabase.com/docs/reference/javascript/filter). */
        ...members('filter not', {
          call: { sinks: [{ at: '0', kind: 'query-text', what: 'the column' }], returns: 'this' },
        }),
        /** "`filters` is used as-is and needs to follow PostgREST syntax. You also need to make sure it's properly sanitized." */
        or: { call: { sinks: [{ at: '0', kind: 'query-text', what: 'the conditions' }], returns: 'this' } },
      },
      anyMember: { call: { returns: 'this' } },
    },
    StorageClient: {
      declared: ['@supabase/storage-js#StorageClient'],
      members: { from: { call: { returns: 'StorageFileApi' } } },
    },
    StorageFileApi: {
      declared: ['@supabase/storage-js#StorageFileApi'],
      members: {
        ...members('download upload update createSignedUrl getPublicUrl createSignedUploadUrl', {
          call: { sinks: [key('0')], returns: 'Promise<unknown>' },
        }),
        ...members('move copy', { call: { sinks: [key('0'), key('1')], returns: 'Promise<unknown>' } }),
        ...members('remove createSignedUrls', { call: { sinks: [key('0[]')], returns: 'Promise<unknown>' } }),
      },
    },
  },
} as const satisfies LibraryModel;

/** https://supabase.com/docs/guides/auth/server-side/creating-a-client */
export const supabaseServer = {
  packages: ['@supabase/ssr', '@supabase/auth-helpers-nextjs', '@supabase/auth-helpers-sveltekit'],
  exports: members(
    'createServerClient createServerComponentClient createServerActionClient createRouteHandlerClient createMiddlewareClient createSupabaseServerClient',
    { call: { returns: '@supabase/supabase-js:SupabaseClient' } },
  ),
} as const satisfies LibraryModel;
