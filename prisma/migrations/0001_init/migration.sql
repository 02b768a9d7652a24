-- CreateEnum
CREATE TYPE "dataset_kind" AS ENUM ('synthetic', 'imported');

-- CreateEnum
CREATE TYPE "frequency" AS ENUM ('day', 'week', 'month');

-- CreateEnum
CREATE TYPE "pipeline_status" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "pipeline_trigger" AS ENUM ('api', 'cli', 'cron', 'dashboard', 'setup');

-- CreateEnum
CREATE TYPE "pipeline_step_status" AS ENUM ('pending', 'running', 'succeeded', 'failed', 'skipped', 'cancelled');

-- CreateEnum
CREATE TYPE "lifecycle_stage" AS ENUM ('active', 'deleted');

-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED');

-- CreateTable
CREATE TABLE "datasets" (
    "name" TEXT NOT NULL,
    "kind" "dataset_kind" NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "datasets_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "dataset_versions" (
    "dataset" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "uri" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "first_date" DATE NOT NULL,
    "last_date" DATE NOT NULL,
    "row_count" BIGINT NOT NULL,
    "metadata" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_versions_pkey" PRIMARY KEY ("dataset","version")
);

-- CreateTable
CREATE TABLE "series" (
    "id" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "keys" JSONB NOT NULL,
    "frequency" "frequency" NOT NULL,
    "first_date" DATE NOT NULL,
    "last_date" DATE NOT NULL,
    "history" DOUBLE PRECISION[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forecasts" (
    "id" UUID NOT NULL,
    "dataset" TEXT NOT NULL,
    "dataset_version" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "frequency" "frequency" NOT NULL,
    "origin" DATE NOT NULL,
    "horizon" INTEGER NOT NULL,
    "model_name" TEXT NOT NULL,
    "model_version" INTEGER,
    "interval_method" TEXT NOT NULL,
    "pipeline_run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "forecasts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forecast_points" (
    "forecast_id" UUID NOT NULL,
    "series_id" TEXT NOT NULL,
    "step" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "mean" DOUBLE PRECISION NOT NULL,
    "lower80" DOUBLE PRECISION NOT NULL,
    "upper80" DOUBLE PRECISION NOT NULL,
    "lower90" DOUBLE PRECISION NOT NULL,
    "upper90" DOUBLE PRECISION NOT NULL,
    "lower95" DOUBLE PRECISION NOT NULL,
    "upper95" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "forecast_points_pkey" PRIMARY KEY ("forecast_id","series_id","step")
);

-- CreateTable
CREATE TABLE "monitoring_metrics" (
    "id" BIGSERIAL NOT NULL,
    "dataset" TEXT NOT NULL,
    "forecast_id" UUID,
    "name" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "measured_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "monitoring_metrics_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" BIGSERIAL NOT NULL,
    "dataset" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledged_at" TIMESTAMPTZ(3),

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pipeline_runs" (
    "id" UUID NOT NULL,
    "function_id" TEXT NOT NULL DEFAULT 'train-sales-forecast',
    "status" "pipeline_status" NOT NULL DEFAULT 'queued',
    "trigger" "pipeline_trigger" NOT NULL,
    "dataset" TEXT NOT NULL,
    "parameters" JSONB NOT NULL,
    "result" JSONB,
    "error" JSONB,
    "retry_of" UUID,
    "cancel_requested_at" TIMESTAMPTZ(3),
    "dispatch" INTEGER NOT NULL DEFAULT 1,
    "dispatched_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "pipeline_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pipeline_steps" (
    "run_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "pipeline_step_status" NOT NULL DEFAULT 'pending',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "progress" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "message" TEXT NOT NULL DEFAULT '',
    "output" JSONB,
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "fence" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "pipeline_steps_pkey" PRIMARY KEY ("run_id","name")
);

-- CreateTable
CREATE TABLE "pipeline_events" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pipeline_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "schedules" (
    "function_id" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "parameters" JSONB NOT NULL DEFAULT '{}',
    "last_tick_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("function_id")
);

-- CreateTable
CREATE TABLE "registered_models" (
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "dataset" TEXT,
    "level" TEXT,
    "frequency" "frequency",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registered_models_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "registered_model_tags" (
    "name" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "registered_model_tags_pkey" PRIMARY KEY ("name","key")
);

-- CreateTable
CREATE TABLE "model_versions" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "run_id" CHAR(32),
    "pipeline_run_id" UUID,
    "source" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'READY',
    "stage" TEXT NOT NULL DEFAULT 'None',
    "description" TEXT NOT NULL DEFAULT '',
    "user_id" TEXT NOT NULL DEFAULT '',
    "config" JSONB NOT NULL DEFAULT '{}',
    "metrics" JSONB NOT NULL DEFAULT '{}',
    "dataset_version" INTEGER,
    "trained_through" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_versions_pkey" PRIMARY KEY ("name","version")
);

-- CreateTable
CREATE TABLE "model_version_tags" (
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "model_version_tags_pkey" PRIMARY KEY ("name","version","key")
);

-- CreateTable
CREATE TABLE "model_aliases" (
    "name" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_aliases_pkey" PRIMARY KEY ("name","alias")
);

-- CreateTable
CREATE TABLE "model_promotions" (
    "id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "from_version" INTEGER,
    "to_version" INTEGER,
    "reason" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "gates" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_promotions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiments" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "artifact_location" TEXT NOT NULL,
    "lifecycle_stage" "lifecycle_stage" NOT NULL DEFAULT 'active',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "experiments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "experiment_tags" (
    "experiment_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "experiment_tags_pkey" PRIMARY KEY ("experiment_id","key")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" CHAR(32) NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'RUNNING',
    "start_time" BIGINT NOT NULL,
    "end_time" BIGINT,
    "lifecycle_stage" "lifecycle_stage" NOT NULL DEFAULT 'active',
    "deleted_time" BIGINT,
    "artifact_uri" TEXT NOT NULL,
    "user_id" TEXT NOT NULL DEFAULT '',
    "pipeline_run_id" UUID,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "params" (
    "run_id" CHAR(32) NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "params_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "run_tags" (
    "run_id" CHAR(32) NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "run_tags_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "metrics" (
    "run_id" CHAR(32) NOT NULL,
    "key" TEXT NOT NULL,
    "timestamp" BIGINT NOT NULL,
    "step" BIGINT NOT NULL DEFAULT 0,
    "value" DOUBLE PRECISION NOT NULL,
    "is_nan" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "metrics_pkey" PRIMARY KEY ("run_id","key","timestamp","step","value","is_nan")
);

-- CreateTable
CREATE TABLE "latest_metrics" (
    "run_id" CHAR(32) NOT NULL,
    "key" TEXT NOT NULL,
    "timestamp" BIGINT NOT NULL,
    "step" BIGINT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "is_nan" BOOLEAN NOT NULL,

    CONSTRAINT "latest_metrics_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "run_inputs" (
    "run_id" CHAR(32) NOT NULL,
    "name" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "source_type" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "schema" JSONB,
    "profile" JSONB,
    "tags" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "run_inputs_pkey" PRIMARY KEY ("run_id","name","digest")
);

-- CreateTable
CREATE TABLE "artifacts" (
    "run_id" CHAR(32) NOT NULL,
    "path" TEXT NOT NULL,
    "uri" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "content_type" TEXT NOT NULL DEFAULT 'application/octet-stream',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifacts_pkey" PRIMARY KEY ("run_id","path")
);

-- CreateTable
CREATE TABLE "logged_models" (
    "id" TEXT NOT NULL,
    "experiment_id" INTEGER NOT NULL,
    "run_id" CHAR(32),
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'READY',
    "model_type" TEXT NOT NULL DEFAULT '',
    "artifact_uri" TEXT NOT NULL,
    "lifecycle_stage" "lifecycle_stage" NOT NULL DEFAULT 'active',
    "params" JSONB NOT NULL DEFAULT '{}',
    "tags" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "logged_models_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_versions_dataset_fingerprint_key" ON "dataset_versions"("dataset", "fingerprint");

-- CreateIndex
CREATE INDEX "series_dataset_level_id_idx" ON "series"("dataset", "level", "id");

-- CreateIndex
CREATE UNIQUE INDEX "forecasts_pipeline_run_id_key" ON "forecasts"("pipeline_run_id");

-- CreateIndex
CREATE INDEX "forecasts_dataset_published_at_idx" ON "forecasts"("dataset", "published_at" DESC);

-- CreateIndex
CREATE INDEX "forecast_points_forecast_id_level_series_id_step_idx" ON "forecast_points"("forecast_id", "level", "series_id", "step");

-- CreateIndex
CREATE INDEX "monitoring_metrics_dataset_name_measured_at_idx" ON "monitoring_metrics"("dataset", "name", "measured_at" DESC);

-- CreateIndex
CREATE INDEX "alerts_dataset_created_at_idx" ON "alerts"("dataset", "created_at" DESC);

-- CreateIndex
CREATE INDEX "pipeline_runs_created_at_id_idx" ON "pipeline_runs"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "pipeline_runs_dataset_status_idx" ON "pipeline_runs"("dataset", "status");

-- CreateIndex
CREATE INDEX "pipeline_events_run_id_id_idx" ON "pipeline_events"("run_id", "id");

-- CreateIndex
CREATE INDEX "outbox_events_sent_at_created_at_idx" ON "outbox_events"("sent_at", "created_at");

-- CreateIndex
CREATE INDEX "model_versions_run_id_idx" ON "model_versions"("run_id");

-- CreateIndex
CREATE UNIQUE INDEX "model_versions_name_pipeline_run_id_key" ON "model_versions"("name", "pipeline_run_id");

-- CreateIndex
CREATE INDEX "model_promotions_name_alias_created_at_idx" ON "model_promotions"("name", "alias", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "experiments_name_key" ON "experiments"("name");

-- CreateIndex
CREATE INDEX "runs_experiment_id_lifecycle_stage_start_time_id_idx" ON "runs"("experiment_id", "lifecycle_stage", "start_time" DESC, "id");

-- CreateIndex
CREATE INDEX "runs_pipeline_run_id_idx" ON "runs"("pipeline_run_id");

-- CreateIndex
CREATE INDEX "params_key_run_id_idx" ON "params"("key", "run_id");

-- CreateIndex
CREATE INDEX "latest_metrics_key_value_run_id_idx" ON "latest_metrics"("key", "value", "run_id");

-- CreateIndex
CREATE INDEX "logged_models_experiment_id_name_idx" ON "logged_models"("experiment_id", "name");

-- AddForeignKey
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_dataset_fkey" FOREIGN KEY ("dataset") REFERENCES "datasets"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_dataset_fkey" FOREIGN KEY ("dataset") REFERENCES "datasets"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "forecast_points" ADD CONSTRAINT "forecast_points_forecast_id_fkey" FOREIGN KEY ("forecast_id") REFERENCES "forecasts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipeline_steps" ADD CONSTRAINT "pipeline_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "pipeline_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pipeline_events" ADD CONSTRAINT "pipeline_events_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "pipeline_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "registered_model_tags" ADD CONSTRAINT "registered_model_tags_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_version_tags" ADD CONSTRAINT "model_version_tags_name_version_fkey" FOREIGN KEY ("name", "version") REFERENCES "model_versions"("name", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_name_version_fkey" FOREIGN KEY ("name", "version") REFERENCES "model_versions"("name", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_promotions" ADD CONSTRAINT "model_promotions_name_fkey" FOREIGN KEY ("name") REFERENCES "registered_models"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "experiment_tags" ADD CONSTRAINT "experiment_tags_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "runs_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "params" ADD CONSTRAINT "params_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_tags" ADD CONSTRAINT "run_tags_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "metrics" ADD CONSTRAINT "metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "latest_metrics" ADD CONSTRAINT "latest_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_inputs" ADD CONSTRAINT "run_inputs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifacts" ADD CONSTRAINT "artifacts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_experiment_id_fkey" FOREIGN KEY ("experiment_id") REFERENCES "experiments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What the schema language cannot say: ids as MLflow clients expect them, and figures that can be compared.
ALTER TABLE "dataset_versions"
    ADD CONSTRAINT "dataset_versions_version_check" CHECK ("version" >= 1),
    ADD CONSTRAINT "dataset_versions_dates_check" CHECK ("first_date" <= "last_date"),
    ADD CONSTRAINT "dataset_versions_row_count_check" CHECK ("row_count" >= 0);

ALTER TABLE "series" ADD CONSTRAINT "series_dates_check" CHECK ("first_date" <= "last_date");

ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_horizon_check" CHECK ("horizon" >= 1);

-- PostgreSQL sorts NaN above infinity, so "less than infinity" refuses both.
ALTER TABLE "forecast_points"
    ADD CONSTRAINT "forecast_points_step_check" CHECK ("step" >= 1),
    ADD CONSTRAINT "forecast_points_mean_check" CHECK ("mean" > '-Infinity' AND "mean" < 'Infinity'),
    ADD CONSTRAINT "forecast_points_interval_check" CHECK (
        "lower95" > '-Infinity' AND "lower95" <= "lower90" AND "lower90" <= "lower80" AND "lower80" <= "upper80"
        AND "upper80" <= "upper90" AND "upper90" <= "upper95" AND "upper95" < 'Infinity'
    );

ALTER TABLE "pipeline_steps"
    ADD CONSTRAINT "pipeline_steps_attempt_check" CHECK ("attempt" >= 0),
    ADD CONSTRAINT "pipeline_steps_progress_check" CHECK ("progress" >= 0 AND "progress" <= 1);

ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_version_check" CHECK ("version" >= 1);

ALTER TABLE "experiments" ADD CONSTRAINT "experiments_id_check" CHECK ("id" >= 0);

ALTER TABLE "runs" ADD CONSTRAINT "runs_id_check" CHECK ("id" ~ '^[0-9a-f]{32}$');

ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_id_check" CHECK ("id" ~ '^m-[0-9a-f]{32}$');

-- NaN is a flag beside the value 0, and infinities are clamped to the largest double.
ALTER TABLE "metrics" ADD CONSTRAINT "metrics_value_check" CHECK (
    abs("value") <= 1.7976931348623157e308 AND (NOT "is_nan" OR "value" = 0)
);

ALTER TABLE "latest_metrics" ADD CONSTRAINT "latest_metrics_value_check" CHECK (
    abs("value") <= 1.7976931348623157e308 AND (NOT "is_nan" OR "value" = 0)
);

ALTER TABLE "artifacts"
    ADD CONSTRAINT "artifacts_size_bytes_check" CHECK ("size_bytes" >= 0),
    ADD CONSTRAINT "artifacts_sha256_check" CHECK ("sha256" ~ '^[0-9a-f]{64}$');

-- MLflow clients write to experiment 0 unless told otherwise, and the sequence begins at 1.
INSERT INTO "experiments" ("id", "name", "artifact_location") VALUES (0, 'Default', 'mlflow-artifacts:/0');
