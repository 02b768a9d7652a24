import { afterEach, expect, it } from 'vitest';
import { reloadEnv, settingNames } from '@/lib/env';
import { describeSettings } from './describe';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
  reloadEnv();
});

it('describes every setting there is', () => {
  expect(
    describeSettings()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...settingNames].sort());
});

it('shows no secret, and of an address no password', () => {
  Object.assign(process.env, {
    ALMANAC_API_KEY: 'hush-key',
    DATABASE_URL: 'postgres://ann:hush-database@host/db',
    ALMANAC_SOURCE_URL: 'postgres://ann:hush-source@host/db',
    S3_ENDPOINT: 'https://ann:hush-store@minio:9000/path?x=hush-query',
    AWS_ACCESS_KEY_ID: 'hush-id',
    AWS_SECRET_ACCESS_KEY: 'hush-secret',
    INNGEST_BASE_URL: 'http://ann:hush-inngest@inngest:8288',
    INNGEST_EVENT_KEY: 'hush-event',
    INNGEST_SIGNING_KEY: 'hush-signing',
  });
  reloadEnv();
  const settings = describeSettings();
  expect(JSON.stringify(settings)).not.toContain('hush');
  const of = (name: string) => settings.find((setting) => setting.name === name);
  expect(of('ALMANAC_API_KEY')).toMatchObject({ from: 'environment', value: null });
  expect(of('S3_ENDPOINT')).toMatchObject({ from: 'environment', value: 'https://minio:9000' });
});

it('tells what the environment says from what is so by default', () => {
  delete process.env.LIGHTGBM_LIBRARY;
  process.env.ALMANAC_RETENTION_DAYS = '7';
  delete process.env.AWS_REGION;
  reloadEnv();
  const of = (name: string) => describeSettings().find((setting) => setting.name === name);
  expect(of('ALMANAC_RETENTION_DAYS')).toMatchObject({ from: 'environment', value: '7' });
  expect(of('AWS_REGION')).toMatchObject({ from: 'default', value: 'us-east-1' });
  expect(of('LIGHTGBM_LIBRARY')).toMatchObject({ from: 'none', value: null });
});
