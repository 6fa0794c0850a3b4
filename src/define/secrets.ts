/** What the rules about secrets need to know of texts and places; the facts are in lang. */
import type { CredentialPosition } from '../lang/secrets/plausible.js';
import { isExampleFile, isTestCode, isTestFile, outsideProduction } from '../lang/environment.js';
import { ts, type TS } from '../lang/ts.js';
export { isTestFile, outsideProduction } from '../lang/environment.js';
export { findSecret } from '../lang/secrets/find.js';
export { maskSecret } from '../lang/secrets/mask.js';
export { plausibleSecretText } from '../lang/secrets/plausible.js';

/** Returns which credential a kind of sink takes; null for kinds that take none. */
export function positionOf(kind: string): CredentialPosition | null {
  switch (kind) {
    case 'credential':
      return 'secret';
    case 'presented':
      return 'presented';
    case 'authorization':
      return 'authorization';
    case 'password':
      return 'password';
    case 'connection':
      return 'connection';
    default:
      return null;
  }
}

/** True for files whose passwords and keys are made up: tests and examples. */
export function isMadeUpPlace(file: string): boolean {
  return isTestFile(file) || isExampleFile(file);
}

/**
 * True where a secret that is known by its place alone is expected: in tests, in examples to be copied, and in branches
 * that production does not take. Keys of providers are none of these: they open the same doors wherever they stand.
 */
export function isHarmlessPlace(file: string, node: TS.Node): boolean {
  return isMadeUpPlace(file) || isTestCode(node.getSourceFile()) || outsideProduction(node);
}

/**
 * True for what a schema shows as an example of a value: `examples: ['eyJ...']`. The words are those of JSON Schema
 * (https://json-schema.org/understanding-json-schema/reference/annotations) and OpenAPI (https://spec.openapis.org/oas/v3.1.0#schema-object).
 */
export function isShownExample(node: TS.Node): boolean {
  let at = node;
  while (ts.isExpression(at.parent) || ts.isPropertyAssignment(at.parent)) {
    at = at.parent;
    if (ts.isPropertyAssignment(at) && /^examples?$/.test(at.name.getText().replace(/^['"]|['"]$/g, ''))) return true;
  }
  return false;
}
