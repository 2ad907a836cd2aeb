/** By the hour where the person is. */
export function greeting(name: string, hour: number): string {
  const words = hour < 5 ? 'Good night' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
  return `${words}, ${name}. This is what needs you now.`;
}
