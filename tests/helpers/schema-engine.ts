import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Pool, type QueryResult } from 'pg';
import { readMigrations } from '@/lib/database/migrations';
import { projectRoot } from '@/lib/project';

/**
 * The SQL that would bring a database to prisma/schema, as Prisma's own schema engine sees it; empty when it is there already.
 * Also how a new migration is drafted where Prisma's CLI cannot download its engine.
 */
export async function schemaDifference(databaseUrl: string): Promise<string> {
  const folder = path.join(projectRoot(), 'prisma', 'schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma'));
  const files = await Promise.all(names.map(async (name) => ({ path: name, content: await readFile(path.join(folder, name), 'utf8') })));
  return withEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: folder },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return (stdout ?? '').replace('-- This is an empty migration.', '').trim();
  });
}

/** What `prisma migrate deploy` would do: the names of the migrations it applies. */
export async function prismaDeploy(databaseUrl: string): Promise<string[]> {
  const baseDir = path.join(projectRoot(), 'prisma', 'migrations');
  const migrationDirectories = (await readMigrations()).map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: sql } },
  }));
  const lockfile = { path: 'migration_lock.toml', content: await readFile(path.join(baseDir, 'migration_lock.toml'), 'utf8') };
  return withEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  });
}

async function withEngine<T>(databaseUrl: string, use: (engine: bindings.SchemaEngine) => Promise<T>): Promise<T> {
  await load();
  const pool = new Pool({ connectionString: databaseUrl });
  const factory = bindMigrationAwareSqlAdapterFactory(catalogueAdapter(pool));
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
  try {
    return await use(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

/**
 * The driver adapter with one repair: the catalogue's internal type "char" (number 18) is unknown to it and wanted by the engine.
 * Such columns pass the adapter as arrays of it (1002), which no catalogue query has, and are put right behind it.
 */
function catalogueAdapter(pool: Pool): SqlMigrationAwareDriverAdapterFactory {
  const query = pool.query.bind(pool) as unknown as (...request: unknown[]) => Promise<QueryResult>;
  const repaired = async (...request: unknown[]) => {
    const result = await query(...request);
    for (const field of result.fields) if (field.dataTypeID === 18) field.dataTypeID = 1002;
    return result;
  };
  const postgres = new PrismaPg(Object.assign(pool, { query: repaired }));
  const connect = async () => {
    const adapter = await postgres.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (request) => {
      const result = await queryRaw(request);
      const columnTypes = result.columnTypes.map((type) => (type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type));
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return { adapterName: postgres.adapterName, provider: 'postgres', connect, connectToShadowDb: connect };
}

let loaded: Promise<void> | undefined;

/** The package imports its .wasm as a module, which Node 20 does not know; so it is put together here. */
function load(): Promise<void> {
  loaded ??= (async () => {
    const file = path.join(path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return loaded;
}
