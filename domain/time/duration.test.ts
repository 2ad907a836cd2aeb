import { describe, expect, it } from 'vitest';
import { durationWords } from './duration.ts';

describe('a span of time in words', () => {
  it.each([
    [604_800, '7 days'],
    [259_200, '3 days'],
    [86_400, '1 day'],
    [93_600, '1 day 2 hours'],
    [5_400, '1 hour 30 minutes'],
    [900, '15 minutes'],
    [60, '1 minute'],
    [61, '1 minute 1 second'],
    [90_061, '1 day 1 hour 1 minute 1 second'],
    [1, '1 second'],
    [5.24, '5.2 seconds'],
    [0.25, '250 milliseconds'],
    [0, '0 milliseconds'],
  ])('%d seconds are %s', (seconds, words) => expect(durationWords(seconds)).toBe(words));
});
