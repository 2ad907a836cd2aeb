/** How people call an account: its name, and the last four characters of its number where the name does not say them. */
export const nameAccount = ({ name, lastFour }: { name: string; lastFour: string | null }): string =>
  lastFour === null || name.includes(lastFour) ? name : `${name} …${lastFour}`;
