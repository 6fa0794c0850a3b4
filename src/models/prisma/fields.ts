/** The fields of what a call of a Prisma client is about: `prisma.invoice.findUnique(...)` is about the model `Invoice`. */
import type { Call } from '../../flow/refs.js';
import { prismaModelsNear } from '../../lang/prisma-schema.js';
import { ts } from '../../lang/ts.js';

export interface PrismaThing {
  readonly name: string;
  readonly fields: readonly string[];
}

/** Returns the model that a call of a delegate is about, as the schema near its file describes it; null for other calls. */
export function prismaThing({ node, entity }: Call): PrismaThing | null {
  if (entity?.specifier !== '@prisma/client' || !ts.isCallExpression(node)) return null;
  const method = node.expression;
  const delegate = ts.isPropertyAccessExpression(method) ? method.expression : null;
  if (!delegate || !ts.isPropertyAccessExpression(delegate)) return null;
  const { text } = delegate.name;
  const name = text.charAt(0).toUpperCase() + text.slice(1);
  const fields = prismaModelsNear(node.getSourceFile().fileName).get(name);
  return fields ? { name, fields } : null;
}
