/** What a check by a shape proves of the input, by label id: for validators that answer or throw and return nothing new. */
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { factsFor, NO_FACTS, type Facts } from '../../flow/conditions.js';
import { Form, STRUCTURED } from '../../flow/forms.js';
import { EVERY_KIND, State } from '../../flow/labels.js';
import type { Machine } from '../../flow/machine.js';
import { addAllFacts, meetFacts, Store } from '../../flow/store.js';
import type { Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import { limitedBy, notePatterns } from './patterns.js';
import { possibleOptions } from './possible.js';
import { LAZY_DEPTH } from './shaped.js';
import { isClosed, type ObjectShape, type Shape } from './shape.js';

const MAX_DEPTH = 10;

/** Returns what holds of the input's labels, and of those of its parts, once it has the shape. */
export function guardFacts(m: Machine, shape: Shape, value: Value, node: TS.Node, depth = 0): Facts {
  if (depth > MAX_DEPTH || m.dead || (value.labels.length === 0 && value.refs.length === 0) || !m.step())
    return NO_FACTS;
  const { labels } = value;
  switch (shape.kind) {
    case 'never':
    case 'literals':
    case 'date':
    case 'nothing':
      return factsFor(labels, { clears: [EVERY_KIND] });
    case 'ours':
      notePatterns(m, labels, shape.refinement, node);
      return factsFor(labels, shape.refinement);
    case 'text':
      notePatterns(m, labels, shape, node);
      return shape.convert
        ? NO_FACTS
        : factsFor(labels, { form: Form.String, facts: shape.facts, state: shape.state | State.Checked });
    case 'number':
      return shape.convert ? NO_FACTS : factsFor(labels, { form: Form.Number, state: shape.state | State.Checked });
    case 'boolean':
      return factsFor(labels, { form: Form.Boolean });
    case 'object':
      return objectFacts(m, shape, value, node, depth);
    case 'array': {
      const elements = elementsOf(m, value, node);
      const own = factsFor(labels, {
        form: isClosed(shape) ? 0 : Form.Array,
        ...(shape.bounded ? { state: State.BoundedLength } : {}),
      });
      return [...elements.known, elements.rest].reduce(
        (sum, each) => addAllFacts(sum, guardFacts(m, shape.element, each, node, depth + 1)),
        own,
      );
    }
    case 'tuple':
      return shape.items.reduce(
        (sum, item, index) =>
          addAllFacts(sum, guardFacts(m, item, getProperty(m, value, String(index), node), node, depth + 1)),
        factsFor(labels, { form: Form.Array }),
      );
    case 'record':
    case 'collection':
      return factsFor(labels, { form: STRUCTURED });
    case 'union':
      return unionFacts(m, shape.options, value, node, depth);
    case 'all': {
      const limited = limitedBy(shape.parts, value);
      return shape.parts.reduce(
        (sum, each) => addAllFacts(sum, guardFacts(m, each, limited, node, depth + 1)),
        NO_FACTS,
      );
    }
    case 'fallback':
      return shape.forWrong ? NO_FACTS : guardFacts(m, shape.inner, value, node, depth + 1);
    case 'refined': {
      // The predicate is only asked about what has the inner shape already.
      const inner = guardFacts(m, shape.inner, value, node, depth + 1);
      return addAllFacts(
        inner,
        knowing(m, inner, () => shape.learn(m, value, node)),
      );
    }
    case 'changed':
      return guardFacts(m, shape.inner, value, node, depth + 1);
    case 'piped':
      return guardFacts(m, shape.first, value, node, depth + 1);
    case 'lazy':
      return guardFacts(m, shape.get(m, node), value, node, depth + LAZY_DEPTH);
    case 'any':
      return NO_FACTS;
  }
}

/** Asks where facts hold; the path stays as it was. */
function knowing(m: Machine, facts: Facts, ask: () => Facts): Facts {
  const base = m.store;
  m.store = new Store(base);
  m.snapshots++;
  m.learn(facts);
  const answer = ask();
  m.store = base;
  return answer;
}

/** What all options prove. A missing value harms nobody: what the others prove holds of whatever is there. */
function unionFacts(m: Machine, options: readonly Shape[], value: Value, node: TS.Node, depth: number): Facts {
  const present = possibleOptions(m, options, value, node).filter((each) => each.kind !== 'nothing');
  const proved = (each: Shape): Facts => guardFacts(m, each, value, node, depth + 1);
  const all = (each: readonly Shape[]): Facts | null =>
    each.reduce<Facts | null>((met, one) => (met === null ? proved(one) : meetFacts(met, proved(one))), null);
  const listed = all(present.filter((each) => SETTLED.has(each.kind)));
  const others = all(present.filter((each) => !SETTLED.has(each.kind)));
  if (listed === null || others === null) return listed ?? others ?? factsFor(value.labels, { clears: [EVERY_KIND] });
  // A value that is listed has no parts, and harms nobody by itself.
  const own = new Set(value.labels.map(({ ids }) => ids[0]));
  const both = meetFacts(others, listed);
  return new Map(
    [...others].flatMap(([id, known]) => {
      const refinement = own.has(id) && known.form !== 0 ? both.get(id) : known;
      return refinement ? [[id, refinement] as const] : [];
    }),
  );
}

/** Shapes of values that are the program's own, or no data at all. */
const SETTLED: ReadonlySet<Shape['kind']> = new Set(['literals', 'date', 'never']);

/**
 * A closed object is no object of the client's making any more: its form goes. Otherwise the keys that are not listed stay
 * the client's, and only the listed ones are known.
 */
function objectFacts(m: Machine, shape: ObjectShape, value: Value, node: TS.Node, depth: number): Facts {
  let facts = factsFor(value.labels, { form: isClosed(shape) ? 0 : Form.Object });
  for (const [name, property] of shape.properties) {
    facts = addAllFacts(facts, guardFacts(m, property.shape, getProperty(m, value, name, node), node, depth + 1));
  }
  return facts;
}
