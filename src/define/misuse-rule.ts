/** Rules whose question is: is a known function called in a way that it must not be? */
import type { TSESLint } from '@typescript-eslint/utils';
import type { FileAnalysis } from '../analysis/analysis.js';
import type { CallRecord } from '../flow/machine.js';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import type { Suggestion } from './edits.js';
import { rewriteOf } from './rewrite.js';

export interface MisuseQuestion {
  readonly info: RuleInfo;
  /** The parts in a model that make a call the rule's business. */
  readonly roles: readonly string[];
  /** Returns what is wrong with a call, or null. A call that is seen several times is reported when it is wrong once. */
  readonly verdict: (record: CallRecord, role: string, analysis: FileAnalysis) => string | null;
  /** Offer the safe form of the call's first argument that its model knows. */
  readonly rewrites?: true;
}

type MessageId = 'misuse' | 'rewrite';

/** Returns the rewrites of a call by the model of what is called. */
function rewritesOf({ call }: CallRecord): readonly Suggestion[] {
  const rewrite = call.spec?.sinks?.find((sink) => sink.at === '0' && sink.rewrite)?.rewrite;
  const [first] = call.argNodes;
  return rewrite && first ? rewriteOf(rewrite, call.node, first) : [];
}

/** Makes an ESLint rule of a question about calls. */
export function misuseRule(question: MisuseQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      hasSuggestions: question.rewrites === true,
      messages: { misuse: '{{message}}', rewrite: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const reported = new Set<unknown>();
        const analysis = analysisFor(context);
        if (!analysis) return;
        for (const record of analysis.calls) {
          if (reported.has(record.call.node)) continue;
          for (const { role } of record.call.spec?.roles ?? []) {
            const message = question.roles.includes(role) ? question.verdict(record, role, analysis) : null;
            if (message === null) continue;
            reported.add(record.call.node);
            context.report({
              loc: locationOf(context, record.call.node),
              messageId: 'misuse',
              data: { message },
              suggest: question.rewrites ? rewritesOf(record) : [],
            });
            break;
          }
        }
      },
    }),
  };
  return rule;
}
