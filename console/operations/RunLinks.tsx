import { Link } from 'react-router';
import type { Schema } from '../api/client.ts';
import { Instant } from '../ui/Instant.tsx';
import { Money } from '../ui/Money.tsx';
import { Badge, DataTable } from '../ui/parts.tsx';

type Run = Schema<'RunDetail'>;

const TASK_WORDS: Record<Schema<'RunTask'>['state'], string> = {
  pending: 'Open',
  approved: 'Decided: yes',
  rejected: 'Decided: no',
  expired: 'Nobody decided in time',
  cancelled: 'No longer needed',
};
const CHANNELS: Record<Schema<'RunMessage'>['channel'], string> = {
  email: 'by mail',
  queue: 'by the queue',
  whatsapp: 'by WhatsApp',
  web: 'in the web chat',
};

function Tasks({ tasks }: { tasks: readonly Schema<'RunTask'>[] }) {
  return (
    <DataTable label="Questions to people" head={['Question', 'State', 'Asked', 'Answered']}>
      {tasks.map((task) => (
        <tr key={task.task_id}>
          <td>
            <Link to={`/reviews/${task.task_id}`}>{task.title}</Link>
          </td>
          <td>
            <Badge tone={task.state === 'pending' ? 'warn' : 'plain'}>{TASK_WORDS[task.state]}</Badge>
          </td>
          <td>
            <Instant at={task.opened_at} />
          </td>
          <td>
            {task.decided_by_name && `${task.decided_by_name}, `}
            <Instant at={task.closed_at} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Commands({ commands }: { commands: readonly Schema<'RunMoneyCommand'>[] }) {
  return (
    <DataTable label="Money" numbers={['Amount']} head={['What', 'Amount', 'State', 'Vendor calls it', 'When']}>
      {commands.map((command) => (
        <tr key={command.command_id}>
          <td>{command.what}</td>
          <td className="number">
            <Money minor={command.amount_minor} currency={command.currency} />
          </td>
          <td>
            <Badge tone={command.tone}>{command.state_text}</Badge> {command.why}
            {command.attempts > 1 && <span className="quiet"> {command.attempts} attempts</span>}
          </td>
          <td>{command.vendor_id ? <code>{command.vendor_id}</code> : <span className="quiet">–</span>}</td>
          <td>
            <Instant at={command.finished_at ?? command.created_at} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function Messages({ messages }: { messages: Run['messages'] }) {
  return (
    <DataTable label="Messages" head={['Message', 'To', 'State', 'When']}>
      {messages.map((message) => (
        <tr key={message.message_id}>
          <td>
            {message.what} <span className="quiet">{CHANNELS[message.channel]}</span>
          </td>
          <td>
            {message.to_whom}
            {message.recipient?.includes('@') && (
              <>
                <br />
                <span className="quiet">{message.recipient}</span>
              </>
            )}
          </td>
          <td>
            <Badge tone={message.tone}>{message.status_text}</Badge>
          </td>
          <td>
            <Instant at={message.sent_at ?? message.created_at} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

/** What a run asked people, told vendors and wrote to people; each only where there is something. */
export function RunLinks({ run }: { run: Run }) {
  const { tasks, money_commands: commands, messages } = run;
  return (
    <>
      {tasks && tasks.length > 0 && (
        <>
          <h2>Questions to people</h2>
          <Tasks tasks={tasks} />
        </>
      )}
      {commands && commands.length > 0 && (
        <>
          <h2>Money</h2>
          <Commands commands={commands} />
        </>
      )}
      {messages.length > 0 && (
        <>
          <h2>Messages</h2>
          <Messages messages={messages} />
        </>
      )}
    </>
  );
}
