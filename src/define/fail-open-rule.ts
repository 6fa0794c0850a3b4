/** Rules whose question is: does a check let the request pass when it fails? */
import type { TSESLint } from '@typescript-eslint/utils';
import { documentationUrl } from '../meta/docs.js';
import type { ApiSecurityRule } from '../meta/rule.js';
import type { RuleInfo } from '../meta/types.js';
import { analysisFor, locationOf } from './analysed.js';
import { factsByNode } from './fail-open/facts.js';
import { failingPlaces, type Failing } from './fail-open/find.js';

export type { Failing };

export interface FailOpenQuestion {
  readonly info: RuleInfo;
  /** What is wrong at a place, in whole sentences. */
  readonly messages: Readonly<Record<Failing, string>>;
}

/** Makes an ESLint rule of it. */
export function failOpenRule({ info, messages }: FailOpenQuestion): ApiSecurityRule {
  const rule: TSESLint.RuleModule<Failing, readonly unknown[], { readonly info: RuleInfo }> = {
    meta: {
      defaultOptions: [],
      type: 'problem',
      docs: { description: info.description, url: documentationUrl(info.name), info },
      messages,
      schema: [],
    },
    create: (context) => ({
      'Program:exit': () => {
        const analysis = analysisFor(context);
        if (!analysis) return;
        const seen = new Set<number>();
        for (const { node, why } of failingPlaces(analysis.file, factsByNode(analysis.calls))) {
          if (seen.has(node.getStart())) continue;
          seen.add(node.getStart());
          context.report({ loc: locationOf(context, node), messageId: why });
        }
      },
    }),
  };
  return rule;
}
