/** Returns a service with one handler: what it imports and sets up, and what the handler does. */
export function service(setup: string, handler: string): string {
  return `
import express from 'express';
${setup}

const app = express();

app.post('/run', async (req, res) => {
  ${handler}
});
`;
}
