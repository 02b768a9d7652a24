-- Values are searched for by their beginnings, which fit into an index whatever their length. By key alone these serve too.
CREATE INDEX "params_key_value_idx" ON "params" ("key", left("value", 100), "run_id");
CREATE INDEX "run_tags_key_value_idx" ON "run_tags" ("key", left("value", 100), "run_id");

-- Which values come with which keys: without it, the planner takes a parameter with two values for one with a hundred.
CREATE STATISTICS "params_key_value" (mcv) ON "key", (left("value", 100)) FROM "params";
CREATE STATISTICS "run_tags_key_value" (mcv) ON "key", (left("value", 100)) FROM "run_tags";

-- DropIndex
DROP INDEX "params_key_run_id_idx";

-- DropIndex
DROP INDEX "run_tags_key_run_id_idx";
