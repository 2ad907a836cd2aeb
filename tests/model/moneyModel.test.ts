import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MoneyProgress, type MoneyProtocol, mayResend, nextMove } from '../../domain/money/command.ts';

/**
 * The money command as a model: a decision's intent, workers that die at any step, a vendor that applies and loses
 * answers, a list that shows effects late. Virtual time; every run is replayable from its seed.
 */
interface Rules {
  nextMove: typeof nextMove;
  mayResend: typeof mayResend;
  keyOf(command: MoneyProgress): string;
  /** What a lost answer is taken for. */
  onNoAnswer: 'unknown' | 'refused';
}
const RULES: Rules = { nextMove, mayResend, keyOf: () => 'tenant:decision:refund', onNoAnswer: 'unknown' };

const PROTOCOL: MoneyProtocol = {
  dedupe: 'native_key',
  leaseMs: 20_000,
  listingDelayMs: 2_000,
  keyWindowMs: 72_000_000,
  maximumLookups: 5,
};
const VENDOR_KEY_MEMORY_MS = 86_400_000;
const CALL_MS = 15_000;

interface World {
  now: number;
  command: MoneyProgress;
  effects: { key: string; listedAt: number }[];
  keys: Map<string, number>;
  /** Calls on the wire: what a dead worker sent may still arrive. */
  wire: { key: string; arrives: number; listedAfterMs: number }[];
  askedPerson: boolean;
}

/** One thing that happens; numbers choose delays. */
type Happening =
  | {
      kind: 'step';
      answer: 'ok' | 'lost' | 'never_arrived' | 'refused';
      crash: 'no' | 'before_call' | 'after_call' | 'before_outcome';
      wireMs: number;
    }
  | { kind: 'pass'; ms: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      answer: fc.constantFrom(
        'ok' as const,
        'lost' as const,
        'lost' as const,
        'never_arrived' as const,
        'refused' as const,
      ),
      crash: fc.constantFrom(
        'no' as const,
        'no' as const,
        'before_call' as const,
        'after_call' as const,
        'before_outcome' as const,
      ),
      wireMs: fc.integer({ min: 0, max: CALL_MS }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(100, 1_000, 2_500, 21_000, 90_000_000),
    }),
  },
);

function arrive(world: World, dedupe: boolean): void {
  for (const call of world.wire.filter((candidate) => candidate.arrives <= world.now)) {
    const seen = world.keys.get(call.key);
    const replayed = dedupe && seen !== undefined && call.arrives - seen < VENDOR_KEY_MEMORY_MS;
    if (!replayed) {
      world.effects.push({ key: call.key, listedAt: call.arrives + call.listedAfterMs });
      world.keys.set(call.key, call.arrives);
    }
  }
  world.wire = world.wire.filter((call) => call.arrives > world.now);
}

function take(world: World, rules: Rules, protocol: MoneyProtocol, step: Extract<Happening, { kind: 'step' }>): void {
  const { command } = world;
  const move = rules.nextMove(command, protocol, world.now);
  if (move.kind === 'ask_person') world.askedPerson = true;
  if (move.kind === 'lookup') {
    command.state = 'unknown';
    command.lookups += 1;
    if (world.effects.some((effect) => effect.listedAt <= world.now)) command.state = 'applied';
    else if (rules.mayResend(command, protocol, world.now)) call(world, rules, protocol, step);
    else command.lookups = protocol.maximumLookups;
  }
  if (move.kind === 'attempt') call(world, rules, protocol, step);
}

function call(world: World, rules: Rules, protocol: MoneyProtocol, step: Extract<Happening, { kind: 'step' }>): void {
  const { command } = world;
  // The lease is committed before the call.
  Object.assign(command, {
    state: 'attempting',
    attempts: command.attempts + 1,
    firstAttemptAt: command.firstAttemptAt ?? world.now,
    leaseUntil: world.now + protocol.leaseMs,
  });
  if (step.crash === 'before_call' || step.answer === 'never_arrived') {
    if (step.crash === 'no') command.state = rules.onNoAnswer;
    return;
  }
  const dedupe = protocol.dedupe === 'native_key';
  const key = rules.keyOf(command);
  const seen = world.keys.get(key);
  // A vendor that knows the key replays what it answered; it does not judge the request again.
  const replays = dedupe && seen !== undefined && world.now - seen < VENDOR_KEY_MEMORY_MS;
  // Such a vendor may list later than promised: the key must hold where the lookup fails. Elsewhere the promise is kept.
  const listedAfterMs = dedupe ? step.wireMs * 4 : protocol.listingDelayMs;
  if (step.answer !== 'refused' && !replays)
    world.wire.push({
      key,
      arrives: world.now + (step.crash === 'after_call' || step.answer === 'lost' ? step.wireMs : 0),
      listedAfterMs,
    });
  arrive(world, dedupe);
  if (step.crash !== 'no') return;
  if (step.answer === 'ok' || (replays && step.answer === 'refused')) command.state = 'applied';
  else if (step.answer === 'refused') command.state = 'refused';
  else command.state = rules.onNoAnswer;
}

