import { evidenceRule, type CallRecord, type Evidence } from '../define/evidence-rule.js';
import { always, partOfValue } from '../define/parts.js';

const REMEDY = 'Leave the check on, and name the authority of your own certificates with the option `ca`.';

/** RFC 8996: TLS 1.0 and 1.1 must not be used. */
const OLD: ReadonlySet<unknown> = new Set(['TLSv1', 'TLSv1.1', 'SSLv3']);

function faultOf(record: CallRecord): string | null {
  const parts = Object.keys(record.parts);
  if (parts.some((name) => name.startsWith('rejects') && always(record, name, (value) => value === false)))
    return `\`${record.entity.name}\` accepts any certificate, so anybody on the way can be the other side. ${REMEDY}`;
  if (parts.some((name) => name.startsWith('least') && always(record, name, (value) => OLD.has(value))))
    return `\`${record.entity.name}\` accepts versions of TLS that must not be used any more (RFC 8996). Set \`minVersion\` to \`TLSv1.2\` or leave it out.`;
  return null;
}

function switchedOff({ call }: CallRecord): boolean {
  const part = partOfValue(call.args[0]);
  return part.state === 'known' && part.values.every((each) => String(each) === '0');
}

export default evidenceRule({
  info: {
    name: 'no-disabled-tls-verification',
    description: 'Disallow connections that do not check the certificate of the other side',
    kind: 'misuse',
    preset: 'recommended',
    owasp: 'API8',
    topics: ['api8/error-pages', 'extra/cryptography'],
    cwe: [295],
  },
  find: (view) => {
    const options = view.calls('tls.options').flatMap((record): readonly Evidence[] => {
      const message = faultOf(record);
      return message === null ? [] : [{ at: record.call.node, message }];
    });
    const variable = view.calls('tls.off').flatMap((record) =>
      switchedOff(record)
        ? [
            {
              at: record.call.node,
              message: `\`NODE_TLS_REJECT_UNAUTHORIZED\` switches the check of certificates off for the whole process. ${REMEDY}`,
            },
          ]
        : [],
    );
    return [...options, ...variable];
  },
});
