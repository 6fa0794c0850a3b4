/** Adds a reading of package.json to a rule, for ESLint's JSON language (https://github.com/eslint/json). */
import type { TSESLint } from '@typescript-eslint/utils';
import path from 'node:path';
import { localPackages } from '../lang/workspaces.js';
import type { ManifestOptions, ManifestProblem } from '../meta/manifest.js';
import type { ApiSecurityRule } from '../meta/rule.js';

type Context = Parameters<ApiSecurityRule['create']>[0];

/** Nodes of @humanwhocodes/momoa, as far as package.json has them. */
interface JsonNode {
  readonly type: string;
  readonly loc: TSESLint.AST.SourceLocation;
  readonly body?: JsonNode;
  readonly members?: readonly { readonly name: JsonNode; readonly value: JsonNode }[];
  readonly value?: unknown;
}

function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  // The last one wins, as in JSON.parse.
  return node?.members?.findLast((each) => each.name.value === name)?.value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type ManifestQuestion = (manifest: unknown, options: ManifestOptions) => readonly ManifestProblem[];

/**
 * Returns the rule with a second reading: where the linted file is a package.json of the JSON language, the question is
 * asked of it, and neither the engine nor TypeScript is. `allowed` reads the options of the rule.
 */
export function readingManifests(
  rule: ApiSecurityRule,
  messageId: string,
  allowed: (options: readonly unknown[]) => readonly string[],
  question: ManifestQuestion,
): ApiSecurityRule {
  const visit = (context: Context, document: JsonNode): void => {
    if (path.basename(context.physicalFilename) !== 'package.json') return;
    const options = { allow: allowed(context.options), isLocal: localPackages(context.physicalFilename) };
    for (const { path: place, message } of question(parsed(context.sourceCode.text), options)) {
      const node = memberOf(memberOf(document.body, place[0]), place[1]) ?? document;
      context.report({ loc: node.loc, messageId, data: { message } });
    }
  };
  return {
    ...rule,
    create: (context) => ({
      ...rule.create(context),
      // A node of another language, of which the types of typescript-eslint know nothing.
      'Document:exit': (node: unknown) => {
        visit(context, node as JsonNode);
      },
    }),
  };
}
