/** Whether node_modules holds what package-lock.json says. */
export function dependenciesAreFresh(root: string): boolean;
/** `npm ci`. @throws SetupError */
export function installDependencies(root: string): void;
