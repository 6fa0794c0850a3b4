import rule from '../../src/rules/require-object-ownership.js';
import { ruleTester } from './tester.js';

const filename = 'file.ts';
const HEAD = `import express, { type NextFunction, type Request, type Response } from 'express';
import jwt from 'jsonwebtoken';
import mongoose, { Schema } from 'mongoose';
const Order = mongoose.model('Order', new Schema({ customer: String, note: String }));
const Line = mongoose.model('Line', new Schema({ order: String, owner: String, text: String }));
function authenticate(req: Request, res: Response, next: NextFunction) {
  try { res.locals.userId = jwt.verify(req.get('authorization') ?? '', process.env.KEY!).sub; } catch { return res.sendStatus(401); }
  return next();
}
const app = express();
app.use(authenticate);
`;
const LINE = HEAD.split('\n').length;
const END = '\napp.listen(3000);';
const ofMine = 'const order = await Order.findOne({ _id: req.params.id, customer: res.locals.userId });';

/** A handler in which the last look is on a line of its own, or without a line that must be there. */
const handler = (...lines: readonly string[]): string =>
  `${HEAD}app.put('/:id/:line', async (req, res) => {\n${lines.join('\n')}\nres.sendStatus(204); });${END}`;
const reportedAt = (line: number): { messageId: 'endpoint'; line: number }[] => [
  { messageId: 'endpoint', line: LINE + line },
];

ruleTester.run('require-object-ownership: what an earlier look has found to be the caller’s', rule, {
  valid: [
    {
      name: 'the same key once more',
      filename,
      code: handler(
        ofMine,
        'if (!order) return res.sendStatus(404);',
        'await Order.updateOne({ _id: req.params.id }, { note: "x" });',
      ),
    },
    {
      name: 'what was found',
      filename,
      code: handler(
        ofMine,
        'if (!order) return res.sendStatus(404);',
        'await Line.updateOne({ _id: req.params.line, order: order.id }, { text: "x" });',
      ),
    },
    {
      name: 'something that belongs to it, by the key of both',
      filename,
      code: handler(
        ofMine,
        'if (!order) return res.sendStatus(404);',
        'await Line.updateOne({ _id: req.params.line, order: req.params.id }, { text: "x" });',
      ),
    },
    {
      name: 'in a helper that throws where nothing is found',
      filename,
      code: `${HEAD}async function mine(id: string, customer: string) {
  const found = await Order.findOne({ _id: id, customer });
  if (!found) throw new Error('missing');
  return found;
}
app.put('/:id', async (req, res) => {
  await mine(req.params.id, res.locals.userId);
  res.json(await Order.findByIdAndUpdate(req.params.id, { note: "x" }));
});${END}`,
    },
  ],
  invalid: [
    {
      name: 'nobody asks whether it was found',
      filename,
      code: handler(
        ofMine,
        'console.log(order?.note);',
        'await Order.updateOne({ _id: req.params.id }, { note: "x" });',
      ),
      errors: reportedAt(3),
    },
    {
      name: 'on the path where nothing was found',
      filename,
      code: handler(
        ofMine,
        'if (order) return res.sendStatus(404);',
        'await Order.updateOne({ _id: req.params.id }, { note: "x" });',
      ),
      errors: reportedAt(3),
    },
    {
      name: 'the key of something else',
      filename,
      code: handler(
        ofMine,
        'if (!order) return res.sendStatus(404);',
        'await Line.updateOne({ _id: req.params.line }, { text: "x" });',
      ),
      errors: reportedAt(3),
    },
    {
      name: 'the look did not ask for the owner',
      filename,
      code: handler(
        'const order = await Order.findOne({ _id: req.params.id });',
        'if (!order) return res.sendStatus(404);',
        'await Line.updateOne({ _id: req.params.line, order: req.params.id }, { text: "x" });',
      ),
      errors: reportedAt(3),
    },
  ],
});
