-- CreateTable
CREATE TABLE "scenarios" (
    "id" UUID NOT NULL,
    "dataset" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL,
    "edits" JSONB NOT NULL,
    "future" JSONB NOT NULL,
    "warnings" JSONB NOT NULL,
    "points" JSONB NOT NULL,
    "forecast_id" UUID NOT NULL,
    "forecast_published_at" TIMESTAMPTZ(3) NOT NULL,
    "origin" DATE NOT NULL,
    "frequency" "frequency" NOT NULL,
    "model_name" TEXT NOT NULL,
    "model_version" INTEGER,
    "dataset_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "computed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "scenarios_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "overrides" (
    "id" UUID NOT NULL,
    "dataset" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "series" TEXT NOT NULL,
    "frequency" "frequency" NOT NULL,
    "reason" TEXT NOT NULL,
    "author" TEXT NOT NULL,
    "forecast_id" UUID NOT NULL,
    "origin" DATE NOT NULL,
    "model_name" TEXT NOT NULL,
    "model_version" INTEGER,
    "first_date" DATE NOT NULL,
    "last_date" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by" TEXT,

    CONSTRAINT "overrides_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "override_points" (
    "override_id" UUID NOT NULL,
    "series_id" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "part" BOOLEAN NOT NULL,
    "model" DOUBLE PRECISION NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "change" DOUBLE PRECISION,

    CONSTRAINT "override_points_pkey" PRIMARY KEY ("override_id","series_id","date")
);

-- CreateIndex
CREATE INDEX "scenarios_dataset_deleted_at_created_at_id_idx" ON "scenarios"("dataset", "deleted_at", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "scenarios_dataset_series_idx" ON "scenarios"("dataset", "series");

-- CreateIndex
CREATE INDEX "overrides_dataset_created_at_id_idx" ON "overrides"("dataset", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "overrides_dataset_series_idx" ON "overrides"("dataset", "series");

-- CreateIndex
CREATE INDEX "override_points_series_id_date_idx" ON "override_points"("series_id", "date");

-- AddForeignKey
ALTER TABLE "scenarios" ADD CONSTRAINT "scenarios_dataset_fkey" FOREIGN KEY ("dataset") REFERENCES "datasets"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "overrides" ADD CONSTRAINT "overrides_dataset_fkey" FOREIGN KEY ("dataset") REFERENCES "datasets"("name") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "override_points" ADD CONSTRAINT "override_points_override_id_fkey" FOREIGN KEY ("override_id") REFERENCES "overrides"("id") ON DELETE CASCADE ON UPDATE CASCADE;
