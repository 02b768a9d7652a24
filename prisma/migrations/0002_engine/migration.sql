-- CreateEnum
CREATE TYPE "engine_run_status" AS ENUM ('running', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "engine_step_status" AS ENUM ('planned', 'waiting', 'completed', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "engine_job_kind" AS ENUM ('discover', 'step', 'timer');

-- CreateTable
CREATE TABLE "engine_events" (
    "id" TEXT NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "engine_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_runs" (
    "id" UUID NOT NULL,
    "function_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "event" JSON NOT NULL,
    "status" "engine_run_status" NOT NULL DEFAULT 'running',
    "output" JSON,
    "error" JSON,
    "parent_run_id" UUID,
    "parent_step_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "engine_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_steps" (
    "run_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "op" TEXT NOT NULL,
    "status" "engine_step_status" NOT NULL,
    "output" JSON,
    "error" JSON,
    "position" BIGINT,
    "wait_event" TEXT,
    "wait_if" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "engine_steps_pkey" PRIMARY KEY ("run_id","id")
);

-- CreateTable
CREATE TABLE "engine_jobs" (
    "id" BIGSERIAL NOT NULL,
    "run_id" UUID NOT NULL,
    "step_id" TEXT NOT NULL DEFAULT '',
    "function_id" TEXT NOT NULL,
    "kind" "engine_job_kind" NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "token" BIGINT NOT NULL DEFAULT 0,
    "worker_id" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "again" BOOLEAN NOT NULL DEFAULT false,
    "concurrency_keys" TEXT[],
    "concurrency_limits" INTEGER[],

    CONSTRAINT "engine_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_workers" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "process" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "engine_workers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_crons" (
    "function_id" TEXT NOT NULL,
    "cron" TEXT NOT NULL,
    "last_tick_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "engine_crons_pkey" PRIMARY KEY ("function_id","cron")
);

-- The order in which steps were completed, over all runs.
CREATE SEQUENCE "engine_step_position";

-- CreateIndex
CREATE INDEX "engine_events_processed_at_position_idx" ON "engine_events"("processed_at", "position");

-- CreateIndex
CREATE UNIQUE INDEX "engine_runs_function_id_event_id_key" ON "engine_runs"("function_id", "event_id");

-- CreateIndex
CREATE INDEX "engine_runs_status_function_id_idx" ON "engine_runs"("status", "function_id");

-- CreateIndex
CREATE INDEX "engine_runs_finished_at_idx" ON "engine_runs"("finished_at");

-- CreateIndex
CREATE INDEX "engine_steps_status_wait_event_idx" ON "engine_steps"("status", "wait_event");

-- CreateIndex
CREATE UNIQUE INDEX "engine_jobs_run_id_step_id_key" ON "engine_jobs"("run_id", "step_id");

-- CreateIndex
CREATE INDEX "engine_jobs_available_at_idx" ON "engine_jobs"("available_at");

-- CreateIndex
CREATE INDEX "engine_jobs_worker_id_idx" ON "engine_jobs"("worker_id");

-- CreateIndex
CREATE INDEX "engine_workers_host_idx" ON "engine_workers"("host");

-- AddForeignKey
ALTER TABLE "engine_steps" ADD CONSTRAINT "engine_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "engine_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "engine_jobs" ADD CONSTRAINT "engine_jobs_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "engine_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
