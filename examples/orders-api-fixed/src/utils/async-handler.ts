import type { Request, RequestHandler, Response } from 'express';

/** Makes an async handler usable in Express 4: a rejection goes to the error handler. */
export function asyncHandler(handler: (req: Request, res: Response) => Promise<void>): RequestHandler {
  return (req, res, next) => {
    handler(req, res).catch(next);
  };
}
