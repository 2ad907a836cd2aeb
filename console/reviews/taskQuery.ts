import { api, body } from '../api/client.ts';

/** One task as its card shows it. */
export const taskQuery = (taskId: string) => ({
  queryKey: ['review', taskId],
  queryFn: () => body(api.GET('/reviews/{task_id}', { params: { path: { task_id: taskId } } })),
});
