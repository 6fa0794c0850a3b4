/** Views that an answer is made of: where one of them writes a value unescaped, what the answer was given is markup. */
import { UNDEFINED, constant } from '../../flow/value.js';
import type { Native } from '../../flow/semantics.js';
import { viewNear } from '../../lang/views.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';
import { EJS, filled, MUSTACHE, PUG_FILES } from './filled.js';

const MARKS: Readonly<Record<string, RegExp>> = {
  '.ejs': EJS,
  '.pug': PUG_FILES,
  '.jade': PUG_FILES,
  '.hbs': MUSTACHE,
  '.handlebars': MUSTACHE,
  '.mustache': MUSTACHE,
};

/** `res.render('search', { query })` */
const render: Native = (m, call) => {
  const [, data] = call.args;
  // Whatever a view does: data that nobody has chosen does no harm, and most answers have none or few.
  if (!data || (data.refs.length === 0 && data.labels.length === 0)) return UNDEFINED;
  for (const { value } of argument(call, 0).consts.slice(0, 8)) {
    if (typeof value !== 'string') continue;
    const view = viewNear(call.node.getSourceFile().fileName, value);
    const marks = view && MARKS[view.extension];
    const text = view && marks ? filled(m, constant(view.text), data, marks, call.node) : null;
    if (text)
      m.sink(
        text,
        call.argNodes[1] ?? call.node,
        call,
        { kind: 'html', what: `what \`${view?.name ?? ''}\` writes unescaped` },
        call.entity?.name ?? 'render',
      );
  }
  return UNDEFINED;
};

export const viewNatives: Natives = { 'templates.view': render };
