/** What is known of a value that leaves in an answer, as JSON Schema. */
import { Form } from '../../flow/forms.js';
import type { Machine } from '../../flow/machine.js';
import type { ClassRef, Obj } from '../../flow/refs.js';
import type { Value } from '../../flow/value.js';
import { anyOf, enumOf, objectSchema, type JsonSchema } from '../../lang/json-schema.js';
import { ts } from '../../lang/ts.js';

const MAX_DEPTH = 4;
const MAX_FIELDS = 60;

function fieldsOfClass(cls: ClassRef): readonly string[] {
  const own = cls.node.members.flatMap((member) =>
    ts.isPropertyDeclaration(member) && ts.isIdentifier(member.name) ? [member.name.text] : [],
  );
  const parents = (cls.parent?.refs ?? []).flatMap((ref) => (ref.kind === 'class' ? fieldsOfClass(ref) : []));
  return [...new Set([...parents, ...own])];
}

function cellsOf(m: Machine, obj: Obj): readonly (readonly [string, Value])[] {
  return [...obj.cells]
    .filter(([name]) => !/^(?:%|get |set )/.test(name))
    .slice(0, MAX_FIELDS)
    .flatMap(([name, place]) => {
      const value = m.store.read(place);
      return value && !value.refs.some((ref) => ref.kind === 'func' || ref.kind === 'native')
        ? [[name, value] as const]
        : [];
    });
}

function objectOf(m: Machine, obj: Obj, depth: number): JsonSchema {
  switch (obj.shape) {
    case 'date':
      return { type: 'string', format: 'date-time' };
    case 'array':
    case 'set': {
      const items = schemaOfValue(m, m.contents(obj), depth + 1);
      return { type: 'array', items };
    }
    case 'object':
    case 'instance': {
      if (obj.entity) return { type: 'object' };
      const cells = cellsOf(m, obj).map(([name, value]) => [name, schemaOfValue(m, value, depth + 1), false] as const);
      const named = new Set(cells.map(([name]) => name));
      const declared = obj.cls ? fieldsOfClass(obj.cls).filter((each) => !named.has(each)) : [];
      return objectSchema(
        [...cells, ...declared.map((name) => [name, {}, false] as const)],
        obj.cls?.node.name ? { title: obj.cls.node.name.text } : {},
      );
    }
    default:
      return {};
  }
}

function ofForm(form: number): JsonSchema {
  switch (form) {
    case Form.String:
      return { type: 'string' };
    case Form.Number:
      return { type: 'number' };
    case Form.Boolean:
      return { type: 'boolean' };
    default:
      return {};
  }
}

/** Returns the JSON Schema of a value of a run; an empty one where nothing is known. */
export function schemaOfValue(m: Machine, value: Value, depth = 0): JsonSchema {
  if (depth > MAX_DEPTH) return {};
  const parts: JsonSchema[] = [];
  for (const ref of value.refs) {
    if (ref.kind === 'obj') parts.push(objectOf(m, ref, depth));
    else if (ref.kind === 'promise') parts.push(schemaOfValue(m, ref.value, depth + 1));
  }
  if (parts.length > 0) return anyOf(parts);
  const fields = [...new Set(value.labels.flatMap(({ source }) => source.fields ?? []))];
  if (fields.length > 0) return objectSchema(fields.map((name) => [name, {}, false] as const));
  const known = value.consts.flatMap((each) =>
    typeof each.value === 'string' || typeof each.value === 'number' || typeof each.value === 'boolean'
      ? [each.value]
      : [],
  );
  if (known.length > 0 && !value.open && value.labels.length === 0) {
    const [only] = known;
    return known.length === 1 ? { type: typeof only } : enumOf(known);
  }
  return ofForm(value.form);
}
