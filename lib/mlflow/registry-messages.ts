import type { ModelRecord } from '@/lib/registry/model-records';
import type { VersionRecord } from '@/lib/registry/version-records';

/** The registry's messages as JSON. */
export function toModelVersion(version: VersionRecord, { aliases = true } = {}): object {
  return {
    name: version.name,
    version: String(version.version),
    creation_timestamp: version.creationTime,
    last_updated_timestamp: version.lastUpdateTime,
    ...(version.userId && { user_id: version.userId }),
    current_stage: version.stage,
    description: version.description,
    source: version.source,
    run_id: version.runId ?? '',
    status: version.status,
    ...(version.tags.length > 0 && { tags: version.tags }),
    run_link: version.runLink ?? '',
    ...(aliases && version.aliases.length > 0 && { aliases: version.aliases }),
  };
}

export function toRegisteredModel(model: ModelRecord): object {
  return {
    name: model.name,
    creation_timestamp: model.creationTime,
    last_updated_timestamp: model.lastUpdateTime,
    ...(model.description && { description: model.description }),
    ...(model.latestVersions.length > 0 && {
      latest_versions: model.latestVersions.map((version) => toModelVersion(version, { aliases: false })),
    }),
    ...(model.tags.length > 0 && { tags: model.tags }),
    ...(model.aliases.length > 0 && { aliases: model.aliases.map(({ alias, version }) => ({ alias, version: String(version) })) }),
  };
}
