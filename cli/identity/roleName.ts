import { spaced } from '../../domain/words.ts';

/** A role as people say it. */
export const roleName = (role: string): string => (role === 'user' ? 'customer' : spaced(role));
