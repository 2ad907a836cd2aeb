import { describe, expect, it } from 'vitest';
import {
  type ApiDocument,
  addressOf,
  fieldsOf,
  type Operation,
  operationsByArea,
  sampleOf,
  typeText,
} from './apiDocument.ts';

const described = { operationId: 'x', summary: 'Make a thing', description: '', responses: {} };
const document: ApiDocument = {
  servers: [{ url: '/api/v1' }],
  components: {
    schemas: {
      Thing: {
        type: 'object',
        required: ['name', 'id', 'inner'],
        properties: {
          id: { type: 'string', format: 'uuid' },
          name: { type: 'string' },
          note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          inner: { $ref: '#/components/schemas/Thing' },
        },
      },
    },
  },
  paths: {
    '/things': { get: { ...described, summary: 'List', tags: ['things'] }, post: { ...described, tags: ['things'] } },
    '/others/{id}': { get: { ...described, summary: 'One', tags: ['others'] } },
  },
};
const thing = { $ref: '#/components/schemas/Thing' };

describe('the document of the API', () => {
  it('operations stand by area, and a search finds path, method and words', () => {
    expect([...operationsByArea(document, '').keys()]).toEqual(['things', 'others']);
    expect(operationsByArea(document, 'post make').get('things')).toHaveLength(1);
    expect(operationsByArea(document, 'nowhere').size).toBe(0);
  });
  it('types are words, fields know what is required', () => {
    expect(typeText(document, { type: 'array', items: { type: 'string' } })).toBe('list of string');
    expect(fieldsOf(document, thing).map(({ name, required }) => [name, required])).toEqual([
      ['id', true],
      ['name', true],
      ['note', false],
      ['inner', true],
    ]);
    expect(typeText(document, document.components.schemas.Thing?.properties?.note ?? {})).toBe('string or nothing');
  });
  it('a sample has what is required, and a shape that contains itself ends', () => {
    expect(sampleOf(document, thing)).toMatchObject({ name: 'text', id: expect.stringMatching(/^0{8}-/) });
  });
  it('an address has its parts encoded, and says what is missing', () => {
    const operation: Operation = {
      ...described,
      method: 'get',
      path: '/others/{id}',
      tags: [],
      parameters: [
        { name: 'id', in: 'path' },
        { name: 'limit', in: 'query' },
      ],
    };
    expect(addressOf('/api/v1', operation, { id: 'a/b', limit: '5' })).toBe('/api/v1/others/a%2Fb?limit=5');
    expect(() => addressOf('/api/v1', operation, {})).toThrow('Fill in id');
  });
});
