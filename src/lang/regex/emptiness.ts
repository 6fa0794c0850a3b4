import type { AST } from '@eslint-community/regexpp';

/** Whether an element can match without consuming anything. Backreferences can: their group may be unset. */
export function canBeEmpty(element: AST.Element): boolean {
  switch (element.type) {
    case 'Assertion':
    case 'Backreference':
      return true;
    case 'Quantifier':
      return element.min === 0 || canBeEmpty(element.element);
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.some((alternative) => alternative.elements.every(canBeEmpty));
    default:
      return false;
  }
}
