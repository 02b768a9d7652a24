-- The last date whose actual value was known when an override was withdrawn: up to there it is scored all the same.
ALTER TABLE "overrides" ADD COLUMN "withdrawn_known" DATE;
