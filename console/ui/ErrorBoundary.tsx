import { Component, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { forgetFailed, PageNotLoaded } from './LazyPage.tsx';

interface Props {
  /** When it changes, the next page gets its own chance: Back always mends. */
  place: string;
  children: ReactNode;
}
interface State {
  error: unknown;
  place: string;
  unreachable: boolean;
}

const LOOK_AGAIN_MS = 2_000;

const isThere = () =>
  fetch('/console/', { method: 'HEAD', cache: 'no-store' }).then(
    (answer) => answer.ok,
    () => false,
  );

/** An error in a page stays in that page, with Try again; everything around it goes on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place, unreachable: false };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { place: props.place, error: null, unreachable: false };
  }

  #timer: ReturnType<typeof setTimeout> | undefined;

  override componentDidCatch(error: Error): void {
    forgetFailed();
    clearTimeout(this.#timer);
    if (error instanceof PageNotLoaded) void this.#watch(error, false);
  }

  override componentWillUnmount(): void {
    clearTimeout(this.#timer);
  }

  /**
   * Looks for a server that could not be reached, and loads anew when it is back. One that answers at once has another
   * version: that is left to the person, or a broken deployment would load for ever.
   */
  async #watch(error: Error, wasAway: boolean): Promise<void> {
    const there = await isThere();
    if (this.state.error !== error) return;
    if (there && wasAway) return location.reload();
    if (!there) this.#timer = setTimeout(() => void this.#watch(error, true), LOOK_AGAIN_MS);
  }

  readonly #again = async (): Promise<void> => {
    const { error } = this.state;
    if (error === null) return;
    if (!(error instanceof PageNotLoaded)) return this.setState({ error: null });
    // The code of today's version is asked for by loading anew; what was typed is kept.
    if (await isThere()) location.reload();
    else this.setState({ unreachable: true });
  };

  override render(): ReactNode {
    const { error, unreachable } = this.state;
    if (error === null) return this.props.children;
    const notLoaded = error instanceof PageNotLoaded;
    return (
      <div className="note bad" role="alert">
        <h1>{notLoaded ? 'This page could not be loaded' : 'Something went wrong in this page'}</h1>
        <p>
          {notLoaded
            ? 'Either you are offline, or a new version has been put in place. The other pages go on.'
            : 'Nothing was sent. The other pages go on.'}
          {unreachable && ' The server can’t be reached yet.'}
        </p>
        <Button className="button" onPress={() => void this.#again()}>
          Try again
        </Button>
      </div>
    );
  }
}
