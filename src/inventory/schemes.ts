/** How a guard wants credentials to be sent, by what it was seen to read. */
import type { ChainStep } from '../analysis/analysis.js';
import type { SeenUse } from '../analysis/survey.js';
import type { Scheme } from './types.js';

type Node = ChainStep['node'];

function isWithin(node: Node, outer: Node): boolean {
  return node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end;
}

/** Returns the scheme of a guard: the request's part that reaches a call which verifies credentials; null when none was seen. */
export function schemeOf({ node }: ChainStep, proofs: readonly SeenUse[]): Scheme | null {
  const own = proofs.filter((proof) => [proof.node, ...proof.stack].some((each) => isWithin(each, node)));
  for (const input of own.flatMap((each) => each.inputs)) {
    const [name] = input.path;
    if (input.in === 'header' && (name === undefined || name.toLowerCase() === 'authorization'))
      return { type: 'http', scheme: 'bearer' };
    if ((input.in === 'header' || input.in === 'cookie' || input.in === 'query') && name !== undefined)
      return { type: 'apiKey', in: input.in, name };
  }
  return null;
}
