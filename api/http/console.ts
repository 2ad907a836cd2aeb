import { join } from 'node:path';
import express, { type Router } from 'express';
import compressedStatic from 'express-static-gzip';
import helmet from 'helmet';
import { CodedError } from '../../domain/errors/codes.ts';

/** The one rule react-aria puts into the page itself (touch-action of what can be pressed), by its digest. */
const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";
const YEAR_MS = 365 * 86_400_000;

/** The page and its assets: hashed names are kept for a year, the page itself is asked for each time. Nothing else is code. */
export function serveConsole(directory: string): Router {
  const router = express.Router();
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", REACT_ARIA_STYLE],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        trustedTypes: ["'none'"],
      },
    },
  });
  router.get('/', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html') response.redirect(302, '/console/');
    else next();
  });
  router.use(
    '/console/assets',
    policy,
    // Compressed once when it was built (console/vite.config.ts).
    compressedStatic(join(directory, 'assets'), {
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      index: false,
      serveStatic: { immutable: true, maxAge: YEAR_MS },
    }),
    () => {
      throw new CodedError('NOT_FOUND');
    },
  );
  // Every other address below is a place in the page, which reads it.
  router.get(['/console', '/console/*place'], policy, (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: directory });
  });
  return router;
}
