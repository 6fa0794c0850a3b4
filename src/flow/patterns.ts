/** Destructuring, in declarations, parameters and assignments. */
import { ts, type TS } from '../lang/ts.js';
import { getDynamic, getProperty, oneOf } from './access.js';
import { elementsOf } from './elements.js';
import { assignTo, evaluate } from './eval.js';
import { propertyName, spreadInto } from './literals.js';
import { isUndefined, mayBeMissing } from './functions.js';
import type { Machine } from './machine.js';
import type { Scope } from './scope.js';
import { sourceWithout } from './sources.js';
import { arrivedValue } from './trails.js';
import { join, NOTHING, refValue, UNDEFINED, withLabels, UNKNOWN, type Value } from './value.js';

/** Binds a name or pattern; `fresh` makes new places (declarations), otherwise hoisted ones are reused. */
export function bindPattern(m: Machine, name: TS.BindingName, value: Value, scope: Scope, fresh: boolean): void {
  if (ts.isIdentifier(name)) {
    const own = fresh ? undefined : scope.names.get(name.text);
    const place = typeof own === 'number' ? own : m.newPlace();
    scope.names.set(name.text, place);
    m.frames.at(-1)?.locals?.push(place);
    m.write(place, value);
    return;
  }
  if (ts.isObjectBindingPattern(name)) {
    const taken: string[] = [];
    for (const element of name.elements) {
      if (element.dotDotDotToken) {
        bindPattern(m, element.name, restObject(m, value, taken, element), scope, fresh);
        continue;
      }
      const property = element.propertyName ?? element.name;
      const key =
        ts.isIdentifier(property) || ts.isStringLiteral(property) || ts.isNumericLiteral(property)
          ? property.text
          : ts.isComputedPropertyName(property)
            ? propertyName(m, property, scope)
            : null;
      if (key !== null) taken.push(key);
      const read = key === null ? getDynamic(m, value, UNKNOWN, element) : getProperty(m, value, key, element);
      const part = arrivedValue(m, read, element);
      bindPattern(m, element.name, withDefault(m, part, element.initializer, scope), scope, fresh);
    }
    return;
  }
  const elements = elementsOf(m, value, name);
  name.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const part = element.dotDotDotToken ? restArray(m, elements, index, element) : elementAt(elements, index);
    bindPattern(m, element.name, withDefault(m, part, element.initializer, scope), scope, fresh);
  });
}

function elementAt(elements: ReturnType<typeof elementsOf>, index: number): Value {
  const own = elements.known[index];
  if (own !== undefined) return elements.rest === NOTHING ? own : join(own, NOTHING);
  return elements.rest === NOTHING ? UNDEFINED : oneOf(elements.rest, String(index));
}

function restArray(m: Machine, elements: ReturnType<typeof elementsOf>, index: number, node: TS.Node): Value {
  const array = m.array(elements.known.slice(index), node);
  if (elements.rest !== NOTHING) for (const ref of array.refs) if (ref.kind === 'obj') m.addRest(ref, elements.rest);
  return array;
}

function withDefault(m: Machine, value: Value, initializer: TS.Expression | undefined, scope: Scope): Value {
  if (!initializer || !mayBeMissing(value)) return value;
  if (isUndefined(value)) return evaluate(m, initializer, scope);
  let fallback: Value = NOTHING;
  m.branch([
    () => {
      fallback = evaluate(m, initializer, scope);
    },
    () => undefined,
  ]);
  return join(dropMissing(value), fallback);
}

function dropMissing(value: Value): Value {
  return value.consts.some((each) => each.value === undefined)
    ? { ...value, consts: value.consts.filter((each) => each.value !== undefined) }
    : value;
}

/** Returns an object with the properties that were not picked out. */
function restObject(m: Machine, value: Value, taken: readonly string[], node: TS.Node): Value {
  const made = m.alloc('object', node);
  // An object that stands for several keeps what was written into it before: nothing but what is left may get in.
  const left =
    value.labels.length === 0
      ? value
      : withLabels(
          value,
          value.labels.map((each) => sourceWithout(each, taken)),
        );
  spreadInto(m, made, left, node);
  for (const name of taken) {
    m.setCell(made, name, UNDEFINED);
    made.cells.delete(name);
  }
  const spread = m.cell(made, '%spread');
  if (spread)
    m.setCell(made, '%spread', { ...spread, labels: spread.labels.map((label) => sourceWithout(label, taken)) });
  const lazy = made.lazy;
  if (lazy) made.lazy = (machine, name) => (taken.includes(name) ? UNDEFINED : lazy(machine, name));
  return refValue(made);
}

/** Assigns to a pattern written as an expression. */
export function assignPattern(m: Machine, node: TS.Expression, value: Value, scope: Scope): void {
  if (ts.isObjectLiteralExpression(node)) {
    const taken: string[] = [];
    for (const property of node.properties) {
      if (ts.isShorthandPropertyAssignment(property)) {
        taken.push(property.name.text);
        const part = getProperty(m, value, property.name.text, property);
        assignTo(m, property.name, withDefault(m, part, property.objectAssignmentInitializer, scope), scope);
      } else if (ts.isPropertyAssignment(property)) {
        const key = propertyName(m, property.name, scope);
        if (key !== null) taken.push(key);
        assignElement(
          m,
          property.initializer,
          key === null ? getDynamic(m, value, UNKNOWN, property) : getProperty(m, value, key, property),
          scope,
        );
      } else if (ts.isSpreadAssignment(property))
        assignTo(m, property.expression, restObject(m, value, taken, property), scope);
    }
    return;
  }
  if (ts.isArrayLiteralExpression(node)) {
    const elements = elementsOf(m, value, node);
    node.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      if (ts.isSpreadElement(element)) assignTo(m, element.expression, restArray(m, elements, index, element), scope);
      else assignElement(m, element, elementAt(elements, index), scope);
    });
  }
}

function assignElement(m: Machine, target: TS.Expression, value: Value, scope: Scope): void {
  if (ts.isBinaryExpression(target) && target.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    assignTo(m, target.left, withDefault(m, value, target.right, scope), scope);
  } else assignTo(m, target, value, scope);
}
