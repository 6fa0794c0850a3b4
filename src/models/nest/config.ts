/** @nestjs/config: values come from the environment; the second argument of `get` is what holds when there is none. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, SourceSpec } from '../schema.js';

const setting: SourceSpec = { kind: 'process.env', form: Form.String };

export const nestConfig = {
  packages: ['@nestjs/config'],
  exports: { ConfigService: { construct: { returns: 'ConfigService' } } },
  types: {
    ConfigService: {
      members: {
        get: { call: { source: setting, flows: [{ from: '1', to: 'return' }] } },
        getOrThrow: { call: { source: setting } },
      },
    },
  },
} as const satisfies LibraryModel;
