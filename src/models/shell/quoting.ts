/** Quoted words: every one of them stays one argument of the command line. */
import { deepLabels } from '../../flow/deep-labels.js';
import { Form } from '../../flow/forms.js';
import { HOLE, madeFrom } from '../../flow/labels.js';
import { SOME_TEXT, labelled } from '../../flow/value.js';
import { argument } from '../kit.js';
import type { Natives } from '../schema.js';

export const shellNatives: Natives = {
  'shell.quote': (m, call) => {
    const labels = deepLabels(m, argument(call, 0)).map((label) =>
      madeFrom(m.store.refined(label), 'quote', {
        form: Form.String,
        lead: HOLE,
        cleared: [...label.cleared, 'command'],
      }),
    );
    return labels.length === 0 ? SOME_TEXT : labelled(labels, Form.String);
  },
};
