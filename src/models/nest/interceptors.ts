/** Interceptors that change what a handler returns (https://docs.nestjs.com/interceptors, https://docs.nestjs.com/techniques/serialization). */
import { plainCall } from '../../flow/calls.js';
import { decoratorsOf } from '../../flow/decorators.js';
import { elementsOf } from '../../flow/elements.js';
import type { Machine } from '../../flow/machine.js';
import { UNKNOWN, type Value } from '../../flow/value.js';
import type { TS } from '../../lang/ts.js';
import type { AnswerForm } from '../shared/answer.js';

function formOf(interceptor: Value): AnswerForm {
  const names = interceptor.refs.flatMap((ref) =>
    (ref.kind === 'lib' || ref.kind === 'obj') && ref.entity ? [ref.entity.name] : [],
  );
  if (names.some((name) => name.includes('ClassSerializerInterceptor'))) return 'serialized';
  return interceptor.refs.some((ref) => ref.kind === 'class' || (ref.kind === 'obj' && ref.cls !== null))
    ? 'mapped'
    : 'plain';
}

/** What becomes of a handler's answer: interceptors of the program may map it into anything. */
export function serializing(m: Machine, method: TS.MethodDeclaration): AnswerForm {
  const used = [method.parent, method].flatMap((node) =>
    decoratorsOf(m, node).flatMap((use) => (use.lib?.entity.name === 'UseInterceptors' ? use.args : [])),
  );
  const reader = m.semantics.native('nest.globalInterceptors');
  const everywhere = reader ? elementsOf(m, reader(m, plainCall(method, UNKNOWN, [])), method).known : [];
  const forms = [...everywhere, ...used].map(formOf);
  return forms.includes('mapped') ? 'mapped' : forms.includes('serialized') ? 'serialized' : 'plain';
}
