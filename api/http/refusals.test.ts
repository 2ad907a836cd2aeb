import { describe, expect, it } from 'vitest';
import { missingPermission, noSuchMethod, noSuchPath, notFoundAt } from './refusals.ts';

describe('what a refused caller is told', () => {
  it('which permission is missing, and which role has it', () => {
    expect(missingPermission('admin:keys', { kind: 'user' }).message).toBe(
      'Your account lacks the permission admin:keys; it comes with the role super user',
    );
    expect(missingPermission('review:decide', { kind: 'user' }).message).toMatch(/ or \S+( user)?$/);
    expect(missingPermission('admin:keys', { kind: 'service' }).message).toBe(
      'This API key lacks the scope admin:keys',
    );
  });

  it.each([
    ['/reviews/:task_id', 'There is no such task here, or it is not yours to see'],
    [
      '/admin/tenants/:tenant_id/power-changes/:change_id/approve',
      'There is no such change here, or it is not yours to see',
    ],
    ['/admin/config/:key', 'There is no such key here, or it is not yours to see'],
    ['/me', 'There is nothing here'],
  ])('what was not found at %s', (path, sentence) => {
    expect(notFoundAt({ path })).toMatchObject({ code: 'NOT_FOUND', message: sentence });
  });

  it.each([
    ['/api/v1/review', 'The API has no such address; did you mean /reviews?'],
    ['/api/reveiws/17', 'The API has no such address; did you mean /reviews?'],
    ['/apis', 'The API has no such address; /docs lists every address'],
    ['/reviews/1/2/3', 'The API has no such address; /docs lists every address'],
    [`/${'x'.repeat(10_000)}`, 'The API has no such address; /docs lists every address'],
  ])('that %s is nowhere', (path, sentence) => {
    expect(noSuchPath(path, ['reviews', 'disputes', 'me']).message).toBe(sentence);
  });

  it('which methods an address takes', () => {
    expect(noSuchMethod('DELETE', ['POST', 'GET', 'HEAD']).message).toBe(
      'This address takes POST, GET and HEAD, not DELETE',
    );
    expect(noSuchMethod('<script>', ['GET']).message).toBe('This address takes GET, not this method');
  });
});
