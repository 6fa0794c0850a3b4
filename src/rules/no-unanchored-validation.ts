import { anchorFault, describesWhole, type AnchorFault } from '../define/patterns.js';
import { textRule, type TextCheck } from '../define/text-rule.js';

const REASONS: Readonly<Record<AnchorFault, string>> = {
  extension: 'the ending that it asks for may stand anywhere in the text; let it end with `$`',
  half: 'one of its ends has no anchor, so anything may stand there',
  open: 'it has no anchors, so one matching character is enough',
  lines: 'under the flag m its anchors are those of a line, so one good line is enough',
  bar: 'each anchor belongs to one alternative only; put the alternatives into a group',
  range: 'the range `A-z` holds `[`, `]`, `^`, `_`, `` ` `` and the backslash as well',
};

function message(fault: AnchorFault, source: string): string {
  const form = fault === 'extension' ? '' : ' Write it as `^(?:...)$`.';
  return `The pattern does not check all of \`${source}\`: ${REASONS[fault]}.${form}`;
}

/** The ending of a text matters where it names a file. */
function isOfFile({ isFileName, reaches }: TextCheck): boolean {
  return isFileName || reaches('path', 'upload-name', 'object-key');
}

export default textRule({
  info: {
    name: 'no-unanchored-validation',
    description: 'Disallow validation by regular expressions that need not match the whole text',
    kind: 'code',
    preset: 'recommended',
    owasp: 'API10',
    topics: ['api10/regex-validation'],
    cwe: [777, 625],
  },
  judge: (check) => {
    if (check.regex === null || check.method !== 'test') return null;
    const fault = anchorFault(check.regex.pattern, check.regex.flags);
    if (fault === null) return null;
    if (fault === 'extension') return isOfFile(check) ? message(fault, check.source) : null;
    if (!(fault === 'open' ? check.rejects && check.reaches() : check.rejects || check.reaches())) return null;
    return message(fault, check.source);
  },
  demanded: ({ pattern, flags }) => {
    const fault = anchorFault(pattern, flags);
    if (fault === null || fault === 'extension' || (fault === 'open' && !describesWhole(pattern))) return null;
    return `The schema lets more through than the pattern describes: ${REASONS[fault]}. Write it as \`^(?:...)$\`.`;
  },
  pattern: ({ pattern, flags }) => {
    const fault = anchorFault(pattern, flags);
    if (fault === 'extension') return `${pattern}$`;
    if (fault === null || fault === 'lines' || fault === 'range') return null;
    // One anchor for each end, around all alternatives.
    const inner = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
    return /(?<!\\)[\^$]/.test(inner.replace(/\[\^?/g, '')) ? null : `^(?:${inner})$`;
  },
});
