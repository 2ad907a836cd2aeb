import { Engine } from 'php-parser';
import { describe, expect, it } from 'vitest';
import { HOOK_EVENT_NAMES, HOOK_EVENTS, hookFile } from './hookFile.ts';

const php = new Engine({ parser: { version: '8.1', suppressErrors: false }, ast: { withPositions: false } });

interface Node {
  kind: string;
  [field: string]: unknown;
}
/** Every node of a tree. */
function nodesOf(node: unknown): Node[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap(nodesOf);
  return 'kind' in node ? [node as Node, ...inner] : inner;
}
const callsOf = (source: string) =>
  nodesOf(php.parseCode(source, 'countersign.php'))
    .filter(({ kind }) => kind === 'call')
    .map((call) => ({
      name: String((call.what as Node).name),
      arguments: (call.arguments as Node[]).map((argument) => argument.value),
    }));

const FILE = {
  webhookUrl: 'https://countersign.example.com/api/v1/webhooks/whmcs/1',
  statusUrl: 'https://countersign.example.com/api/v1/webhooks/whmcs/1/status',
  invoiceUrl: 'https://countersign.example.com/console/invoices?number=',
  secret: 'whs_secret',
  name: 'Globex billing',
};

describe('[PY-WHM-03] [C-40] the hook file of WHMCS', () => {
  it('is PHP that a parser reads, and hooks every event once', () => {
    const calls = callsOf(hookFile(FILE));
    const hooked = calls.filter(({ name }) => name === 'add_hook').map((call) => call.arguments[0]);
    expect(hooked).toEqual([...HOOK_EVENT_NAMES, 'AdminInvoicesControlsOutput']);
    const defined = calls.filter(({ name }) => name === 'define').map((call) => call.arguments);
    expect(defined).toEqual([
      ['COUNTERSIGN_WEBHOOK', FILE.webhookUrl],
      ['COUNTERSIGN_STATUS', FILE.statusUrl],
      ['COUNTERSIGN_INVOICE', FILE.invoiceUrl],
      ['COUNTERSIGN_SECRET', FILE.secret],
    ]);
    expect(calls.filter(({ name }) => name === 'countersign_send').map((call) => call.arguments[0])).toEqual(
      Object.keys(HOOK_EVENTS),
    );
  });

  it('stays PHP with the same constants whatever a name, an address or a secret holds', () => {
    const hostile = {
      ...FILE,
      name: "*/ system('id'); /* ?> <?php",
      secret: "a'); system('id'); //\\",
      webhookUrl: "https://x.example/'.system('id').'",
    };
    const calls = callsOf(hookFile(hostile));
    expect(calls.map(({ name }) => name)).not.toContain('system');
    expect(calls.filter(({ name }) => name === 'define').map((call) => call.arguments[1])).toContain(hostile.secret);
  });

  it('planted bug: a parser sees a file that is not PHP', () => {
    expect(() => php.parseCode(hookFile(FILE).replace('if (!defined', 'if (!(defined'), 'x.php')).toThrow();
    expect(() => php.parseCode(hookFile(FILE).replace('add_hook(', 'add_hook(('), 'x.php')).toThrow();
  });
});
