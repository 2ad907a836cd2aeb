import type { CaseView } from './play.ts';

const WIDTHS = [18, 26, 18, 10, 14];
const cell = (text: string, index: number) => text.slice(0, WIDTHS[index] ?? 10).padEnd(WIDTHS[index] ?? 10);
const row = (cells: string[]) => cells.map(cell).join('  ');

/** A table that redraws itself on a terminal and prints only changed lines elsewhere. */
export function liveTable(out: NodeJS.WriteStream) {
  let drawn = 0;
  const last = new Map<string, string>();
  const lines = (views: CaseView[]) =>
    views.map((view) => ({
      name: view.prepared.demo.name,
      line: row([
        view.prepared.demo.name,
        view.step.replaceAll('_', ' '),
        view.waitingFor,
        view.cost ? `$${view.cost}` : '',
        view.outcome,
      ]),
    }));
  const head = row(['CASE', 'STEP', 'WAITING FOR', 'COST', 'OUTCOME']);
  return (views: CaseView[]): void => {
    const current = lines(views);
    if (out.isTTY) {
      if (drawn > 0) out.write(`\u001b[${drawn}A`);
      const text = [head, ...current.map((item) => item.line)];
      out.write(`${text.map((line) => `\u001b[2K${line}`).join('\n')}\n`);
      drawn = text.length;
      return;
    }
    if (last.size === 0) out.write(`${head}\n`);
    for (const item of current) {
      if (last.get(item.name) === item.line) continue;
      last.set(item.name, item.line);
      out.write(`${item.line.trimEnd()}\n`);
    }
  };
}
