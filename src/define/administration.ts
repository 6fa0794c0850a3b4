/** Which endpoints are for administrators: what they lack is a role, not an owner. */
import type { Endpoint } from '../analysis/analysis.js';

/** Parts of a path by which a service says that a route is for administration. */
const ADMINISTRATION = /(?:^|[/.])(?:admin|administration|administrator|backoffice|back-office|superuser)(?=[/.]|$)/i;

/** True when the path of an endpoint says that it is for administration. */
export function isForAdministrators({ path }: Endpoint): boolean {
  return ADMINISTRATION.test(path ?? '');
}
