/** Models of users: `settings['api-security'].models`, of the same form as our own, checked before they are used. */
import { z } from 'zod';
import { Form } from '../flow/forms.js';
import type { LibraryModel } from './schema.js';

const FORMS = {
  string: Form.String,
  number: Form.Number,
  boolean: Form.Boolean,
  bigint: Form.BigInt,
  nullish: Form.Nullish,
  object: Form.Object,
  array: Form.Array,
  function: Form.Function,
} as const;

/** Forms are bits for the engine and words for people. */
const form = z
  .array(z.enum(Object.keys(FORMS) as [keyof typeof FORMS, ...(keyof typeof FORMS)[]]))
  .min(1)
  .transform((words) => words.reduce<number>((sum, word) => sum | FORMS[word], 0))
  .optional();
const slot = z
  .string()
  .regex(/^(?:this|\*|\d+\+?)(?:\.[\w$]+|\[\])*$/, 'expected a place in a call: `0`, `0.text`, `0[]`, `this` or `1+`');
const target = z
  .string()
  .regex(
    /^(?:return|this|\d+)(?:\.[\w$]+|\[\])*$/,
    'expected a place of the result: `return`, `return.x`, `this` or `0`',
  );
const kinds = z.array(z.string()).optional();
const facts = z
  .array(
    z.strictObject({
      pattern: z.string().refine(compiles, 'expected a regular expression'),
      flags: z.string().default(''),
      matches: z.boolean().default(true),
    }),
  )
  .optional();

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Comparators as `satisfies` of src/lang/versions.ts reads them. */
const RANGE = /^(?:<|<=|>|>=|=)?\d+(?:\.\d+){0,2}(?:\s+(?:\|\|\s+)?(?:<|<=|>|>=|=)?\d+(?:\.\d+){0,2})*$/;

const condition = z.strictObject({
  at: slot,
  is: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  truthy: z.boolean().optional(),
  absent: z.boolean().optional(),
  matches: z.string().refine(compiles, 'expected a regular expression').optional(),
  maybe: z.boolean().optional(),
});

const versioned = z.strictObject({
  package: z.string().min(1),
  versions: z.string().regex(RANGE, 'expected comparators of versions: `<4` or `>=3.1 <5`'),
  maybe: z.literal(true).optional(),
});

function sink(known: ReadonlySet<string>) {
  return z.strictObject({
    at: slot,
    kind: z.string().refine((kind) => known.has(kind), {
      error: () => `expected a kind of sink, one of ${[...known].sort().join(', ')}`,
    }),
    what: z.string().optional(),
    deep: z.boolean().optional(),
    shape: z.boolean().optional(),
    when: z.array(z.union([condition, versioned])).optional(),
  });
}

const source = z.strictObject({
  kind: z
    .string()
    .regex(
      /^(?:http|message|process|third-party|store)\.[a-z-]+$/,
      'expected a kind of source such as `http.body`, `message.payload` or `third-party.response`',
    ),
  form,
  child: form,
  facts,
  clears: kinds,
});

const flow = z.strictObject({
  from: slot,
  to: target,
  as: z.enum(['same', 'part', 'text', 'made']).optional(),
  clears: kinds,
  form,
  facts,
});

const guard = z.strictObject({
  at: slot,
  when: z.enum(['true', 'false', 'returns']),
  deep: z.literal(true).optional(),
  except: z.array(z.string()).optional(),
  clears: kinds,
  form,
  facts,
});

const callback = z.strictObject({
  at: slot,
  args: z.array(z.string().nullable()),
  self: z.string().optional(),
  when: z.enum(['now', 'later']).optional(),
  returns: z.enum(['return', 'promise']).optional(),
});

/** The schema of a model, for the kinds of sinks that there are. */
function modelSchema(known: ReadonlySet<string>) {
  const call = z.strictObject({
    sinks: z.array(sink(known)).optional(),
    flows: z.array(flow).optional(),
    guards: z.array(guard).optional(),
    callbacks: z.array(callback).optional(),
    source: source.optional(),
    returns: z.string().optional(),
    roles: z.array(z.strictObject({ role: z.string(), parts: z.record(z.string(), slot).optional() })).optional(),
    exits: z.literal(true).optional(),
    presents: z.literal(true).optional(),
  });
  const member = z.strictObject({
    type: z.string().optional(),
    source: source.optional(),
    call: call.optional(),
    construct: call.optional(),
    decorates: z.strictObject({ source: source.optional() }).optional(),
    get members() {
      return z.record(z.string(), member).optional();
    },
  });
  const type = z.strictObject({
    extends: z.string().optional(),
    members: z.record(z.string(), member).optional(),
    anyMember: member.optional(),
    awaits: z.string().optional(),
    call: call.optional(),
    declared: z.array(z.string()).optional(),
  });
  return z.strictObject({
    packages: z.array(z.string().min(1)).min(1),
    exports: z.record(z.string(), member).optional(),
    types: z.record(z.string(), type).optional(),
    globals: z.record(z.string(), member).optional(),
  });
}

export interface UserModels {
  readonly models: readonly LibraryModel[];
  /** What is wrong with the others: the place and what was expected there. */
  readonly problems: readonly string[];
}

const PLACE = "settings['api-security'].models";

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((part) => (typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`)).join('');
}

/** Returns the models that are right and says what is wrong with the others, which are left out. Never throws. */
export function readUserModels(value: unknown, sinkKinds: ReadonlySet<string>): UserModels {
  if (value === undefined) return { models: [], problems: [] };
  if (!Array.isArray(value)) return { models: [], problems: [`${PLACE}: expected a list of models`] };
  const schema = modelSchema(sinkKinds);
  const models: LibraryModel[] = [];
  const problems: string[] = [];
  value.forEach((each: unknown, index) => {
    const read = schema.safeParse(each);
    if (read.success) models.push(read.data as LibraryModel);
    else
      problems.push(
        ...read.error.issues.map((issue) => `${PLACE}[${String(index)}]${placeOf(issue.path)}: ${issue.message}`),
      );
  });
  return { models, problems };
}
