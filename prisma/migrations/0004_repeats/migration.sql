-- A retry goes on with the run itself, so that nothing ever was the retry of another: a repeat is a run of its own.
ALTER TABLE "pipeline_runs" RENAME COLUMN "retry_of" TO "repeat_of";
