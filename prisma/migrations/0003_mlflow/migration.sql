-- CreateEnum
CREATE TYPE "run_model_role" AS ENUM ('input', 'output');

-- AlterTable
ALTER TABLE "model_versions" ADD COLUMN     "model_id" TEXT,
ADD COLUMN     "run_link" TEXT,
ADD COLUMN     "storage_uri" TEXT;

-- AlterTable
ALTER TABLE "registered_models" ADD COLUMN     "last_version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "run_inputs" ALTER COLUMN "schema" SET DATA TYPE TEXT USING "schema"::text,
ALTER COLUMN "profile" SET DATA TYPE TEXT USING "profile"::text;

-- CreateTable
CREATE TABLE "run_models" (
    "run_id" CHAR(32) NOT NULL,
    "role" "run_model_role" NOT NULL,
    "model_id" TEXT NOT NULL,
    "step" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "run_models_pkey" PRIMARY KEY ("run_id","role","model_id")
);

-- CreateTable
CREATE TABLE "logged_model_metrics" (
    "model_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "timestamp" BIGINT NOT NULL,
    "step" BIGINT NOT NULL,
    "run_id" CHAR(32) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "dataset_name" TEXT,
    "dataset_digest" TEXT,

    CONSTRAINT "logged_model_metrics_pkey" PRIMARY KEY ("model_id","key","timestamp","step","run_id")
);

-- CreateTable
CREATE TABLE "artifact_removals" (
    "uri" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_removals_pkey" PRIMARY KEY ("uri")
);

-- CreateIndex
CREATE INDEX "run_models_model_id_idx" ON "run_models"("model_id");

-- CreateIndex
CREATE INDEX "logged_model_metrics_key_value_model_id_idx" ON "logged_model_metrics"("key", "value", "model_id");

-- CreateIndex
CREATE INDEX "logged_model_metrics_run_id_idx" ON "logged_model_metrics"("run_id");

-- CreateIndex
CREATE INDEX "logged_models_run_id_idx" ON "logged_models"("run_id");

-- CreateIndex
CREATE INDEX "model_version_tags_key_name_version_idx" ON "model_version_tags"("key", "name", "version");

-- CreateIndex
CREATE INDEX "model_versions_updated_at_name_version_idx" ON "model_versions"("updated_at" DESC, "name", "version" DESC);

-- CreateIndex
CREATE INDEX "registered_model_tags_key_name_idx" ON "registered_model_tags"("key", "name");

-- CreateIndex
CREATE INDEX "run_inputs_name_digest_idx" ON "run_inputs"("name", "digest");

-- CreateIndex
CREATE INDEX "run_tags_key_run_id_idx" ON "run_tags"("key", "run_id");

-- CreateIndex
CREATE INDEX "runs_lifecycle_stage_deleted_time_idx" ON "runs"("lifecycle_stage", "deleted_time");

-- AddForeignKey
ALTER TABLE "run_models" ADD CONSTRAINT "run_models_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_models" ADD CONSTRAINT "run_models_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "logged_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "logged_models"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema language cannot say.

UPDATE "registered_models" SET "last_version" = (
    SELECT coalesce(max("version"), 0) FROM "model_versions" WHERE "model_versions"."name" = "registered_models"."name"
);

-- As with metrics of runs: infinities are clamped to the largest double, and NaN has no place.
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_value_check" CHECK (abs("value") <= 1.7976931348623157e308);
