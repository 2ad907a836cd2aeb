import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { signOut } from '../session/session.ts';
import { useMay, useSession } from '../session/useSession.ts';
import { AskDialog } from '../ui/AskDialog.tsx';
import { pagesFor } from './pages.ts';
import { nextTheme } from './theme.ts';

/** Everything the desk can do, found by typing a part of its name. */
export default function Palette({ onClose }: { onClose(): void }) {
  const { contains } = useFilter({ sensitivity: 'base' });
  const navigate = useNavigate();
  const may = useMay();
  const session = useSession();
  const commands = [
    ...pagesFor(may, 'profile' in session ? session.profile.roles : []).map(({ path, title }) => ({
      title,
      act: () => void navigate(path),
    })),
    { title: 'My tasks', act: () => void navigate('/reviews?owner=me') },
    { title: 'Decided tasks', act: () => void navigate('/reviews?state=approved&sort=-waiting_since') },
    { title: 'Your account', act: () => void navigate('/profile') },
    { title: 'Change appearance', act: nextTheme },
    { title: 'Sign out', act: () => void signOut() },
  ];
  return (
    <AskDialog title="Go to" onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField aria-label="Page or action" className="field" autoFocus>
          <Input placeholder="Page or action" />
        </SearchField>
        <Menu
          className="menu palette"
          aria-label="Pages and actions"
          onAction={(title) => {
            onClose();
            commands.find((command) => command.title === title)?.act();
          }}
          renderEmptyState={() => <p className="quiet">Nothing has this name.</p>}
        >
          {commands.map(({ title }) => (
            <MenuItem key={title} id={title} textValue={title}>
              {title}
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </AskDialog>
  );
}
