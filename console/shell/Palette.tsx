import { useState } from 'react';
import { Autocomplete, Input, Menu, MenuItem, SearchField, useFilter } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { useFoundTasks } from '../reviews/useFoundTasks.ts';
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
  const [typed, setTyped] = useState('');
  const found = useFoundTasks(may('review:read') ? typed : '');
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
  const entries = [
    ...commands
      .filter(({ title }) => contains(title, typed))
      .map((command) => ({ ...command, id: command.title, about: '' })),
    ...found.map((task) => ({
      id: task.task_id,
      title: task.title,
      about: task.subtitle,
      act: () => void navigate(`/reviews/${task.task_id}?search=${encodeURIComponent(typed.trim())}`),
    })),
  ];
  return (
    <AskDialog title="Go to" onClose={onClose}>
      <Autocomplete inputValue={typed} onInputChange={setTyped}>
        <SearchField aria-label="Page, action or open task" className="field" autoFocus>
          <Input placeholder="Page, action, name, amount or id" />
        </SearchField>
        <Menu
          className="menu palette"
          aria-label="Pages, actions and open tasks"
          onAction={(id) => {
            onClose();
            entries.find((entry) => entry.id === id)?.act();
          }}
          renderEmptyState={() => <p className="quiet">Nothing has this name, and no open task has these words.</p>}
        >
          {entries.map(({ id, title, about }) => (
            <MenuItem key={id} id={id} textValue={title}>
              {title} {about && <span className="quiet">{about}</span>}
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </AskDialog>
  );
}
