import { Button } from 'react-aria-components';
import { AskDialog } from '../ui/AskDialog.tsx';
import { SignInForm } from './SignInForm.tsx';
import { signOut } from './session.ts';
import { useSession } from './useSession.ts';

/** Over the page when the session has ended: what was typed behind it stays. */
export function SignInAgain() {
  const session = useSession();
  if (session.status !== 'expired') return null;
  return (
    <AskDialog title="Sign in again">
      <p className="quiet">Your session has ended. What you were doing is still here.</p>
      <div className="stack">
        <SignInForm email={session.profile.email} />
        <Button className="button" onPress={() => void signOut()}>
          Sign out instead
        </Button>
      </div>
    </AskDialog>
  );
}
