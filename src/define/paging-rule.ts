/** Makes the rule about page sizes: those that a client chooses, and lists that have none. */
import type { TSESLint } from '@typescript-eslint/utils';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import { findingsFor, messageOf, type MessageId } from './flow-rule.js';
import { openLists } from './lists.js';

export interface PagingQuestion {
  readonly info: RuleInfo;
  readonly sinks: readonly string[];
  /** What to do about a page size that the client chooses. */
  readonly remedy: string;
  /** The message for a list without one. */
  readonly missing: (callee: string, endpoint: string) => string;
}

/** Makes the ESLint rule; a place is reported once. */
export function pagingRule(question: PagingQuestion): ApiSecurityRule {
  const { info } = question;
  const rule: TSESLint.RuleModule<MessageId, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages: { flow: '{{message}}', rewrite: '{{message}}' },
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        if (!analysis) return;
        for (const finding of findingsFor(context, question))
          context.report({
            loc: locationOf(context, finding.at),
            messageId: 'flow',
            data: { message: messageOf(context, finding, question.remedy) },
          });
        const reported = new Set<unknown>();
        for (const { record, at, endpoint } of openLists(analysis)) {
          if (reported.has(at)) continue;
          reported.add(at);
          const title = [endpoint.method, endpoint.path === '' ? '/' : endpoint.path].filter(Boolean).join(' ');
          const message = question.missing(record.entity.name, title);
          context.report({ loc: locationOf(context, at), messageId: 'flow', data: { message } });
        }
      },
    }),
  };
  return rule;
}
