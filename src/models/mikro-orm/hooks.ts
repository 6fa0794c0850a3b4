/** What MikroORM runs before it stores an entity (https://mikro-orm.io/docs/events#hooks). */
import type { Machine } from '../../flow/machine.js';
import { applySpec, reachSinks } from '../../flow/modelled.js';
import type { Call } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { UNKNOWN } from '../../flow/value.js';
import type { Natives } from '../schema.js';
import { injectedRepository, listeners, repositoryOf, storedClasses, type Marks } from '../stores/entities.js';
import { stored } from '../stores/parts.js';

const MARKS: Marks = {
  isOf: (specifier) => specifier.startsWith('@mikro-orm/'),
  names: new Set(['BeforeCreate', 'BeforeUpdate', 'BeforeUpsert']),
};

function isHooked(m: Machine, call: Call): boolean {
  return storedClasses(m, call).some((cls) => listeners(m, cls, MARKS).length > 0);
}

/** What is given is stored as it came where no hook of its entity may replace it before. */
function store(at: string): Native {
  return (m, call) => {
    if (!call.entity || !call.spec) return UNKNOWN;
    if (!isHooked(m, call)) reachSinks(m, call.entity, call, { sinks: [stored(at)] });
    return applySpec(m, call.entity, call, call.spec);
  };
}

export const mikroOrmNatives: Natives = {
  'mikro-orm.injected': injectedRepository('EntityRepository'),
  'mikro-orm.repository': repositoryOf,
  'mikro-orm.storeFirst': store('0'),
  'mikro-orm.storeSecond': store('1'),
};
