/** Clients of services of other companies: models, analytics, error trackers. What they are given leaves the own system. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const client: MemberSpec = { call: { returns: 'Client' }, construct: { returns: 'Client' } };

/** OpenAI and Anthropic: `client.chat.completions.create({ messages })`, `client.messages.create({ messages })`. */
export const modelServices = {
  packages: ['openai', '@anthropic-ai/sdk'],
  exports: { default: client, '=': client, OpenAI: client, AzureOpenAI: client, Anthropic: client },
  types: {
    Client: { anyMember: { type: 'Resource' } },
    Resource: {
      members: {
        create: {
          call: { sinks: [{ at: '0', kind: 'sent-out', what: 'the input', deep: true }], returns: 'Promise<unknown>' },
        },
      },
      anyMember: { type: 'Resource' },
    },
  },
} as const satisfies LibraryModel;
