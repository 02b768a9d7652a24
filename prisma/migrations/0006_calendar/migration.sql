-- CreateTable
CREATE TABLE "calendar_versions" (
    "dataset" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "author" TEXT NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "entries" JSONB NOT NULL,
    "holidays_off" JSONB NOT NULL DEFAULT '[]',
    "restored_from" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_versions_pkey" PRIMARY KEY ("dataset","version")
);

-- AddForeignKey
ALTER TABLE "calendar_versions" ADD CONSTRAINT "calendar_versions_dataset_fkey" FOREIGN KEY ("dataset") REFERENCES "datasets"("name") ON DELETE CASCADE ON UPDATE CASCADE;
