/** Which fields an entity holds when it is read (https://typeorm.io/docs/entity/entities#column-options: `select`). */
import { getProperty } from '../../flow/access.js';
import { decoratorsOf, type DecoratorUse } from '../../flow/decorators.js';
import type { Machine } from '../../flow/machine.js';
import type { Call, ClassRef } from '../../flow/refs.js';
import { UNDEFINED, type Value } from '../../flow/value.js';
import { ts, type TS } from '../../lang/ts.js';
import { asRows, isOff, selected, selectionOf } from '../shared/rows.js';

const MAX_PARENTS = 4;

interface Column {
  readonly name: string;
  /** Read unless a query names its columns. */
  readonly usual: boolean;
  /** class-transformer leaves it out. */
  readonly hidden: boolean;
}

function from(uses: readonly DecoratorUse[], specifier: string, name: RegExp): DecoratorUse | undefined {
  return uses.find(({ lib, node }) =>
    lib ? lib.entity.specifier === specifier && name.test(lib.entity.name) : importedFrom(node, specifier, name),
  );
}

/** Decorators of which no model exists are known by their import. */
function importedFrom(node: TS.Decorator, specifier: string, name: RegExp): boolean {
  const callee = ts.isCallExpression(node.expression) ? node.expression.expression : node.expression;
  if (!ts.isIdentifier(callee) || !name.test(callee.text)) return false;
  return node
    .getSourceFile()
    .statements.some(
      (each) =>
        ts.isImportDeclaration(each) &&
        ts.isStringLiteral(each.moduleSpecifier) &&
        each.moduleSpecifier.text === specifier &&
        each.importClause?.namedBindings !== undefined &&
        ts.isNamedImports(each.importClause.namedBindings) &&
        each.importClause.namedBindings.elements.some((element) => element.name.text === callee.text),
    );
}

function columnsOf(m: Machine, cls: ClassRef, depth = 0): readonly Column[] {
  const closed = from(decoratorsOf(m, cls.node), 'class-transformer', /^Exclude$/) !== undefined;
  const own = cls.node.members.flatMap((member): readonly Column[] => {
    if (!ts.isPropertyDeclaration(member) || !ts.isIdentifier(member.name)) return [];
    const uses = decoratorsOf(m, member);
    const column = from(uses, 'typeorm', /Column$/);
    if (!column) return [];
    const exposed = from(uses, 'class-transformer', /^Expose$/) !== undefined;
    return [
      {
        name: member.name.text,
        usual: !column.args.some((arg) => isOff(m, arg, 'select', member)),
        hidden: from(uses, 'class-transformer', /^Exclude$/) !== undefined || (closed && !exposed),
      },
    ];
  });
  const parents = depth < MAX_PARENTS ? (cls.parent?.refs ?? []) : [];
  return [...parents.flatMap((ref) => (ref.kind === 'class' ? columnsOf(m, ref, depth + 1) : [])), ...own];
}

/** An entity with a `toJSON` of its own says itself what goes out. */
function hasOwnJson(cls: ClassRef): boolean {
  return (
    cls.methods.has('toJSON') || (cls.parent?.refs.some((ref) => ref.kind === 'class' && hasOwnJson(ref)) ?? false)
  );
}

/** Returns what a call reads as entities of a class. */
export function asEntities(m: Machine, call: Call, made: Value, cls: ClassRef): Value {
  if (hasOwnJson(cls)) return made;
  const columns = columnsOf(m, cls);
  const all = columns.map(({ name }) => name);
  const usual = columns.flatMap((each) => (each.usual ? [each.name] : []));
  const choices = call.args.flatMap((arg) => {
    const choice = arg.refs.length > 0 ? getProperty(m, arg, 'select', call.node) : UNDEFINED;
    return choice.refs.length > 0 ? [choice] : [];
  });
  const [choice] = choices;
  const selection = choice ? selectionOf(m, choice, call.node) : null;
  const fields = choice ? (selection ? selected(all, usual, selection) : []) : usual;
  return asRows(m, made, { fields, hidden: columns.flatMap((each) => (each.hidden ? [each.name] : [])) }, call.node);
}
