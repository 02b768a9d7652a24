/** Longest text that MLflow's clients take for a parameter. */
const longest = 6000;

/**
 * Every setting of a configuration as parameters of a tracked run: nested ones by their path (`features.windows`), lists as JSON.
 * What is left out of a configuration is left out here.
 */
export function configParams(config: object, prefix = ''): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    const name = prefix ? `${prefix}.${key}` : key;
    if (value === undefined) continue;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) Object.assign(params, configParams(value, name));
    else params[name] = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, longest);
  }
  return params;
}