/** Plays one schedule to its end and returns what must never be seen. */
function violations(schedule: Happening[], rules: Rules, protocol: MoneyProtocol): string[] {
  const world: World = {
    now: 1_000_000,
    command: { state: 'intended', attempts: 0, lookups: 0, firstAttemptAt: null, leaseUntil: null },
    effects: [],
    keys: new Map(),
    wire: [],
    askedPerson: false,
  };
  const calm: Happening[] = Array.from({ length: 30 }, (_, index) =>
    index % 2 ? { kind: 'pass', ms: 30_000 } : { kind: 'step', answer: 'ok', crash: 'no', wireMs: 0 },
  );
  for (const next of [...schedule, ...calm]) {
    if (next.kind === 'pass') world.now += next.ms;
    arrive(world, protocol.dedupe === 'native_key');
    if (next.kind === 'step' && !world.askedPerson) take(world, rules, protocol, next);
  }
  const found: string[] = [];
  if (world.effects.length > 1) found.push('two effects');
  if (world.command.state === 'refused' && world.effects.length > 0) found.push('refused, but applied');
  if (world.command.state === 'applied' && world.effects.length === 0) found.push('applied, but no effect');
  if (!world.askedPerson && world.command.state !== 'applied' && world.command.state !== 'refused')
    found.push('never ends');
  return found;
}

const schedules = (numRuns: number) =>
  fc.sample(fc.array(happening, { minLength: 1, maxLength: 14 }), { numRuns, seed: 4711 });
const broken = (rules: Rules, protocol = PROTOCOL, numRuns = 4000) =>
  new Set(schedules(numRuns).flatMap((schedule) => violations(schedule, rules, protocol)));

describe('the money command as a model, with crashes at every step [H-30] [H-10]', () => {
  it('has at most one effect and always ends, over 20,000 schedules', () => {
    expect([...broken(RULES, PROTOCOL, 20_000)]).toEqual([]);
  });

  it('holds for a vendor that can only be looked up', () => {
    expect([...broken(RULES, { ...PROTOCOL, dedupe: 'lookup_only' }, 20_000)]).toEqual([]);
  });

  it('holds for a vendor that offers nothing: one attempt, then a person', () => {
    expect([...broken(RULES, { ...PROTOCOL, dedupe: 'none' }, 20_000)]).toEqual([]);
  });

  const bugs: [string, Rules, MoneyProtocol, string][] = [
    [
      'the key from the attempt number',
      { ...RULES, keyOf: (command) => `refund:${command.attempts}` },
      PROTOCOL,
      'two effects',
    ],
    ['void on time-out', { ...RULES, onNoAnswer: 'refused' }, PROTOCOL, 'refused, but applied'],
    [
      'lookup before the lease ends',
      { ...RULES, nextMove: (command, protocol, now) => nextMove({ ...command, leaseUntil: 0 }, protocol, now) },
      { ...PROTOCOL, dedupe: 'lookup_only' },
      'two effects',
    ],
    [
      'lookup before the vendor lists',
      { ...RULES, nextMove: (command, protocol, now) => nextMove(command, { ...protocol, listingDelayMs: 0 }, now) },
      { ...PROTOCOL, dedupe: 'lookup_only', listingDelayMs: 30_000 },
      'two effects',
    ],
    [
      'retry without a lookup',
      {
        ...RULES,
        nextMove: (command, protocol, now) =>
          command.state === 'unknown' || command.state === 'attempting'
            ? { kind: 'attempt' }
            : nextMove(command, protocol, now),
      },
      { ...PROTOCOL, dedupe: 'lookup_only' },
      'two effects',
    ],
    [
      'resend of what can not be deduplicated',
      {
        ...RULES,
        nextMove: (command, protocol, now) => nextMove(command, { ...protocol, dedupe: 'native_key' }, now),
        mayResend: () => true,
      },
      { ...PROTOCOL, dedupe: 'none', leaseMs: 0, listingDelayMs: 0 },
      'two effects',
    ],
    [
      'an unknown outcome taken as applied',
      {
        ...RULES,
        nextMove: (command, protocol, now) => {
          if (command.state === 'unknown') command.state = 'applied';
          return nextMove(command, protocol, now);
        },
      },
      PROTOCOL,
      'applied, but no effect',
    ],
  ];
  for (const [name, rules, protocol, caught] of bugs) {
    it(`planted bug: ${name} is caught`, () => {
      expect([...broken(rules, protocol)]).toContain(caught);
    });
  }
});
