import { type ComponentType, lazy } from 'react';

/** The code of a page could not be fetched: offline, or another version has been deployed since. */
export class PageNotLoaded extends Error {
  constructor() {
    super('the code of this page could not be fetched');
    this.name = 'PageNotLoaded';
  }
}

/** A component whose code is fetched when it is first shown. */
export interface Fetched<Props extends object> {
  current(): ComponentType<Props>;
}

const failed = new Set<() => void>();

/**
 * Forgets failed fetches, so that the next opening of their pages fetches again. Called once the failure is shown: earlier,
 * React would begin the page anew, and fetch for ever.
 */
export function forgetFailed(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/** As React's lazy, but a failed fetch is not kept for ever. */
export function fetched<Props extends object = object>(load: () => Promise<ComponentType<Props>>): Fetched<Props> {
  const make = (): ComponentType<Props> =>
    // React's types can't tell that a lazy component takes the props of what it loads.
    lazy(async () => {
      try {
        return { default: await load() };
      } catch {
        failed.add(() => {
          current = make();
        });
        throw new PageNotLoaded();
      }
    }) as unknown as ComponentType<Props>;
  let current = make();
  return { current: () => current };
}

/** Shows it; put it into a Suspense and an ErrorBoundary. */
export function LazyPage<Props extends object>({ of, ...props }: { of: Fetched<Props> } & Props) {
  // Read each time: what stands in one place of the tree is another page after a click. It changes only after a failure.
  const Shown = of.current();
  // TypeScript can't take `of` out of a type parameter.
  return <Shown {...(props as unknown as Props)} />;
}
