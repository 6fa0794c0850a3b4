import { flowRule } from '../define/flow-rule.js';
import { exposesPrincipal } from '../define/principals.js';
import { declaredSecret, exposedField, exposureOf } from '../define/sensitive.js';

export default flowRule({
  info: {
    name: 'no-excessive-data-exposure',
    description: 'Disallow whole stored records with secret or personal fields in answers',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/excessive-data-exposure', 'api3/information-exposure', 'api3/data-aggregation'],
    cwe: [213, 200, 201, 359],
  },
  sinks: ['answer', 'answer-serialized'],
  from: (kind) => kind.startsWith('store.'),
  counts: (finding, analysis) => exposureOf(finding) !== null || exposesPrincipal(finding, analysis),
  origin: (finding) => exposureOf(finding)?.words ?? 'The stored record of whoever is calling, with a secret field,',
  calls: (record, all) => {
    const declared = declaredSecret(record);
    if (declared !== null)
      return `Every caller can ask for the field \`${declared}\` of this GraphQL schema. Leave it out of the type.`;
    const field = exposedField(record, all);
    return field === null
      ? null
      : `Every caller can ask for the field \`${field}\` of this GraphQL type. Leave it out of the schema, by @HideField() or no @Field().`;
  },
  remedy: 'Select the fields that the caller needs, or map the record to an object of its own.',
});
