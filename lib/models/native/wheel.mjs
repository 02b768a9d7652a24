import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue, platformKey } from './catalogue.mjs';
import { lastLine, run } from './command.mjs';
import { readZip } from './zip.mjs';

/** Programs that can fetch a wheel, in order of preference. uv has no `download` of its own and lends pip's. */
const fetchers = [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip'], ['uv', 'tool', 'run', '--from', 'pip', 'pip']];

const environment = { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_INPUT: '1', PIP_REQUIRE_VIRTUALENV: '0', PYTHONDONTWRITEBYTECODE: '1' };

/** The first fetcher that answers, or null. */
export async function findFetcher() {
  for (const [program, ...args] of fetchers) {
    if ((await run(program, [...args, '--version'], { timeoutSeconds: 30, environment })).ok) return [program, ...args];
  }
  return null;
}

/**
 * Fetches the official wheel pinned for this platform and unpacks its shared libraries and licences into `folder`.
 * Nothing of the package is run; Python serves only as the client of its index.
 * @returns {Promise<string>} the library's file, relative to `folder`
 * @throws {Error} with the fetcher's own last line, or what is wrong with the wheel
 */
export async function unpackWheel(name, folder, fetcher) {
  const { version } = catalogue[name];
  const wheel = catalogue[name].wheels[platformKey()];
  if (!wheel) throw new Error(`there is no wheel of ${name} for ${platformKey()}`);
  const downloads = path.join(folder, 'download');
  mkdirSync(downloads, { recursive: true });
  const requirements = path.join(downloads, 'requirements.txt');
  writeFileSync(requirements, `${wheel.package}==${version} --hash=sha256:${wheel.sha256}\n`);
  const [program, ...prefix] = fetcher;
  const platform = ['--platform', wheel.tag, '--python-version', '3.11', '--implementation', 'py', '--abi', 'none'];
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '--retries', '3', '--timeout', '20', ...platform];
  const fetched = await run(program, [...prefix, 'download', ...options, '-d', downloads, '-r', requirements], {
    timeoutSeconds: 180,
    environment,
  });
  if (!fetched.ok) throw new Error(`${fetcher.join(' ')} could not fetch ${wheel.package} ${version}: ${fetchFailure(fetched)}`);
  return unpackFile(name, folder, downloads, wheel.sha256);
}

/** pip ends with "no matching distribution" also where it could not reach its index: the reason then stands further up. */
function fetchFailure(fetched) {
  const unreachable = fetched.output.split('\n').find((line) => /connection broken by|Could not fetch URL/.test(line));
  return unreachable?.trim() ?? lastLine(fetched);
}

function unpackFile(name, folder, downloads, sha256) {
  const file = readdirSync(downloads).find((entry) => entry.endsWith('.whl'));
  if (!file) throw new Error('the download left no wheel');
  const archive = readFileSync(path.join(downloads, file));
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== sha256) throw new Error(`${file} has sha256 ${actual}, not the pinned ${sha256}: it is not used`);
  const wanted = (entry) => /\.(so|dylib|dll)(\.|$)/.test(entry) || /\/LICEN[CS]E[^/]*$/.test(entry);
  const files = readZip(archive, wanted);
  for (const [entry, content] of files) {
    // The layout stays as it is in the wheel: the library finds its neighbours by relative path.
    const target = path.join(folder, entry);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  const library = [...files.keys()].find((entry) => catalogue[name].file.test(path.posix.basename(entry)));
  if (!library) throw new Error(`${file} holds no shared library`);
  return library;
}
