import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Puts compressed twins beside the assets, so that serving them costs no work. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    writeBundle({ dir = '' }) {
      for (const file of globSync('assets/*.{js,css,svg}', { cwd: dir })) {
        const bytes = readFileSync(join(dir, file));
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(bytes));
        writeFileSync(join(dir, `${file}.gz`), gzipSync(bytes));
      }
    },
  };
}

/** The API serves what this builds under /console; CONSOLE_OUT says where it goes (cli/environment/console.ts). */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react(), compressed()],
  build: {
    outDir: process.env.CONSOLE_OUT ?? join(import.meta.dirname, '..', '.cache', 'console'),
    emptyOutDir: true,
    target: 'es2023',
    // The page's policy allows no inline script and no data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What every page has is one file each, not one for each module that two pages share.
        codeSplitting: {
          groups: [
            { name: 'amounts', test: /domain\/money\/|console\/ui\/Money/ },
            { name: 'basics', test: /domain\/merge\.ts|console\/ui\/(?:Instant|AskDialog|fields)/ },
            { name: 'queries', test: /@tanstack\/(?:react-query|query-core)/ },
          ],
        },
      },
    },
  },
});
