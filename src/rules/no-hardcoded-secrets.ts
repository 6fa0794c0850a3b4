import { constantRule } from '../define/constant-rule.js';
import {
  findSecret,
  isHarmlessPlace,
  isMadeUpPlace,
  isShownExample,
  maskSecret,
  plausibleSecretText,
  positionOf,
} from '../define/secrets.js';

const REMEDY = 'Read it from the environment or a secret store, and replace the one that was written down.';

export default constantRule({
  info: {
    name: 'no-hardcoded-secrets',
    description: 'Disallow secrets that are written down in the code',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/hardcoded-passwords', 'api3/secrets-management'],
    cwe: [798, 259, 321],
  },
  message: ({ seen, at }, _all, file, from) => {
    const position = positionOf(seen.kind);
    if (position === null || seen.fallback || !plausibleSecretText(seen.text, position)) return null;
    if (isHarmlessPlace(file, seen.origin ?? at)) return null;
    return `The literal \`${maskSecret(seen.text)}\`${from} is ${seen.what} of \`${seen.callee}\`. ${REMEDY}`;
  },
  literal: (text, file, node) => {
    const found = findSecret(text);
    if (found === null || (!found.byProvider && (isMadeUpPlace(file) || isShownExample(node)))) return null;
    return found.strength === 'secret'
      ? `This text holds a secret: ${found.provider} ${found.what} \`${found.masked}\`. ${REMEDY}`
      : null;
  },
});
