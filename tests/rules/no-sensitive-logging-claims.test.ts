import { marked } from './marked.js';

marked(
  'no-sensitive-logging',
  'what a token says is not the token',
  `
import cookieParser from 'cookie-parser';
import express from 'express';
import jwt from 'jsonwebtoken';

const app = express();
app.use(cookieParser());
const decode = (token: string) => jwt.decode(token);
app.get('/a', (req, res) => {
  const { userId } = decode(req.cookies[process.env.COOKIE!]);
  console.error('failed for ' + userId); // quiet
  console.error('failed for ' + decode(req.headers.authorization).sub); // quiet
  console.error('failed with ' + req.cookies[process.env.COOKIE!]); // report
  console.error('failed with ' + decodeURIComponent(req.headers.authorization)); // report
  console.error('failed with ' + decode(req.cookies[process.env.COOKIE!]).accessToken); // report
  res.end();
});
app.listen(3000);
`,
);
