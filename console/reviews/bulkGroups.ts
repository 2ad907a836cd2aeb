/** What is left out by why, the largest group first. */
export function groupsOf<Task extends { why: string }>(tasks: readonly Task[]): { why: string; tasks: Task[] }[] {
  return [...Map.groupBy(tasks, (task) => task.why)]
    .map(([why, own]) => ({ why, tasks: own }))
    .toSorted((left, right) => right.tasks.length - left.tasks.length);
}
