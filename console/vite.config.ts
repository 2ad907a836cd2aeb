import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The API serves what this builds under /console; CONSOLE_OUT says where it goes (cli/environment/console.ts). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: process.env.CONSOLE_OUT ?? join(import.meta.dirname, '..', '.cache', 'console'),
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no inline script and no data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
