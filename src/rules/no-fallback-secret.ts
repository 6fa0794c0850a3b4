import { constantRule } from '../define/constant-rule.js';
import { isHarmlessPlace, maskSecret, plausibleSecretText, positionOf } from '../define/secrets.js';

export default constantRule({
  info: {
    name: 'no-fallback-secret',
    description: 'Disallow defaults for secrets that are missing from the environment',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API3',
    topics: ['api3/secrets-management'],
    cwe: [1188, 798],
  },
  removesDefaults: true,
  message: ({ seen, at }, all, file, from) => {
    const position = positionOf(seen.kind);
    if (position === null || !seen.fallback || !plausibleSecretText(seen.text, position)) return null;
    if (isHarmlessPlace(file, seen.origin ?? at)) return null;
    // Written down for good at one use: no-hardcoded-secrets reports it.
    if (all.some((other) => other.at === at && !other.seen.fallback)) return null;
    return `The default \`${maskSecret(seen.text)}\`${from} becomes ${seen.what} of \`${seen.callee}\` as soon as the configuration lacks one. Stop the service at its start when the secret is missing.`;
  },
});
