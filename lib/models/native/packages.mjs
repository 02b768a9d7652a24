import { existsSync, readdirSync } from 'node:fs';
import { lastLine, run } from './command.mjs';

/**
 * Installs system packages where the process may: with apt-get as root on Debian and Ubuntu, with brew on macOS. Says so
 * before it does, and does nothing where ALMANAC_NO_INSTALL is set.
 * @param {{ apt?: string[], brew?: string[] }} packages
 * @param {string} why
 * @param {(line: string) => void} log
 * @returns {Promise<boolean>} whether they are there now
 */
export async function installPackages(packages, why, log) {
  if (!mayInstall()) return false;
  if (packages.apt && isAptRoot()) return aptInstall(packages.apt, why, log);
  if (packages.brew && process.platform === 'darwin' && (await run('brew', ['--version'], { timeoutSeconds: 30 })).ok) {
    log(`installing ${packages.brew.join(', ')} with brew: ${why} (ALMANAC_NO_INSTALL=1 forbids it)`);
    return report(await run('brew', ['install', ...packages.brew], { timeoutSeconds: 600 }), log);
  }
  return false;
}

function mayInstall() {
  const value = process.env.ALMANAC_NO_INSTALL;
  return !value || value === '0' || value === 'false';
}

function isAptRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

async function aptInstall(packages, why, log) {
  log(`installing ${packages.join(', ')} with apt-get: ${why} (ALMANAC_NO_INSTALL=1 forbids it)`);
  const environment = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=60', ...packages], {
      timeoutSeconds: 300,
      environment,
    });
  // Container images come without package lists; elsewhere they may be stale, which only a failure tells.
  const lists = existsSync('/var/lib/apt/lists') && readdirSync('/var/lib/apt/lists').some((entry) => entry.includes('Packages'));
  if (lists && (await install()).ok) return true;
  const updated = await run('apt-get', ['update', '-qq'], { timeoutSeconds: 120, environment });
  return report(updated.ok ? await install() : updated, log);
}

function report(result, log) {
  if (!result.ok) log(`that failed: ${lastLine(result)}`);
  return result.ok;
}
