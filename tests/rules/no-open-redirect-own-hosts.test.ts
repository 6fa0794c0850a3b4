import { marked } from './marked.js';

marked(
  'no-open-redirect',
  'a host that ends in one of ours, with the dot in front of it',
  `
import express from 'express';

const app = express();
const home = new URL(process.env.HOME_URL!);
app.get('/ours', (req, res) => {
  const target = new URL(String(req.query.next));
  if (\`.\${target.hostname}\`.endsWith(\`.\${home.hostname}\`)) return res.redirect(target.toString()); // quiet
  return res.redirect('/');
});
app.get('/below', (req, res) => {
  const target = new URL(String(req.query.next));
  if (target.hostname.endsWith('.' + home.hostname)) return res.redirect(target.toString()); // quiet
  return res.redirect('/');
});
app.get('/undotted', (req, res) => {
  const target = new URL(String(req.query.next));
  if (target.hostname.endsWith(home.hostname)) return res.redirect(target.toString()); // report
  return res.redirect('/');
});
app.get('/chosen', (req, res) => {
  const target = new URL(String(req.query.next));
  if (target.hostname.endsWith('.' + String(req.query.host))) return res.redirect(target.toString()); // report
  return res.redirect('/');
});
app.listen(3000);
`,
);
