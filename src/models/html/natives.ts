/** What renderers of Markdown leave of the HTML in it. */
import { getProperty } from '../../flow/access.js';
import { Form } from '../../flow/forms.js';
import { applySpec } from '../../flow/modelled.js';
import type { FlowSpec } from '../../flow/semantics.js';
import { truthiness, UNKNOWN } from '../../flow/value.js';
import { argument, objectOf } from '../kit.js';
import type { Natives } from '../schema.js';

const KEEPS = '%html';
const RENDERED: FlowSpec = { from: '0', to: 'return', as: 'made', form: Form.String };

export const htmlNatives: Natives = {
  'html.markdownIt': (m, call) => {
    const made = call.entity && call.spec ? applySpec(m, call.entity, call, call.spec) : UNKNOWN;
    const obj = objectOf(made);
    for (const options of [argument(call, 0), argument(call, 1)]) {
      const html = options.refs.length > 0 ? getProperty(m, options, 'html', call.node) : UNKNOWN;
      if (obj && truthiness(html) === true) m.setCell(obj, KEEPS, html);
    }
    return made;
  },
  'html.markdown': (m, call) => {
    if (!call.entity || !call.spec) return UNKNOWN;
    const renderer = objectOf(call.self);
    const keeps = renderer !== null && m.cell(renderer, KEEPS) !== undefined;
    return applySpec(m, call.entity, call, {
      ...call.spec,
      flows: [keeps ? RENDERED : { ...RENDERED, clears: ['html'] }],
    });
  },
};
