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

const LOOKS = 5;
const LOOK_AGAIN_MS = 500;

/** Whether the server answers; a network that has just come back may need a moment. */
async function isThere(): Promise<boolean> {
  for (let look = 0; look < LOOKS && navigator.onLine; look += 1) {
    if (look > 0) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    const answer = await fetch('/console/', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

/** An error in a page stays in that page, with Try again; everything around it goes on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place, unreachable: false };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { place: props.place, error: null, unreachable: false };
  }

  override componentDidCatch(): void {
    forgetFailed();
  }

  override componentDidMount(): void {
    addEventListener('online', this.#again);
  }

  override componentWillUnmount(): void {
    removeEventListener('online', this.#again);
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
