import { z } from 'zod';
import { mergeNamed } from '../domain/merge.ts';
import * as AREAS from './areas.ts';
import { general } from './generalEnvironment.ts';

/** Every variable the product reads, with its default; .env.example lists the same names (a test compares). */
export const environmentSchema = z.object(mergeNamed({ general: { environment: general }, ...AREAS }, 'environment'));
export type Environment = z.infer<typeof environmentSchema>;
