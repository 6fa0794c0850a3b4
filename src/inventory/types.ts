/** The inventory of a service: plain data, the same for every format. */
import type { InputPlace, JsonSchema, SeenService, SeenStore } from '../analysis/survey.js';
import type { Place } from '../report/place.js';

export type { InputPlace, JsonSchema };

/** Something that stands before an endpoint, or a check that its handler makes itself. */
export interface Mark {
  readonly name: string;
  readonly place: Place;
}

/** How credentials are sent (OpenAPI 3.1, Security Scheme Object). */
export type Scheme =
  | { readonly type: 'http'; readonly scheme: 'bearer' | 'basic' }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'cookie' | 'query'; readonly name: string };

export interface GuardMark extends Mark {
  /** Null where no run has shown where the guard reads credentials. */
  readonly scheme: Scheme | null;
}

/** A part of the request that a validator is given. */
export interface Validation {
  readonly in: InputPlace;
  readonly schema: JsonSchema;
  readonly place: Place;
}

/** A part of the request that the handler uses. */
export interface Input {
  readonly in: InputPlace;
  /** `email`, `address.city`; empty for the whole. */
  readonly name: string;
  readonly validated: boolean;
  readonly place: Place;
}

export interface Store extends Omit<SeenStore, 'does'> {
  readonly does: readonly SeenStore['does'][];
}

export type Service = SeenService;

/** Who may call an endpoint, as far as the model knows. */
export type Access =
  /** A guard stands before it. */
  | 'guarded'
  /** The handler turns strangers away by itself. */
  | 'checked in the handler'
  /** It hands credentials out: login, registration, recovery. */
  | 'hands out credentials'
  | 'open'
  | 'unknown';

export interface Coverage {
  readonly inputs: number;
  readonly validated: number;
}

export interface InventoryEndpoint {
  readonly framework: string;
  readonly method: string;
  /** `…` stands for parts that are not constant. */
  readonly path: string;
  /** False when parts of the path are not known. */
  readonly pathKnown: boolean;
  readonly handler: string;
  readonly place: Place;
  /** Where the handler is written. */
  readonly handlerPlace: Place;
  readonly access: Access;
  readonly authentication: readonly GuardMark[];
  readonly authorization: readonly Mark[];
  readonly validation: readonly Validation[];
  readonly limits: readonly Mark[];
  readonly stores: readonly Store[];
  readonly services: readonly Service[];
  readonly inputs: readonly Input[];
  readonly coverage: Coverage;
  /** Parts of the request that declarations name, each with what its type says. */
  readonly parameters: readonly Parameter[];
  /** What answers hold; null where nothing is known. */
  readonly answer: JsonSchema | null;
  /** The fields of the answer, nested ones with dots. */
  readonly fields: readonly string[];
  readonly understood: boolean;
}

export interface Parameter {
  readonly in: InputPlace;
  /** Null for the whole part. */
  readonly name: string | null;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** A place that the model does not understand. */
export interface Gap {
  readonly place: Place;
  readonly what: string;
}

export interface Inventory {
  readonly endpoints: readonly InventoryEndpoint[];
  readonly gaps: readonly Gap[];
  readonly coverage: Coverage;
  /** Files that were read. */
  readonly files: number;
}

/** Returns the validated share in whole per cent, or null where nothing was to be validated. */
export function percentOf({ inputs, validated }: Coverage): number | null {
  return inputs === 0 ? null : Math.floor((100 * validated) / inputs);
}

/** Returns the sum of several figures. */
export function sumOf(all: readonly Coverage[]): Coverage {
  return {
    inputs: all.reduce((sum, each) => sum + each.inputs, 0),
    validated: all.reduce((sum, each) => sum + each.validated, 0),
  };
}

/** Returns how texts call an endpoint: `POST /orders`. */
export function titleOf({ method, path }: Pick<InventoryEndpoint, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
