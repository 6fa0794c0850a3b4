import type { Request, Response } from 'express';
import { z } from 'zod';
import { currentUser } from '../middleware/require-user.js';
import { archiveExports, createExport, exportFolder, listExports } from '../services/export.service.js';

const exportBody = z.object({ delimiter: z.string().min(1).default(',') });
const archiveBody = z.object({ files: z.array(z.string().min(1).max(100)).min(1).max(20) });
const nameParams = z.object({ name: z.string().regex(/^orders-[0-9a-f-]{36}\.csv$/) });

/** GET /exports: the names of the caller's exports. */
export async function index(req: Request, res: Response): Promise<void> {
  res.json({ exports: await listExports(currentUser(req).id) });
}

/** POST /exports: writes the caller's orders into a new table. */
export async function create(req: Request, res: Response): Promise<void> {
  const { delimiter } = exportBody.parse(req.body);
  const name = await createExport(currentUser(req).id, delimiter);
  res.status(201).json({ name });
}

/** GET /exports/:name: one of the caller's tables. */
export function download(req: Request, res: Response): void {
  const { name } = nameParams.parse(req.params);
  const root = exportFolder(currentUser(req).id);
  res.attachment(name);
  res.sendFile(name, { root, dotfiles: 'deny' }, (error?: Error) => {
    if (error !== undefined && !res.headersSent) {
      res.removeHeader('content-disposition');
      res.status(404).json({ error: 'No such export' });
    }
  });
}

/** POST /exports/archive: some of the caller's tables in one archive. */
export async function archive(req: Request, res: Response): Promise<void> {
  const { files } = archiveBody.parse(req.body);
  const packed = await archiveExports(currentUser(req).id, files);
  res.attachment('exports.tar.gz').type('application/gzip').send(packed);
}
