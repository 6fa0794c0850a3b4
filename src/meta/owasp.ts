import type { OwaspCategory } from './types.js';

/** One category of the OWASP API Security Top Ten 2023. */
export interface OwaspEntry {
  readonly id: OwaspCategory;
  readonly title: string;
  readonly url: string;
}

const edition = 'https://owasp.org/API-Security/editions/2023/en';

/** The ten categories in order, titled as in the 2023 edition (https://owasp.org/API-Security/editions/2023/en/0x11-t10/). */
export const owaspCategories = [
  {
    id: 'API1',
    title: 'Broken Object Level Authorization',
    url: `${edition}/0xa1-broken-object-level-authorization/`,
  },
  { id: 'API2', title: 'Broken Authentication', url: `${edition}/0xa2-broken-authentication/` },
  {
    id: 'API3',
    title: 'Broken Object Property Level Authorization',
    url: `${edition}/0xa3-broken-object-property-level-authorization/`,
  },
  { id: 'API4', title: 'Unrestricted Resource Consumption', url: `${edition}/0xa4-unrestricted-resource-consumption/` },
  {
    id: 'API5',
    title: 'Broken Function Level Authorization',
    url: `${edition}/0xa5-broken-function-level-authorization/`,
  },
  {
    id: 'API6',
    title: 'Unrestricted Access to Sensitive Business Flows',
    url: `${edition}/0xa6-unrestricted-access-to-sensitive-business-flows/`,
  },
  { id: 'API7', title: 'Server Side Request Forgery', url: `${edition}/0xa7-server-side-request-forgery/` },
  { id: 'API8', title: 'Security Misconfiguration', url: `${edition}/0xa8-security-misconfiguration/` },
  { id: 'API9', title: 'Improper Inventory Management', url: `${edition}/0xa9-improper-inventory-management/` },
  { id: 'API10', title: 'Unsafe Consumption of APIs', url: `${edition}/0xaa-unsafe-consumption-of-apis/` },
] as const satisfies readonly OwaspEntry[];

const byId: ReadonlyMap<OwaspCategory, OwaspEntry> = new Map(owaspCategories.map((entry) => [entry.id, entry]));

/**
 * Returns the title and page of a category.
 * @throws {RangeError} when the table lacks the category, which the type rules out.
 */
export function owaspEntry(id: OwaspCategory): OwaspEntry {
  const entry = byId.get(id);
  if (entry === undefined) throw new RangeError(`Unknown OWASP category ${id}`);
  return entry;
}
