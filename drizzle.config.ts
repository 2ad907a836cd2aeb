import { defineConfig } from 'drizzle-kit';

export default defineConfig({ dialect: 'postgresql', schema: './db/*/{schema,*Schema}.ts', out: './db/migrations' });
