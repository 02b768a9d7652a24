-- CreateEnum
CREATE TYPE "pipeline_attempt_status" AS ENUM ('running', 'succeeded', 'failed', 'cancelled', 'lost');

-- AlterTable
ALTER TABLE "pipeline_runs" ADD COLUMN     "log_lines" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "schedules" ADD COLUMN     "edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "effective_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "pipeline_attempts" (
    "run_id" UUID NOT NULL,
    "step" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "dispatch" INTEGER NOT NULL,
    "worker" TEXT NOT NULL,
    "status" "pipeline_attempt_status" NOT NULL DEFAULT 'running',
    "error" JSONB,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "pipeline_attempts_pkey" PRIMARY KEY ("run_id","step","number")
);

-- CreateIndex
CREATE INDEX "pipeline_runs_dataset_created_at_id_idx" ON "pipeline_runs"("dataset", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "pipeline_runs_status_created_at_id_idx" ON "pipeline_runs"("status", "created_at" DESC, "id");

-- AddForeignKey
ALTER TABLE "pipeline_attempts" ADD CONSTRAINT "pipeline_attempts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "pipeline_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
