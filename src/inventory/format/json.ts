/** The inventory as JSON. */
import { percentOf, type Inventory } from '../types.js';

/** Raised when a field changes its meaning or goes; new fields may come without. */
export const INVENTORY_SCHEMA_VERSION = 1;

/** Returns the document that docs/inventory.md describes, with a final line end. */
export function formatInventoryJson(inventory: Inventory): string {
  const { endpoints, gaps, coverage, files } = inventory;
  const document = {
    version: INVENTORY_SCHEMA_VERSION,
    summary: {
      files,
      endpoints: endpoints.length,
      notUnderstood: gaps.length,
      coverage: { ...coverage, percent: percentOf(coverage) },
    },
    endpoints: endpoints.map((each) => ({
      ...each,
      coverage: { ...each.coverage, percent: percentOf(each.coverage) },
    })),
    notUnderstood: gaps,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
