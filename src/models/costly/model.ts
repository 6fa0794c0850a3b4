/** Services whose calls cost money or can be guessed at: language models. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { presentedAt } from '../shared/credentials.js';

/** What such a service is given costs money, and leaves the own system. */
const billed: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'sent-out', what: 'the input', deep: true }],
    roles: [{ role: 'model.call' }],
    returns: 'Promise<unknown>',
  },
};
const group = (...names: readonly string[]): MemberSpec => ({
  members: Object.fromEntries(names.map((name) => [name, billed])),
});
const client: MemberSpec = { construct: { sinks: presentedAt('the API key', '0.apiKey'), returns: 'Client' } };

/** https://github.com/openai/openai-node, https://github.com/anthropics/anthropic-sdk-typescript */
export const languageModels = {
  packages: ['openai', '@anthropic-ai/sdk'],
  exports: { '=': client, default: client, OpenAI: client, AzureOpenAI: client, Anthropic: client },
  types: {
    Client: {
      declared: ['openai#OpenAI', 'openai#AzureOpenAI', '@anthropic-ai/sdk#Anthropic'],
      members: {
        chat: { members: { completions: group('create', 'parse', 'stream') } },
        completions: group('create'),
        responses: group('create', 'parse', 'stream'),
        messages: group('create', 'stream'),
        images: group('generate', 'edit', 'createVariation'),
        embeddings: group('create'),
        audio: { members: { speech: group('create'), transcriptions: group('create'), translations: group('create') } },
      },
    },
  },
} as const satisfies LibraryModel;
