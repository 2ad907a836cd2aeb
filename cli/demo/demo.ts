export async function demo(){}
