/** Languages of expressions that run code: paths into JSON with scripts as filters. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { members } from '../stores/parts.js';

const what = 'the path expression';
/** Filters and scripts are run by static-eval, which is not made for untrusted text (https://github.com/browserify/static-eval#security). */
const asks: MemberSpec = { call: { sinks: [{ at: '1', kind: 'code', what }], returns: 'unknown' } };
const functions = members('query paths nodes value parent apply', asks);

export const jsonPath = {
  packages: ['jsonpath'],
  exports: { default: { members: functions }, ...functions },
} as const satisfies LibraryModel;

/**
 * Scripts run as code of the program before version 10.3 and where the options ask for the `native` engine; `eval: false`
 * leaves scripts out (https://github.com/JSONPath-Plus/JSONPath#properties, its CHANGES.md for 10.0.0 to 10.3.0).
 */
const scripted = (at: string, option: string): readonly SinkSpec[] => [
  { at, kind: 'code', what, when: [{ at: option, is: ['native'] }] },
  {
    at,
    kind: 'code',
    what,
    when: [
      { package: 'jsonpath-plus', versions: '<10.3' },
      { at: option, absent: true },
    ],
  },
];
/**
 * An expression could run any code before 1.8.8 and 2.2.1 (https://osv.dev/vulnerability/GHSA-66mm-25pp-rfff,
 * https://osv.dev/vulnerability/GHSA-2943-5xfg-gq5f).
 */
const compiled: CallSpec = {
  sinks: [
    {
      at: '0',
      kind: 'code',
      what: 'the expression',
      when: [{ package: 'jsonata', versions: '<1.8.8 || >=2 <2.2.1' }],
    },
  ],
  returns: 'Expression',
};
export const jsonata = {
  packages: ['jsonata'],
  exports: { default: { call: compiled }, '=': { call: compiled } },
  types: {
    Expression: {
      declared: ['jsonata#jsonata.Expression'],
      members: { evaluate: { call: { returns: 'Promise<unknown>' } } },
    },
  },
} as const satisfies LibraryModel;

/**
 * Expressions were compiled with `eval` before version 4; since then they run in a sandbox of their own, as those of
 * expr-eval do, which therefore has no model (https://mathjs.org/docs/expressions/security.html,
 * https://github.com/silentmatt/expr-eval/issues/44).
 */
const evaluated: MemberSpec = {
  call: {
    sinks: [{ at: '0', kind: 'code', what: 'the expression', when: [{ package: 'mathjs', versions: '<4' }] }],
    returns: 'unknown',
  },
};
const evaluating = members('evaluate eval parse compile', evaluated);
export const mathjs = {
  packages: ['mathjs'],
  exports: { default: { members: evaluating }, create: { call: { returns: 'MathJsInstance' } }, ...evaluating },
  types: { MathJsInstance: { members: evaluating } },
} as const satisfies LibraryModel;

const path: CallSpec = {
  sinks: [...scripted('0.path', '0.eval'), ...scripted('0', '0.eval'), ...scripted('1', '0.eval')],
  callbacks: [{ at: '0.callback', args: [null, null, null] }],
  returns: 'unknown',
};
export const jsonPathPlus = {
  packages: ['jsonpath-plus'],
  exports: { JSONPath: { call: path, construct: path } },
} as const satisfies LibraryModel;
