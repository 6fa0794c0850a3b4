/** The fields of what a call of a Prisma client is about: `prisma.invoice.findUnique(...)` is about the model `Invoice`. */
import type { Call } from '../../flow/refs.js';
import { prismaModelsNear, type PrismaModel } from '../../lang/prisma-schema.js';
import { ts } from '../../lang/ts.js';

export interface PrismaThing extends PrismaModel {
  readonly name: string;
}

/** Returns the model that a call of a delegate is about, as the schema near its file describes it; null for other calls. */
export function prismaThing({ node, entity }: Call): PrismaThing | null {
  if (entity?.specifier !== '@prisma/client' || !ts.isCallExpression(node)) return null;
  const method = node.expression;
  const delegate = ts.isPropertyAccessExpression(method) ? method.expression : null;
  if (!delegate || !ts.isPropertyAccessExpression(delegate)) return null;
  const { text } = delegate.name;
  const models = prismaModelsNear(node.getSourceFile().fileName);
  // The first letter of a delegate is a small one, whatever that of its model is (https://www.prisma.io/docs/orm/reference/prisma-client-reference#model-queries).
  for (const name of [text.charAt(0).toUpperCase() + text.slice(1), text]) {
    const model = models.get(name);
    if (model) return { name, ...model };
  }
  return null;
}
