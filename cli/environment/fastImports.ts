import { registerHooks } from 'node:module';

/**
 * Half of a process's start was Node looking up where an import leads: for each one it reads the package's package.json
 * again, and drizzle-orm's alone has 178 KB. Two answers that cannot differ are given at once: a relative import names its
 * file, and a package that one of our files imported is where it was before. The first import of the process brings this
 * module, so that it counts for all that come later.
 */
const DRIZZLE = '/node_modules/drizzle-orm/';
const packages = new Map<string, ReturnType<Parameters<typeof registerHooks>[0]['resolve'] & {}>>();

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL: parent, conditions } = context;
    if (!parent?.startsWith('file:') || specifier.startsWith('node:')) return next(specifier, context);
    if (specifier.startsWith('.')) {
      const format = specifier.endsWith('.ts')
        ? 'module-typescript'
        : specifier.endsWith('.js') && parent.includes(DRIZZLE)
          ? 'module'
          : null;
      return format ? { url: new URL(specifier, parent).href, format, shortCircuit: true } : next(specifier, context);
    }
    if (parent.includes('/node_modules/')) return next(specifier, context);
    // Our tree has one node_modules, so the same name leads every file to the same place.
    const key = `${specifier} ${conditions.join(' ')}`;
    const known = packages.get(key);
    if (known) return known;
    const found = next(specifier, context);
    packages.set(key, { ...found, shortCircuit: true });
    return found;
  },
});
