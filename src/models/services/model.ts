/** Clients of services of other companies: models, analytics, error trackers. What they are given leaves the own system. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const client: MemberSpec = { call: { returns: 'Client' }, construct: { returns: 'Client' } };

const types = {
  Client: { anyMember: { type: 'Resource' } },
  Resource: {
    members: {
      create: {
        call: { sinks: [{ at: '0', kind: 'sent-out', what: 'the input', deep: true }], returns: 'Promise<unknown>' },
      },
    },
    anyMember: { type: 'Resource' },
  },
} as const satisfies LibraryModel['types'];

/** `client.chat.completions.create({ messages })` (https://platform.openai.com/docs/api-reference). */
export const openai = {
  packages: ['openai'],
  exports: { default: client, '=': client, OpenAI: client, AzureOpenAI: client },
  types,
} as const satisfies LibraryModel;

/** `client.messages.create({ messages })` (https://docs.anthropic.com/en/api/messages). */
export const anthropic = {
  packages: ['@anthropic-ai/sdk'],
  exports: { default: client, '=': client, Anthropic: client },
  types,
} as const satisfies LibraryModel;
