import { evidenceRule, type Evidence, type EvidenceView, type Finding } from '../define/evidence-rule.js';
import { isClientData } from '../define/sources.js';
import { isTestFile } from '../define/secrets.js';

const REMEDY = 'Draw it with `randomBytes`, `randomInt` or `randomUUID` of `node:crypto`.';

const WHY: Readonly<Record<string, string>> = {
  'guessable.random': 'whose next values can be computed from earlier ones',
  'guessable.time': 'which everybody knows',
  'guessable.biased': 'of whose remainders some come up more often than others',
};

/** The uses that a source comes to, each source once: at the first name that it is given. */
function firstUses(findings: readonly Finding[]): readonly Finding[] {
  const first = new Map<unknown, Finding>();
  for (const finding of findings) {
    const { node } = finding.hit.label.source;
    const known = first.get(node);
    if (!known || finding.at.getStart() < known.at.getStart()) first.set(node, finding);
  }
  return [...first.values()];
}

function guessed(
  view: EvidenceView,
  kind: string,
  what: (finding: Finding) => string,
  counts: (finding: Finding) => boolean = () => true,
): readonly Evidence[] {
  const found = view.findings(kind).filter((each) => each.hit.label.source.kind in WHY && counts(each));
  return firstUses(found).map((finding) => {
    const { source } = finding.hit.label;
    return {
      at: finding.at,
      message: `${what(finding)} is made of \`${source.text}\` (${view.place(source.node)}), ${WHY[source.kind] ?? ''}. ${REMEDY}`,
    };
  });
}

/** What is drawn and later compared with what a client sends: whoever knows it is let in. */
function askedFor({ comparisons }: EvidenceView): ReadonlySet<unknown> {
  return new Set(
    comparisons.flatMap(({ left, right }) => {
      const labels = [...left.labels, ...right.labels];
      return labels.some(({ source }) => isClientData(source.kind)) ? labels.map(({ source }) => source.node) : [];
    }),
  );
}

/** What functions give whose names say that nobody may guess it, unless it is given such a name afterwards. */
function results(view: EvidenceView): readonly Evidence[] {
  const used = new Set(view.findings('unguessable').map(({ hit }) => hit.label.source.node));
  const found = guessed(
    view,
    'unguessable-result',
    ({ hit }) => `The secret ${hit.what}`,
    ({ hit }) => !used.has(hit.label.source.node),
  );
  // Who else uses the function knows what for; that is asked last, for it takes a look at all files of the program.
  return found.length === 0 || view.isImported() ? [] : found;
}

export default evidenceRule({
  info: {
    name: 'no-insecure-random',
    description: 'Disallow guessable values for tokens, one-time codes, passwords, keys and session ids',
    kind: 'flow',
    preset: 'recommended',
    owasp: 'API2',
    topics: ['api2/password-recovery', 'api2/totp', 'extra/cryptography'],
    cwe: [338, 330, 331],
  },
  find: (view) => {
    if (isTestFile(view.file)) return [];
    const told = new Set(view.hits('told').map(({ label }) => label.source.node));
    const asked = askedFor(view);
    return [
      ...guessed(
        view,
        'code-name',
        ({ hit }) =>
          told.has(hit.label.source.node)
            ? `The code ${hit.what}, which is sent to somebody to prove who she is,`
            : `The code ${hit.what}, for which clients are asked,`,
        ({ hit }) => told.has(hit.label.source.node) || asked.has(hit.label.source.node),
      ),
      ...guessed(view, 'unguessable', ({ hit }) => `The secret ${hit.what}`),
      ...results(view),
      ...guessed(view, 'session-id', ({ hit }) => `The session id of \`${hit.callee}\``),
    ];
  },
});
