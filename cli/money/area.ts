import type { CliArea } from '../slice.ts';

export const money = {
  commands: () => import('./commands.ts'),
} satisfies CliArea;
