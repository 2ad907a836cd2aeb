import type { CliArea } from '../slice.ts';

export const policies = {
  commands: () => import('./commands.ts'),
} satisfies CliArea;
