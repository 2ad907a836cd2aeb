import { z } from 'zod';

export const flag = z.enum(['true', 'false', 'on', 'off']).transform((text) => text === 'true' || text === 'on');
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);
export const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
export const port = z.coerce.number().int().min(0).max(65_535);
